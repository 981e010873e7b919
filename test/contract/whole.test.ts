import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test, vi } from 'vitest';
import { main } from '../../src/main.js';
import type { Finding } from '../../src/model/finding.js';
import type { RuleDefinition } from '../../src/rule.js';
import type { Terminal } from '../../src/terminal.js';
import { allRules } from '../../src/tool.js';
import { flinklint, root } from '../command.js';
import { lintTexts } from '../project.js';

// One rule more than there is: it fails where a file asks it to.
vi.mock('../../rules/index.js', async (original) => {
  const { default: rules } = await original<{ default: Readonly<Record<string, RuleDefinition>> }>();
  const template = rules['files/merge-key'];
  if (template === undefined) throw new Error('files/merge-key is gone');
  const check: RuleDefinition['check'] = {
    // biome-ignore lint/correctness/useYield: it never gets that far
    *setting({ key }) {
      if (key === 'test.fail') throw new Error('as asked');
    },
  };
  return { default: { ...rules, 'test/fails': { ...template, check } } };
});

type Files = Readonly<Record<string, string>>;

const projectOf = (name: string): readonly [string, Files] => {
  const folder = join(root, 'fixtures', 'projects', name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return [
    name,
    Object.fromEntries(
      files.map((file) => [file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
    ),
  ];
};

const projects = ['orders', 'payments'].map(projectOf);

const examples = allRules.flatMap(({ id, examples: { bad, good } }) =>
  [...bad, ...good].map(({ files }, index) => [`${id} ${index + 1}`, files] as const),
);

async function findingsOf(files: Files, path: string): Promise<readonly Finding[]> {
  const { report, defects } = await lintTexts(files, { paths: [path], profile: 'strict' });
  expect(defects).toEqual([]);
  return report.findings;
}

/** One project that holds all examples, each in a folder of its own. */
const together: Files = Object.fromEntries(
  examples.flatMap(([, files], index) => Object.entries(files).map(([path, text]) => [`p${index}/${path}`, text])),
);

describe('the union of single files is the whole', () => {
  test.each([...projects, ...examples])('%s', async (_, files) => {
    const whole = await findingsOf(files, '');
    const single = await Promise.all(
      Object.keys(files)
        .sort()
        .map((file) => findingsOf(files, file)),
    );
    expect(single.flat()).toEqual(whole);
  });

  // A configuration file alone does not know of the scripts that run with it, so these targets are not named there.
  test('rides, but for the targets that its scripts are', async () => {
    const [, files] = projectOf('rides');
    const saidOf = (findings: readonly Finding[]) => findings.map(({ rule, at, message }) => [rule, at, message]);
    const single = await Promise.all(
      Object.keys(files)
        .sort()
        .map((file) => findingsOf(files, file)),
    );
    expect(saidOf(single.flat())).toEqual(saidOf(await findingsOf(files, '')));
  });

  test('also of folders', async () => {
    const whole = await findingsOf(together, '');
    const folderOf = (path: string): string => path.split('/')[0] ?? '';
    // Each run looks at all of the project, so not every folder gets one.
    const folders = [...new Set(Object.keys(together).map(folderOf))].sort().filter((_, index) => index % 8 === 0);
    const parts = await Promise.all(folders.map((folder) => findingsOf(together, folder)));
    expect(parts.flat()).toEqual(whole.filter(({ at }) => folders.includes(folderOf(at.file))));
    expect(whole.length).toBeGreaterThan(50);
  });
});

function terminal(cwd: string): { readonly terminal: Terminal; readonly out: string[]; readonly err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const stream = (lines: string[]) => ({
    write: (text: string) => void lines.push(text),
    isTerminal: false,
    width: 80,
  });
  return {
    terminal: { cwd, env: {}, out: stream(out), err: stream(err), readStdin: async () => new Uint8Array() },
    out,
    err,
  };
}

describe('a rule that fails', () => {
  const files = { 'conf/config.yaml': 'rest.port: 8081\npipeline.max-parallelism: 40000\ntest.fail: true\n' };

  test('costs its own findings only, and is named with the file', async () => {
    const { report, defects } = await lintTexts(files);
    expect(report.findings.map(({ rule }) => rule)).toContain('job/parallelism-bounds');
    expect(defects).toEqual([
      { level: 'error', message: "Defect in flinklint: rule 'test/fails' failed: as asked.", file: 'conf/config.yaml' },
    ]);
    expect(report.notices).toEqual(defects);
  });

  test('ends with 4 even where findings alone would end with 1, and after the report', async () => {
    const { mkdtempSync, rmSync } = await import('node:fs');
    const { tmpdir } = await import('node:os');
    const { writeTree } = await import('../command.js');
    const folder = mkdtempSync(join(tmpdir(), 'flinklint-'));
    writeTree(folder, files);
    const { terminal: screen, out, err } = terminal(folder);
    expect(await main(['check', '-f', 'json'], screen)).toBe(4);
    expect(JSON.parse(out.join(''))).toMatchObject({ notifications: [{ level: 'error', file: 'conf/config.yaml' }] });
    expect(err.join('')).toContain("rule 'test/fails' failed");
    // Wrong usage comes before a defect.
    expect(await main(['check', '--only', 'no/such-rule'], screen)).toBe(2);
    rmSync(folder, { recursive: true });
  });
});

describe('SARIF of the projects', () => {
  const {
    id: _,
    $schema: _draft,
    ...schema
  } = JSON.parse(readFileSync(join(root, 'test/schemas/sarif-schema-2.1.0.json'), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const isValid = ajv.compile(schema);

  test.each(projects.map(([name]) => name))('%s is valid by the official schema, and the same twice', async (name) => {
    const args = ['check', '-f', 'sarif', '--fail-on', 'never', `fixtures/projects/${name}`];
    const [first, second] = await Promise.all([flinklint(args), flinklint(args)]);
    expect(first.stdout).toBe(second.stdout);
    expect(isValid(JSON.parse(first.stdout)), JSON.stringify(isValid.errors)).toBe(true);
  });
});
