/**
 * Records what docker compose makes of the folders in cases.ts, by the library that it is made of, and compares it with
 * what we make of them and of folders that are generated. test/compose-library.test.ts compares with what is recorded.
 *
 *   npm run compose                writes fixtures/compose.json
 *   npm run compose -- --check     says where it would be another
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { type ComposeCase, cases } from './cases.js';
import { generated } from './generated.js';
import { ours, type Project, type Started } from './ours.js';

const GENERATED = 600;
/** How many of those the tests of every change compare. */
const RECORDED = 120;

const root = fileURLToPath(new URL('../..', import.meta.url));
const judge = fileURLToPath(new URL('judge', import.meta.url));
const FIXTURE = join(root, 'fixtures', 'compose.json');

/** A service as the judge tells it. */
interface Told {
  readonly image: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly environment: Readonly<Record<string, string | null>>;
  readonly ports: readonly string[] | null;
  readonly mounts: readonly { readonly source: string; readonly target: string; readonly readOnly: boolean }[] | null;
  readonly grants: readonly { readonly target: string; readonly file?: string; readonly content?: string }[] | null;
  readonly user: string;
}

type Answer = { readonly refused: string } | { readonly services: Readonly<Record<string, Told>> };

/** What compose makes of each, or nothing where it refuses. */
function theirs(asked: readonly ComposeCase[]): readonly (Project | undefined)[] {
  const input = asked.map(({ files, given = [] }) => JSON.stringify({ files, given })).join('\n');
  const { status, stdout, stderr, error } = spawnSync('go', ['run', '.'], {
    cwd: judge,
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, GOFLAGS: process.env.GOFLAGS, GOPROXY: process.env.GOPROXY },
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr);
  const answers: readonly Answer[] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return answers.map((answer) =>
    'refused' in answer
      ? undefined
      : Object.fromEntries(Object.entries(answer.services).map(([name, told]) => [name, startedAs(told)])),
  );
}

function startedAs({ command, entrypoint, environment, ports, mounts, grants, ...rest }: Told): Started {
  return {
    image: rest.image,
    context: rest.context,
    dockerfile: rest.dockerfile,
    command: command ?? [],
    entrypoint: entrypoint ?? [],
    // What only the machine could tell stays as it is written; a variable without a name is none.
    environment: Object.fromEntries(
      Object.entries(environment ?? {}).flatMap(([name, value]) =>
        name === '' ? [] : [[name, value ?? `\${${name}}`]],
      ),
    ),
    ports: (ports ?? []).filter((port) => port.split('|')[1] !== '').sort(),
    mounts: [
      ...(mounts ?? []).flatMap(({ source, target, readOnly }) =>
        source === '' || /^(?:\/|\.\.)/.test(source) ? [] : `${target} ${source}${readOnly ? ' ro' : ''}`,
      ),
      ...(grants ?? []).map(({ target, file = '' }) => `${target} ${file === '' ? 'text' : `${file} ro`}`),
    ].sort(),
    user: rest.user,
  };
}

const checking = process.argv.includes('--check');
const asked = [...cases, ...generated(GENERATED)];
const answers = theirs(asked);
const refused = answers.filter((one) => one === undefined).length;
let wrong = 0;
for (const [index, one] of asked.entries()) {
  const [real, mine] = [answers[index], ours(one)];
  if (real === undefined || isDeepStrictEqual(real, mine)) continue;
  wrong++;
  console.log(
    `${one.name}: ${JSON.stringify(one.files)}\n  compose: ${JSON.stringify(real)}\n  ours:    ${JSON.stringify(mine)}`,
  );
}
const recorded = asked
  .slice(0, cases.length + RECORDED)
  .map((one, index) => JSON.stringify({ ...one, project: answers[index] ?? null }));
const text = `[\n${recorded.join(',\n')}\n]\n`;
const stale = checking && readFileSync(FIXTURE, 'utf8') !== text;
if (!checking) writeFileSync(FIXTURE, text);
if (stale) console.log('fixtures/compose.json is stale.');
console.log(`${asked.length} folders, ${refused} of which compose refuses, ${wrong} disagreements`);
process.exitCode = wrong > 0 || stale ? 1 : 0;
