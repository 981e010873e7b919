/**
 * Records what kustomize makes of the kustomizations in cases.ts, which test/kustomize.test.ts compares ours with.
 *
 *   npm run kustomize                writes fixtures/kustomize.json
 *   npm run kustomize -- --check     says where it would be another
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { cases, type KustomizeCase } from './cases.js';

/** The newest that builds with the Go of Debian's and GitHub's images. */
const VERSION = 'v5.4.3';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'node_modules', '.cache', 'flinklint', `kustomize-${VERSION}`);

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** The resources that kustomize deploys, or nothing where it refuses. */
function built({ files }: KustomizeCase): readonly unknown[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'flinklint-kustomize-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return parseAllDocuments(run(join(bin, 'kustomize'), ['build', join(folder, 'overlay')])).map((one) => one.toJS());
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

run('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@${VERSION}`], { GOBIN: bin });
const results = Object.fromEntries(cases.map((one) => [one.name, built(one)]));
const text = `${JSON.stringify({ kustomize: VERSION, results }, null, 1)}\n`;
const path = join(root, 'fixtures', 'kustomize.json');
const same = process.argv.includes('--check') && readFileSync(path, 'utf8') === text;
if (!process.argv.includes('--check')) writeFileSync(path, text);
console.log(
  `kustomize ${VERSION}: ${String(cases.length)} kustomizations, ${String(Object.values(results).filter((one) => one === null).length)} refused`,
);
process.exitCode = process.argv.includes('--check') && !same ? 1 : 0;
