/**
 * Every option of every version, from data: what its type takes is taken, and what its type refuses is reported once,
 * by the rule that owns it. The conformance suite asks Flink itself about each of the samples.
 */
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../src/environment.js';
import { createCatalogue } from '../src/flink/catalogue.js';
import { OWNERS } from '../src/flink/owners.js';
import { minorRange } from '../src/flink/versions.js';
import { sampleOf } from './option-samples.js';
import { lintTexts } from './project.js';

const data = readCatalogue();
const catalogue = createCatalogue(data);
interface Case {
  readonly key: string;
  readonly value: string;
  /** The rule that must report it, where Flink refuses it. */
  readonly owner?: string;
}

const ownerOf = (key: string): string => OWNERS[catalogue.current(key)] ?? 'options/invalid-value';

function casesOf(minor: string): readonly Case[] {
  return Object.keys(data.options).flatMap((key) => {
    const era = catalogue.eras(key, minorRange(minor))[0];
    if (era === undefined) return [];
    const { accepted, refused } = sampleOf(key, era, minor);
    return [
      ...accepted.map((value) => ({ key, value })),
      ...refused.map((value) => ({ key, value, owner: ownerOf(key) })),
    ];
  });
}

/** What some values ask for beside themselves, so that nothing is wrong but the value. */
const COMPANIONS: Readonly<Record<string, string>> = {
  'high-availability.type': 'high-availability.storageDir: s3://bucket/ha\n',
  'execution.checkpointing.storage': 'state.checkpoints.dir: s3://bucket/checkpoints\n',
};

/** Makes a file Flink's beyond doubt, whatever else stands in it. */
const COMMON = { key: 'taskmanager.numberOfTaskSlots', line: 'taskmanager.numberOfTaskSlots: 2\n' };

/** The rules that say of a value that Flink refuses it. */
const JUDGES = [...new Set(['options/invalid-value', ...Object.values(OWNERS)])];

/** By case, the rules that report an error. Each is a target of its own, so that none is the other's excuse. */
async function errors(
  minor: string,
  cases: readonly Case[],
  only?: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const name = minorRange(minor).min >= minorRange('1.19').min ? 'config.yaml' : 'flink-conf.yaml';
  const pathOf = (index: number): string => `${String(index)}/conf/${name}`;
  const text = ({ key, value }: Case): string =>
    `${key}: ${value}\n${COMPANIONS[catalogue.current(key)] ?? ''}${key === COMMON.key ? '' : COMMON.line}`;
  const files = Object.fromEntries(cases.map((one, index) => [pathOf(index), text(one)]));
  const { report, defects } = await lintTexts(files, {
    flinkVersion: minor,
    ...(only === undefined ? {} : { only }),
  });
  expect(defects).toEqual([]);
  expect(report.targets.length).toBe(cases.length);
  const found = new Map<string, string[]>();
  for (const { at, rule, severity } of report.findings) {
    if (severity === 'error') found.set(at.file, [...(found.get(at.file) ?? []), rule]);
  }
  return cases.map((_, index) => found.get(pathOf(index)) ?? []);
}

/** The cases in which others than the owner of the value speak, or it does not speak once. */
function wrong(cases: readonly Case[], found: readonly (readonly string[])[]): readonly string[] {
  return cases.flatMap(({ key, value, owner }, index) => {
    const rules = found[index] ?? [];
    return rules.join() === (owner ?? '') ? [] : [`${key}: ${value} → ${rules.join(', ')}`];
  });
}

describe.each(catalogue.minors)('the options of Flink %s', (minor) => {
  test('take what their type takes, and refuse what it refuses', async () => {
    const cases = casesOf(minor);
    expect(wrong(cases, await errors(minor, cases, JUDGES))).toEqual([]);
    const options = new Set(cases.map(({ key }) => key)).size;
    const refused = cases.filter(({ owner }) => owner !== undefined);
    const strict = new Set(refused.map(({ key }) => key)).size;
    process.stdout.write(
      `Flink ${minor}: ${String(options)} options, ${String(cases.length - refused.length)} values taken, ` +
        `${String(refused.length)} refused; ${String(options - strict)} options take any string\n`,
    );
    expect(options).toBeGreaterThan(500);
  });
});

test.each(['1.20', '2.3'])('a refused value is one finding among those of all rules: Flink %s', async (minor) => {
  const cases = casesOf(minor).filter(({ owner }) => owner !== undefined);
  expect(wrong(cases, await errors(minor, cases))).toEqual([]);
});
