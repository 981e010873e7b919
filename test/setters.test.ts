import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTERS } from '../src/flink/setters.js';
import type { ProvenSetter } from '../tools/oracle/setters.js';

/** What real environments were seen to do, see tools/oracle. */
const proven: { readonly classes: Readonly<Record<string, Readonly<Record<string, readonly ProvenSetter[]>>>> } =
  JSON.parse(readFileSync(new URL('../schemas/flink-setters.json', import.meta.url), 'utf8'));

const claims = Object.entries(SETTERS).flatMap(([type, methods]) =>
  Object.entries(methods).flatMap(([method, each]) => each.map((setter) => [type, method, setter] as const)),
);

describe('what setters write', () => {
  it.each(claims)('%s.%s is as seen on real Flink', (type, method, setter) => {
    const seen = (proven.classes[type]?.[method] ?? []).flatMap((overload) => overload.sets);
    const wanted = setter.value === undefined ? { argument: setter.argument } : { value: setter.value };
    expect(seen).toContainEqual(expect.objectContaining({ key: setter.key, ...wanted }));
  });
});
