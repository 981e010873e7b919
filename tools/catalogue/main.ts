import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkMinors } from './check.js';
import { extract, extractedLast } from './extract.js';
import { formatCatalogue, formatPatchChanges } from './format.js';
import { formatKeys } from './keys.js';
import { eras, optionsOf, withStandIns } from './merge.js';
import type {
  Catalogue,
  Constant,
  Decisions,
  Options,
  PatchChange,
  ReadFromSources,
  Release,
  Versions,
} from './model.js';
import { patchChanges, type ReadOptions } from './patches.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Jars are kept between runs; the folder is never committed. */
const WORK = process.env.CATALOGUE_WORK ?? join(ROOT, 'node_modules', '.cache', 'catalogue');
const CATALOGUE = join(ROOT, 'schemas', 'flink-options.json');
const PATCH_CHANGES = join(ROOT, 'schemas', 'patch-changes.json');
const KEYS = join(ROOT, 'src', 'model', 'option-keys.ts');

/**
 * Nothing: extract and write the catalogue; `--merge`: write it from the last extraction; `--patches`: extract earlier
 * patches too and write what changed within minors; `--check <minor>…`: compare, write nothing.
 */
const [flag, ...minors] = process.argv.slice(2);

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));
const versions = readJson<Versions>(join(ROOT, 'tools', 'catalogue', 'versions.json'));
const operator = readJson<ReadFromSources>(join(ROOT, 'tools', 'catalogue', 'operator-options.json'));
const decisions = readJson<Decisions>(join(ROOT, 'tools', 'catalogue', 'decisions.json'));

function extracted(name: string, release: Release): readonly Constant[] {
  const work = join(WORK, name);
  if (flag === '--merge') return extractedLast(work);
  mkdirSync(work, { recursive: true });
  console.log(`${name}: ${release.version}`);
  return extract(release, versions.plugin, work);
}

function constantsOf(product: string, releases: Readonly<Record<string, Release>>): Map<string, readonly Constant[]> {
  return new Map(
    Object.entries(releases).map(([minor, release]) => [minor, extracted(`${product}-${minor}`, release)]),
  );
}

function optionsByMinor(constants: ReadonlyMap<string, readonly Constant[]>): Map<string, Options> {
  const minors = [...constants.keys()];
  return new Map(minors.map((minor) => [minor, optionsOf(withStandIns(minor, constants, decisions), decisions)]));
}

const patchOf = (releases: Readonly<Record<string, Release>>): Record<string, string> =>
  Object.fromEntries(Object.entries(releases).map(([minor, release]) => [minor, release.version]));

function generate(): void {
  const catalogue: Catalogue = {
    flink: patchOf(versions.flink),
    operator: operator.operator,
    options: eras(optionsByMinor(constantsOf('flink', versions.flink))),
    operatorOptions: operator.options,
  };
  report(operatorDifferences());
  writeFileSync(CATALOGUE, formatCatalogue(catalogue));
  writeFileSync(KEYS, formatKeys(catalogue));
  console.log(
    `${Object.keys(catalogue.options).length} options, ${Object.keys(catalogue.operatorOptions).length} of the operator`,
  );
}

/** What the few published jars of the operator say otherwise; only the artifacts that are there are compared. */
function operatorDifferences(): string[] {
  return [...optionsByMinor(constantsOf('operator', versions.operator))].flatMap(([minor, options]) => {
    const artifacts = new Set(Object.keys(versions.operator[minor]?.artifacts ?? {}));
    const published = Object.entries(operator.options).filter(([, each]) =>
      each.some((era) => artifacts.has(era.artifact)),
    );
    return checkMinors(Object.keys(operator.operator), Object.fromEntries(published), new Map([[minor, options]]));
  });
}

function report(differences: readonly string[]): void {
  for (const difference of differences) console.error(difference);
  if (differences.length > 0) process.exitCode = 1;
}

function check(minors: readonly string[]): void {
  const wanted = Object.fromEntries(
    minors.map((minor) => {
      const release = versions.flink[minor];
      if (release === undefined) throw new Error(`versions.json has no Flink ${minor}.`);
      return [minor, release];
    }),
  );
  const catalogue = readJson<Catalogue>(CATALOGUE);
  const differences = checkMinors(
    Object.keys(catalogue.flink),
    catalogue.options,
    optionsByMinor(constantsOf('flink', wanted)),
  );
  if (readFileSync(KEYS, 'utf8') !== formatKeys(catalogue)) differences.push('src/model/option-keys.ts is stale.');
  report(differences);
  console.log(differences.length === 0 ? 'The catalogue agrees with the jars.' : `${differences.length} differences.`);
}

function patches(): void {
  const read: ReadOptions = (folder, jars) => {
    const work = join(WORK, folder);
    mkdirSync(work, { recursive: true });
    return optionsOf(extract(jars, versions.plugin, work), decisions);
  };
  const changes = Object.entries(versions.flink).flatMap(([minor, release]): readonly PatchChange[] => {
    console.log(`patches of ${minor}`);
    return patchChanges(minor, release, read);
  });
  const { options } = readJson<Catalogue>(CATALOGUE);
  const byHand = decisions.patchChanges.map(({ reason: _, ...change }): PatchChange => {
    const era = options[change.key]?.find((each) => each.from === change.minor);
    if (era === undefined) throw new Error(`The catalogue has no '${change.key}' from ${change.minor}.`);
    const { from: _from, to: _to, in: _in, also: _also, artifact: _artifact, ...after } = era;
    return { ...change, before: null, after };
  });
  writeFileSync(PATCH_CHANGES, formatPatchChanges([...changes, ...byHand], Object.keys(versions.flink)));
  console.log(`${changes.length + byHand.length} changes within minors`);
}

if (flag === '--check') check(minors);
else if (flag === '--patches') patches();
else generate();
