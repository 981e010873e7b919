import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../src/environment.js';
import { createCatalogue } from '../src/flink/catalogue.js';
import { configSchema } from '../src/flink/config-schema.js';

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

  test('marks older names, and offers defaults', () => {
    const { definitions } = configSchema(catalogue, minor) as { definitions: Record<string, Record<string, unknown>> };
    expect(definitions['option:taskmanager.numberOfTaskSlots']?.default).toBe(1);
    expect(definitions['option:taskmanager.network.memory.fraction']?.deprecated).toBe(true);
  });
});
