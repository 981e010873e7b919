import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCatalogue } from '../src/environment.js';
import { createCatalogue } from '../src/flink/catalogue.js';
import { configSchema } from '../src/flink/config-schema.js';
import { minorRange } from '../src/flink/versions.js';
import { allRules } from '../src/tool.js';
import { root } from './command.js';
import { sampleOf } from './option-samples.js';
import { lintTexts } from './project.js';

/** Every config.yaml of the fixtures and of the rules' examples. */
const configurations: readonly string[] = [
  ...readdirSync(join(root, 'fixtures'), { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'config.yaml' || /conformance.files.config.[^.]+\.yaml$/.test(path))
    .map((path) => readFileSync(join(root, 'fixtures', path), 'utf8')),
  ...allRules.flatMap(({ examples }) =>
    [...examples.bad, ...examples.good].flatMap(({ files }) => files['conf/config.yaml'] ?? []),
  ),
];

/** As Flink loads it: YAML 1.2, of which it asks the core schema only. */
const load = (text: string): unknown => parse(text, { schema: 'core', merge: false, uniqueKeys: false });

/** The configurations that Flink starts with, as far as one file shows it. */
async function clean(minor: string): Promise<readonly string[]> {
  const pathOf = (index: number): string => `${String(index)}/conf/config.yaml`;
  const files = Object.fromEntries(configurations.map((text, index) => [pathOf(index), text]));
  const { report } = await lintTexts(files, { flinkVersion: minor });
  const bad = new Set(report.findings.filter(({ severity }) => severity === 'error').map(({ at }) => at.file));
  const read = new Set(report.targets.flatMap((target) => target.files));
  return configurations.filter((_, index) => read.has(pathOf(index)) && !bad.has(pathOf(index)));
}

const catalogue = createCatalogue(readCatalogue());

// All errors: without, ajv nests the code for thousands of keys deeper than JavaScript can parse.
describe.each(['1.20', catalogue.minors.at(-1) ?? ''])('the schema of config.yaml for Flink %s', (minor) => {
  const validate = new Ajv({ strict: true, allErrors: true, code: { optimize: false } }).compile(
    configSchema(catalogue, minor),
  );

  test.each([
    ['flat', { 'taskmanager.numberOfTaskSlots': 4, 'taskmanager.memory.process.size': '4 gb' }],
    ['nested', { taskmanager: { numberOfTaskSlots: 4, memory: { process: { size: '4g' } } } }],
    ['in between', { 'execution.checkpointing': { interval: '1 min', mode: 'exactly_once' } }],
    ['an older name', { 'restart-strategy': 'fixed-delay' }],
    ['a key of a job', { 'acme.flag': { deep: [1, 2] } }],
    ['a placeholder', { parallelism: { default: '${PARALLELISM}' } }],
    ['a list', { 'classloader.parent-first-patterns.additional': ['com.acme', 'org.acme'] }],
    ['a boolean as text', { 'web.submit.enable': 'TRUE' }],
  ])('accepts %s', (_, config) => {
    expect(validate(config)).toBe(true);
  });

  test.each([
    ['a word for a number', { 'taskmanager.numberOfTaskSlots': 'four' }],
    ["Kubernetes' units", { taskmanager: { memory: { process: { size: '4Gi' } } } }],
    ['a decimal duration', { 'execution.checkpointing': { interval: '1.5 h' } }],
    ['yes for a boolean', { 'web.submit.enable': 'yes' }],
    ['a constant that does not exist', { execution: { checkpointing: { mode: 'EXACTLY-ONCE' } } }],
    ['a mapping for a number', { parallelism: { default: { value: 4 } } }],
  ])('refuses %s', (_, config) => {
    expect(validate(config)).toBe(false);
  });

  test('accepts every clean configuration of the fixtures', async () => {
    const texts = await clean(minor);
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter((text) => !validate(load(text) ?? {}))).toEqual([]);
  });

  test('takes of every option what Flink takes, and refuses what is of another type', () => {
    const disagree = catalogue.keys(minorRange(minor)).flatMap((key) => {
      const era = catalogue.eras(key, minorRange(minor)).at(-1);
      if (era === undefined) return [];
      const { accepted, refused } = sampleOf(key, era, minor);
      // Lists, maps and strings that Flink takes apart itself are strings to an editor.
      const isPlain = era.list !== true && era.type !== 'map' && era.type !== 'string';
      const takes = (value: string): boolean => validate(load(`${key}: ${value}\n`));
      return [...accepted.filter((value) => !takes(value)), ...(isPlain ? refused.filter(takes) : [])].map(
        (value) => `${key}: ${value}`,
      );
    });
    expect(disagree).toEqual([]);
  });

  test('marks older names, and offers defaults', () => {
    const { definitions } = configSchema(catalogue, minor) as { definitions: Record<string, Record<string, unknown>> };
    expect(definitions['option:taskmanager.numberOfTaskSlots']?.default).toBe(1);
    expect(definitions['option:taskmanager.network.memory.fraction']?.deprecated).toBe(true);
  });
});
