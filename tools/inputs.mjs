// What the bundles in dist/ are made of. Needs nothing but Node, for tools/prepare.mjs runs before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The file, inside dist/, that says from which inputs dist/ was built. */
export const stampName = 'inputs.sha256';

const inputs = [
  'package.json',
  'package-lock.json',
  'rules',
  'schemas/flink-options.json',
  'schemas/option-families.json',
  'schemas/option-hints.json',
  'src',
  'tools/build.mjs',
  'tools/import-meta-url.js',
  'tools/rule-text.js',
  'tools/source-rule.js',
  'tsconfig.json',
  'tsconfig.types.json',
];

/** Content, not time stamps: a clone gives every file the time of the clone. */
export function hashOfInputs() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesUnder)) {
    // A checkout on Windows may have other line ends and is the same source.
    const text = readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${file}\0${text.length}\0${text}`);
  }
  return hash.digest('hex');
}

export function isFresh() {
  const stamp = join(root, 'dist', stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hashOfInputs();
}

function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}
