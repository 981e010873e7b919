import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type FormatName, formats, isFormat } from '../../src/report/formats.js';
import { aReport } from './sample.js';

const names = Object.keys(formats) as FormatName[];

test.each(names)('%s is loaded and renders an empty report', async (name) => {
  const format = await formats[name]();
  expect(format(aReport({}, []), { color: false, links: false, width: 80 })).toMatch(/\n$/);
});

test('knows its names, and nothing that objects have anyway', () => {
  expect(names.every(isFormat)).toBe(true);
  expect(isFormat('toString')).toBe(false);
  expect(isFormat('Text')).toBe(false);
});

test('loads no format before it is asked for', () => {
  const source = readFileSync(new URL('../../src/report/formats.ts', import.meta.url), 'utf8');
  expect(source.match(/^import (?!type).*/gm)).toBeNull();
});
