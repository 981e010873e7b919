/** Our readers against what Flink's own classes said of the same inputs; `npm run conformance -- --write` asks them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Grammar } from '../src/model/facts.js';
import { fixtures, handWritten } from '../tools/conformance/cases.js';
import type { ConstraintCase } from '../tools/conformance/constraint-cases.js';
import { weRefuse } from '../tools/conformance/constraints.js';
import { VERSIONS } from '../tools/conformance/memory.js';
import { type OrderCase, ourOrder } from '../tools/conformance/order.js';
import { type Outcome, ourFile, ourValue, type Plain, type ValueCase } from '../tools/conformance/ours.js';

interface Agreed<T> {
  readonly versions: readonly string[];
  readonly says: T;
}

const recorded = <T>(name: string): T => JSON.parse(readFileSync(join(fixtures, name), 'utf8')) as T;

describe('files that a hand wrote', () => {
  const known = new Map(
    recorded<{ name: string; flink: Agreed<Outcome>[] }[]>('files.json').map(({ name, flink }) => [name, flink]),
  );

  test('each has been read by Flink', () => {
    expect([...known.keys()].sort()).toEqual(
      handWritten()
        .map(({ name }) => name)
        .sort(),
    );
    expect(known.size).toBeGreaterThanOrEqual(150);
  });

  test.each(handWritten())('$name', ({ name, grammar, bytes }) => {
    for (const { says } of known.get(name) ?? []) expect(ourFile(grammar, bytes)).toEqual(says);
  });
});

test('generated files', () => {
  const cases = recorded<{ grammar: Grammar; text: string; flink: Agreed<Outcome>[] }[]>('generated.json');
  expect(cases.length).toBeGreaterThanOrEqual(400);
  for (const { grammar, text, flink } of cases) {
    for (const { says } of flink) expect(ourFile(grammar, Buffer.from(text, 'utf8')), text).toEqual(says);
  }
});

test('values', () => {
  const cases = recorded<(ValueCase & { flink: Agreed<'refused' | { value: Plain }>[] })[]>('values.json');
  expect(cases.length).toBeGreaterThanOrEqual(2000);
  for (const { flink, ...value } of cases) {
    for (const { versions, says } of flink) {
      for (const version of versions) {
        const ours = ourValue(value, version);
        expect(ours === undefined ? 'refused' : { value: ours }, JSON.stringify(value)).toEqual(says);
      }
    }
  }
});

test('layers are laid over each other before an option is looked up under its names', () => {
  const cases = recorded<(OrderCase & { version: string; value: Plain })[]>('order.json');
  expect(new Set(cases.map(({ version }) => version)).size).toBe(3);
  for (const { version, value, ...asked } of cases)
    expect(ourOrder(asked, version), JSON.stringify(asked)).toEqual(value);
});

describe('what Flink refuses beyond the types of values', () => {
  const cases = recorded<(ConstraintCase & { flink: Agreed<'refuses' | 'takes'>[] })[]>('constraints.json');

  test('much of it is refused, and much is not', () => {
    for (const says of ['refuses', 'takes'] as const) {
      expect(cases.filter(({ flink }) => flink.some((some) => some.says === says)).length).toBeGreaterThanOrEqual(30);
    }
  });

  test.each(VERSIONS)('Flink %s', async (version) => {
    const known = cases.filter(({ flink }) => flink.some(({ versions }) => versions.includes(version)));
    expect(known.length).toBe(cases.length);
    const refused = await weRefuse(known, version);
    for (const [index, { flink, ...one }] of known.entries()) {
      const says = flink.find(({ versions }) => versions.includes(version))?.says;
      expect(refused[index] === true ? 'refuses' : 'takes', JSON.stringify(one)).toBe(says);
    }
  });
});
