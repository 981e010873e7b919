/** What Flink refuses beyond the types of values: the same configurations, neither more nor less. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCatalogue } from '../../src/environment.js';
import { createCatalogue } from '../../src/flink/catalogue.js';
import { minorRange } from '../../src/flink/versions.js';
import { lint } from '../../src/index.js';
import type { Judge } from '../judge/judge.js';
import type { Area, ConstraintCase } from './constraint-cases.js';
import { FILE_NAMES } from './ours.js';
import { GRAMMARS } from './theirs.js';

/** What the processes of a cluster do with each part of the configuration. */
const ACTIONS: Readonly<Record<Area, readonly string[]>> = {
  restart: ['job'],
  checkpoints: ['job'],
  heartbeats: ['heartbeat'],
  slots: ['resource-manager', 'taskmanager-memory'],
  rocksdb: ['rocksdb'],
  parallelism: ['job'],
  network: ['network', 'taskmanager-memory'],
};

const catalogue = createCatalogue(readCatalogue());

interface File {
  readonly name: string;
  readonly text: string;
}

/** The configuration as a file, with the names that the version has for its options. */
function fileFor({ settings }: ConstraintCase, version: string): File {
  const range = minorRange(version);
  const grammar = GRAMMARS[version]?.includes('yaml') === true ? 'yaml' : 'legacy';
  const lines = Object.entries(settings).map(([key, value]) => `${catalogue.nameIn(key, range)}: ${value}\n`);
  return { name: FILE_NAMES[grammar], text: lines.join('') };
}

/** Words of a finding that says the process or the job does not come to run. */
const SAYS_REFUSED = /\brefuses?\b|\bdoes not start\b|\bevery job fails\b/;

/** How many configurations are linted as one project. */
const TOGETHER = 300;

/** By case, what `lint()` says is refused: empty where nothing is. */
async function ourRefusals(files: readonly File[], version: string): Promise<readonly (readonly string[])[]> {
  const said: (readonly string[])[] = [];
  for (let start = 0; start < files.length; start += TOGETHER) {
    said.push(...(await lintTogether(files.slice(start, start + TOGETHER), version)));
  }
  return said;
}

async function lintTogether(files: readonly File[], version: string): Promise<readonly (readonly string[])[]> {
  const root = mkdtempSync(join(tmpdir(), 'constraints-'));
  try {
    const paths = files.map(({ name }, index) => `${String(index)}/conf/${name}`);
    for (const [index, { text }] of files.entries()) {
      mkdirSync(join(root, String(index), 'conf'), { recursive: true });
      writeFileSync(join(root, paths[index] ?? ''), text);
    }
    const jobs = paths.map((path, index) => `  - {name: job-${String(index)}, config: ${path}}\n`);
    writeFileSync(join(root, '.flinklint.yaml'), `jobs:\n${jobs.join('')}`);
    const { findings } = await lint(root, { flinkVersion: version });
    return paths.map((path) =>
      findings
        .filter(({ at, severity, message }) => at.file === path && severity === 'error' && SAYS_REFUSED.test(message))
        .map(({ rule, message }) => `${rule}: ${message}`),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What Flink says against it: empty where it starts. */
async function theirRefusals(judge: Judge, one: ConstraintCase, { name, text }: File): Promise<readonly string[]> {
  const { area, platform } = one;
  const answers = await Promise.all(
    ACTIONS[area].map((action) => judge.act({ name: action, files: { [name]: text }, platform })),
  );
  return answers.flatMap((answer) => {
    if (answer.ok) return [];
    const causes = answer.causes.map(({ error, message }) => ` <- ${error}: ${message}`);
    return [`${answer.error}: ${answer.message}${causes.join('')}`];
  });
}

/** Whether Flink refuses a configuration. */
export const flinkRefuses = async (judge: Judge, one: ConstraintCase): Promise<boolean> =>
  (await theirRefusals(judge, one, fileFor(one, judge.version))).length > 0;

/** By case, whether `lint()` says that Flink refuses it. */
export async function weRefuse(cases: readonly ConstraintCase[], version: string): Promise<readonly boolean[]> {
  const said = await ourRefusals(
    cases.map((one) => fileFor(one, version)),
    version,
  );
  return said.map((messages) => messages.length > 0);
}

type Disagree = (one: ConstraintCase, file: string, ours: readonly string[], theirs: readonly string[]) => void;

/** Compares; returns how many were refused. */
export async function compareConstraints(
  judge: Judge,
  cases: readonly ConstraintCase[],
  disagree: Disagree,
): Promise<number> {
  const files = cases.map((one) => fileFor(one, judge.version));
  const asked = cases.map((one, index) => theirRefusals(judge, one, files[index] ?? { name: '', text: '' }));
  const [ours, theirs] = await Promise.all([ourRefusals(files, judge.version), Promise.all(asked)]);
  let refused = 0;
  for (const [index, one] of cases.entries()) {
    const [said, meant] = [ours[index] ?? [], theirs[index] ?? []];
    if (meant.length > 0) refused++;
    if (said.length > 0 !== meant.length > 0) disagree(one, files[index]?.text ?? '', said, meant);
  }
  return refused;
}
