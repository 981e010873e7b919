/** Every rule of severity error rests on what real Flink did; `npm run evidence` writes it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import rules from '../rules/index.js';
import { entrypointClaims } from '../tools/entrypoint/claims.js';
import { claims, filesOf } from '../tools/evidence/claims.js';
import { exampleFiles, operatorClaims } from '../tools/operator/claims.js';
import { sqlClaims } from '../tools/sql/claims.js';

interface Came {
  readonly refused?: { readonly error: string; readonly message: string };
  readonly result?: Readonly<Record<string, unknown>>;
}

interface Side {
  readonly files: Readonly<Record<string, string>>;
  readonly came: Came;
}

interface Evidence {
  readonly rule: string;
  readonly claims: readonly {
    readonly harm?: Readonly<Record<string, unknown>>;
    readonly works?: Readonly<Record<string, unknown>>;
    readonly runs: readonly {
      readonly flink?: string;
      /** Of the Kubernetes operator, where it is what was asked. */
      readonly operator?: string;
      readonly bad: Side;
      readonly good: Side;
    }[];
  }[];
}

const fileOf = (rule: string): string => fileURLToPath(new URL(`../fixtures/evidence/${rule}.json`, import.meta.url));

const operatorFiles: typeof filesOf = (rule, side, which) =>
  typeof which === 'number' ? exampleFiles(rule, side, which) : which;

const errors = Object.entries(rules).flatMap(([id, { severity }]) => (severity === 'error' ? [id] : []));

describe.each(errors)('%s', (rule) => {
  test('rests on what Flink did', () => {
    expect(existsSync(fileOf(rule)), `npm run evidence -- ${rule}`).toBe(true);
    const evidence = JSON.parse(readFileSync(fileOf(rule), 'utf8')) as Evidence;
    expect(evidence.rule).toBe(rule);
    expect(evidence.claims.length).toBeGreaterThan(0);
    for (const { harm, works, runs } of evidence.claims) {
      expect(runs.length).toBeGreaterThan(0);
      for (const { flink, operator, bad, good } of runs) {
        expect(flink ?? operator).toMatch(/^\d+\.\d+\.\d+$/);
        if (harm === undefined) expect(bad.came.refused?.error).toMatch(/(?:Exception|Error)$/);
        else expect(bad.came.result).toMatchObject(harm);
        expect(good.came.refused).toBeUndefined();
        expect(good.came.result).toMatchObject(works ?? {});
      }
    }
  });

  test('is about the examples that the rule has now', () => {
    const evidence = JSON.parse(readFileSync(fileOf(rule), 'utf8')) as Evidence;
    const told = claims[rule] ?? operatorClaims[rule] ?? sqlClaims[rule] ?? entrypointClaims[rule] ?? [];
    const exampleOf = [operatorClaims, sqlClaims, entrypointClaims].some((told) => rule in told)
      ? operatorFiles
      : filesOf;
    expect(evidence.claims.length).toBe(told.length);
    for (const [index, claim] of told.entries()) {
      for (const { bad, good } of evidence.claims[index]?.runs ?? []) {
        expect(bad.files).toEqual(exampleOf(rule, 'bad', claim.bad));
        expect(good.files).toEqual(exampleOf(rule, 'good', claim.good));
      }
    }
  });

  test('names nothing of the machine that made it', () => {
    expect(readFileSync(fileOf(rule), 'utf8')).not.toMatch(/\/tmp\/|\/home\/|\/root\/|\/Users\/|\d{4}-\d\d-\d\dT/);
  });
});
