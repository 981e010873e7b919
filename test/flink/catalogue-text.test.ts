import { expect, it } from 'vitest';
import { readCatalogue } from '../../src/environment.js';
import { catalogueOf, createCatalogue } from '../../src/flink/catalogue.js';
import { catalogueText, readCatalogueText } from '../../src/flink/catalogue-text.js';

const data = readCatalogue();
const stored = createCatalogue(data);
const opened = catalogueOf(readCatalogueText(catalogueText(data)));
const keys = [...Object.keys(data.options), ...Object.keys(data.operatorOptions)];
const spellings = keys.flatMap((key) =>
  stored.history(key).flatMap((era) => [...(era.fallback ?? []), ...(era.deprecated ?? [])]),
);

it('says of every key and spelling what the stored catalogue says', () => {
  expect(opened.minors).toEqual(stored.minors);
  expect(opened.keys(opened.range)).toEqual(stored.keys(stored.range));
  for (const key of [...keys, ...spellings, 'constructor', 'no.such.key']) {
    expect(opened.status(key, opened.range), key).toEqual(stored.status(key, stored.range));
    expect(opened.current(key), key).toBe(stored.current(key));
    const shapes = stored.history(key).map(({ in: _, also: __, artifact: ___, ...shape }) => shape);
    expect(opened.history(key), key).toEqual(shapes);
  }
});
