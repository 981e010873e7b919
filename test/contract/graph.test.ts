// Regenerate with UPDATE_GOLDEN=1, and then read the difference line by line. The operators, uids, ids and inputs of the
// project are those that Flink 1.20.5 builds of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flinklint, root, writeTree } from '../command.js';

const project = join(root, 'fixtures', 'graph', 'fraud');
const FORMATS = ['text', 'json', 'mermaid', 'svg'] as const;

const graph = (args: readonly string[], cwd = project) => flinklint(['graph', '--root', cwd, ...args], { cwd });

const schema = (): object => JSON.parse(readFileSync(join(root, 'schemas', 'graph.schema.json'), 'utf8')) as object;

let elsewhere: string;
beforeAll(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'flinklint-'));
  writeTree(elsewhere, {
    'conf/config.yaml': 'taskmanager.numberOfTaskSlots: 2\n',
    'src/main/java/Plain.java': 'class Plain { public static void main(String[] args) {} }\n',
  });
});
afterAll(() => {
  rmSync(elsewhere, { recursive: true });
});

describe('a job of several classes', () => {
  test.each(FORMATS)('as %s', async (format) => {
    const outcome = await graph(['--format', format, project]);
    expect(outcome.stderr).toBe('');
    expect(outcome.status).toBe(0);
    const golden = join(root, 'fixtures', 'graph', `fraud.${format}`);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, outcome.stdout);
    expect(outcome.stdout).toBe(readFileSync(golden, 'utf8'));
  });

  test('text is the format where none is named, without colour where no terminal is', async () => {
    const plain = await graph([]);
    expect(plain.stdout).toBe(readFileSync(join(root, 'fixtures', 'graph', 'fraud.text'), 'utf8'));
    const coloured = await graph(['--color']);
    expect(coloured.stdout).toContain('\u001b[1m\u001b[33muid missing\u001b[39m\u001b[22m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are made of
    expect(coloured.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });

  test('takes the Flink version that it is given', async () => {
    const { stdout } = await graph(['--flink-version', '2.0', '--format', 'json']);
    expect(JSON.parse(stdout).jobs[0].flinkVersion).toEqual({ value: '2.0', assumed: false, from: '--flink-version' });
  });
});

describe('schemas/graph.schema.json', () => {
  test('is what the command prints', async () => {
    const { stdout } = await flinklint(['schema', 'graph']);
    expect(JSON.parse(stdout)).toEqual(schema());
  });

  test.each([
    ['the project', project],
    ['jobs in every style', join(root, 'fixtures', 'oracle', 'own')],
  ])('describes %s', async (_, folder) => {
    const { stdout, status } = await graph(['--format', 'json', folder], folder);
    expect(status).toBe(0);
    const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema());
    const document: unknown = JSON.parse(stdout);
    expect(isValid(document) ? [] : isValid.errors).toEqual([]);
  });

  test('refuses a guess', async () => {
    const { stdout } = await graph(['--format', 'json']);
    const isValid = new Ajv({ strict: true }).compile(schema());
    const document = JSON.parse(stdout);
    document.jobs[0].operators[0].stateful = 'perhaps';
    expect(isValid(document)).toBe(false);
  });
});

describe('where there is no job', () => {
  test('a folder ends with 3 and says so', async () => {
    const outcome = await graph([elsewhere], elsewhere);
    expect(outcome).toEqual({
      status: 3,
      stdout: '',
      stderr: 'flinklint: no Flink job was found here; graph reads jobs from Java sources.\n',
    });
  });

  test('files named one by one end with 0', async () => {
    const { status } = await graph([join(elsewhere, 'conf', 'config.yaml')], elsewhere);
    expect(status).toBe(0);
  });

  test.each(['json', 'mermaid', 'svg'])('%s is still a document', async (format) => {
    const { stdout, status } = await graph(['--format', format, elsewhere], elsewhere);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^(?:\{\s*"schemaVersion": 1,\s*"jobs": \[\]|flowchart TB\n|<svg [\s\S]*<\/svg>)/);
  });

  test('a path that is not there ends with 2', async () => {
    const { status } = await graph([join(elsewhere, 'none')], elsewhere);
    expect(status).toBe(2);
  });
});
