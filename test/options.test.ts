/**
 * Every option of every version, from data: what its type takes is taken, and what its type refuses is reported once,
 * by the rule that owns it. The conformance suite asks Flink itself about each of the samples.
 */
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../src/environment.js';
import { createCatalogue, type Era } from '../src/flink/catalogue.js';
import { OWNERS } from '../src/flink/owners.js';
import { URI_OPTIONS } from '../src/flink/paths.js';
import { HOST_LIST_OPTIONS, PORT_RANGE_OPTIONS } from '../src/flink/ports.js';
import { PSEUDO_ENUMS } from '../src/flink/pseudo-enums.js';
import { covers, minorRange } from '../src/flink/versions.js';
import { SAMPLES, type Sample } from '../tools/conformance/samples.js';
import { lintTexts } from './project.js';

const data = readCatalogue();
const catalogue = createCatalogue(data);
const TEXT: Sample = { accepted: ['anything at all'], refused: [] };
const NO_NAME = 'no-such-name';

/** Strings that Flink takes apart where it uses them. */
function stringSample(key: string, minor: string): Sample {
  const pseudo = Object.hasOwn(PSEUDO_ENUMS, key) ? PSEUDO_ENUMS[key] : undefined;
  if (pseudo !== undefined) {
    const known = pseudo.values.filter(
      ({ flink = '*' }) => flink === '*' || covers(flink, minorRange(minor)) === 'all',
    );
    const ofClass = pseudo.or === 'class' ? ['com.example.Factory'] : [];
    return { accepted: [...known.flatMap(({ names }) => names), ...ofClass], refused: [NO_NAME] };
  }
  if (Object.hasOwn(URI_OPTIONS, key)) return { accepted: ['s3://bucket/below'], refused: ['s3:bucket'] };
  if (PORT_RANGE_OPTIONS.has(key)) return { accepted: ['50100', '50100-50200'], refused: ['70000'] };
  if (HOST_LIST_OPTIONS.has(key)) return { accepted: ['zk1:2181,zk2:2181'], refused: ['zk1:many'] };
  return TEXT;
}

function sampleOf(key: string, { type, list, enum: constants = [] }: Era, minor: string): Sample {
  if (type === 'enum') {
    return list === true
      ? { accepted: [constants.join(';')], refused: [`${constants.join(';')};${NO_NAME}`] }
      : { accepted: constants, refused: [NO_NAME] };
  }
  if (type === 'string' && list !== true) return stringSample(key, minor);
  const sample = SAMPLES[list === true ? `list:${type}` : type];
  if (sample === undefined) throw new Error(`no sample of ${type}`);
  return { accepted: sample.accepted.slice(0, 1), refused: sample.refused.slice(0, 1) };
}

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

test.each(['1.15', '1.20', '2.3'])(
  'a refused value is one finding among those of all rules: Flink %s',
  async (minor) => {
    const cases = casesOf(minor).filter(({ owner }) => owner !== undefined);
    expect(wrong(cases, await errors(minor, cases))).toEqual([]);
  },
);
