import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Declaration, declarations, type Source } from './verify/declarations.js';
import { fromCatalogue, fromSource } from './verify/values.js';

/**
 * A second, independent reading of Flink's options: the text of the published sources instead of the running classes.
 * It shares no code with the extractor, only the list of artifacts and the catalogue that it judges.
 */
interface StoredEra {
  readonly from: string;
  readonly to?: string;
  readonly type: string;
  readonly list?: boolean;
  readonly default?: string;
  readonly hostDefault?: string;
  readonly fallback?: readonly string[];
  readonly deprecated?: readonly string[];
  readonly in: string;
  readonly also?: readonly string[];
  readonly scope?: string;
  readonly suffix?: boolean;
}

interface Stored {
  readonly flink: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, readonly StoredEra[]>>;
}

interface Locked {
  readonly plugin: string;
  readonly flink: Readonly<Record<string, { readonly artifacts: Readonly<Record<string, string>> }>>;
}

interface Tally {
  declarations: number;
  keys: number;
  types: number;
  defaults: number;
  aliases: number;
  /** Keys that the source computes: matched by the name of the constant. */
  computedKeys: string[];
  /** Options of classes that the sources jars lack. */
  noSource: string[];
  /** Defaults that cannot be known without running the code. */
  notReadable: string[];
  disagreements: string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORK = resolve(process.env.CATALOGUE_WORK ?? join(ROOT, 'node_modules', '.cache', 'catalogue'));
const readJson = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));
const locked = readJson<Locked>('tools', 'catalogue', 'versions.json');
const stored = readJson<Stored>('schemas', 'flink-options.json');

/** Unpacks the sources of a minor's artifacts, outside of the repository's own tree. */
function sourcesOf(minor: string): readonly Source[] {
  const artifacts = Object.entries(locked.flink[minor]?.artifacts ?? {});
  if (artifacts.length === 0) throw new Error(`versions.json has no Flink ${minor}.`);
  const work = join(WORK, `sources-${minor}`);
  const jars = join(work, 'jars');
  mkdirSync(jars, { recursive: true });
  const missing = artifacts.filter(
    ([artifact, version]) => !existsSync(join(jars, `${artifact}-${version}-sources.jar`)),
  );
  if (missing.length > 0) download(missing, work, jars);
  return artifacts.flatMap(([artifact, version]) => {
    const folder = join(work, `${artifact}-${version}`);
    if (!existsSync(folder)) {
      mkdirSync(folder);
      execFileSync('jar', ['xf', join(jars, `${artifact}-${version}-sources.jar`)], { cwd: folder });
    }
    return readSources(folder);
  });
}

function download(artifacts: readonly (readonly [string, string])[], work: string, jars: string): void {
  const items = artifacts.map(
    ([artifact, version]) =>
      `<artifactItem><groupId>org.apache.flink</groupId><artifactId>${artifact}</artifactId>` +
      `<version>${version}</version><classifier>sources</classifier></artifactItem>`,
  );
  const pom = join(work, 'pom.xml');
  writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>flinklint</groupId>
<artifactId>sources</artifactId><version>1</version><packaging>pom</packaging><build><plugins><plugin>
<groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><version>${locked.plugin}</version>
<configuration><outputDirectory>${jars}</outputDirectory><artifactItems>${items.join('\n')}</artifactItems></configuration>
</plugin></plugins></build></project>\n`,
  );
  const goal = `org.apache.maven.plugins:maven-dependency-plugin:${locked.plugin}:copy`;
  execFileSync('mvn', ['-q', '-B', '-f', pom, goal], { stdio: ['ignore', 'inherit', 'inherit'] });
}

function readSources(folder: string): readonly Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(java|scala)$/.test(path) && path.startsWith(join('org', 'apache', 'flink')))
    .map((path) => ({ name: basename(path).replace(/\.\w+$/, ''), text: readFileSync(join(folder, path), 'utf8') }));
}

function eraAt(key: string, minor: string): StoredEra | undefined {
  const order = Object.keys(stored.flink);
  const at = order.indexOf(minor);
  return (Object.hasOwn(stored.options, key) ? (stored.options[key] ?? []) : []).find(
    (era) => order.indexOf(era.from) <= at && (era.to === undefined || at <= order.indexOf(era.to)),
  );
}

function verify(minor: string): Tally {
  const sources = sourcesOf(minor);
  const classes = new Set(sources.map((source) => source.name));
  const stored = new Map(keysAt(minor));
  const byConstant = new Map([...stored].flatMap(([key, era]) => constantsOf(era).map((constant) => [constant, key])));
  const tally: Tally = {
    declarations: 0,
    keys: 0,
    types: 0,
    defaults: 0,
    aliases: 0,
    computedKeys: [],
    notReadable: [],
    noSource: [],
    disagreements: [],
  };
  const byKey = groupByKey(declarations(sources), byConstant, tally);
  for (const [key, all] of byKey) {
    const era = stored.get(key);
    if (era === undefined) {
      tally.disagreements.push(
        `${key}: declared by ${all.map((each) => each.constant).join(', ')}, not in the catalogue`,
      );
      continue;
    }
    // Reporters share names such as `port`: another one's declaration says nothing about this one.
    if (era.suffix === true && !classes.has(outermost(era.in))) {
      tally.noSource.push(`${key} (${era.in})`);
      continue;
    }
    tally.keys++;
    compare(key, era, mainOf(all, era), tally);
  }
  for (const [key, era] of stored) {
    if (byKey.has(key)) continue;
    if (classes.has(outermost(era.in)))
      tally.disagreements.push(`${key}: in the catalogue (${era.in}), no declaration read`);
    else tally.noSource.push(`${key} (${era.in})`);
  }
  return tally;
}

/** A key that the source computes is taken from the constant of that name. */
function groupByKey(
  all: readonly Declaration[],
  byConstant: ReadonlyMap<string, string>,
  tally: Tally,
): ReadonlyMap<string, readonly Declaration[]> {
  const byKey = new Map<string, Declaration[]>();
  for (const declaration of all) {
    tally.declarations++;
    const key = declaration.key ?? byConstant.get(declaration.constant);
    if (key === undefined) continue;
    if (declaration.key === undefined) tally.computedKeys.push(key);
    byKey.set(key, [...(byKey.get(key) ?? []), declaration]);
  }
  return byKey;
}

function keysAt(minor: string): readonly (readonly [string, StoredEra])[] {
  return Object.keys(stored.options).flatMap((key) => {
    const era = eraAt(key, minor);
    return era === undefined ? [] : [[key, era] as const];
  });
}

const constantsOf = (era: StoredEra): readonly string[] => [era.in, ...(era.also ?? [])].map(simple);

/** `org.apache.flink.a.B$C#D` as the file B sees it: `B#D`. */
const simple = (constant: string): string => `${outermost(constant)}#${constant.split('#')[1] ?? ''}`;

const outermost = (constant: string): string => (constant.split('#')[0]?.split('.').at(-1) ?? '').replace(/\$.*$/, '');

/** Of several declarations of a key, the one that the catalogue names. */
function mainOf(all: readonly Declaration[], era: StoredEra): Declaration {
  const named =
    all.find((each) => each.constant === simple(era.in)) ??
    all.find((each) => each.constant.split('#')[1] === era.in.split('#')[1]);
  const [first] = all;
  if (first === undefined) throw new Error('A key without a declaration.');
  return named ?? first;
}

type Disagree = (what: string, catalogue: unknown, source: unknown) => void;

function compare(key: string, era: StoredEra, declaration: Declaration, tally: Tally): void {
  const disagree: Disagree = (what, catalogue, source) => {
    const [kept, read] = [JSON.stringify(catalogue), JSON.stringify(source)];
    tally.disagreements.push(`${key}: ${what}: catalogue ${kept}, ${declaration.constant} ${read}`);
  };
  if (declaration.type !== undefined) {
    tally.types++;
    const [kept, read] = [listed(era.list === true, era.type), listed(declaration.list, declaration.type)];
    if (kept !== read) disagree('type', kept, read);
  }
  compareDefaults(key, era, declaration, tally, disagree);
  compareAliases(key, 'fallback', era, declaration, tally, disagree);
  compareAliases(key, 'deprecated', era, declaration, tally, disagree);
}

const listed = (isList: boolean, type: string): string => (isList ? `list of ${type}` : type);

function compareAliases(
  key: string,
  kind: 'fallback' | 'deprecated',
  era: StoredEra,
  declaration: Declaration,
  tally: Tally,
  disagree: Disagree,
): void {
  const kept = era[kind] ?? [];
  const read = declaration[kind];
  // A computed alias is left to the extractor.
  const isComputed = read.some((alias) => alias === undefined);
  if (isComputed) tally.notReadable.push(`${key}: ${kind} (catalogue: ${kept.join(', ')})`);
  else if (JSON.stringify(kept) === JSON.stringify(read)) tally.aliases += read.length;
  else disagree(kind, kept, read);
}

function compareDefaults(
  key: string,
  era: StoredEra,
  declaration: Declaration,
  tally: Tally,
  disagree: Disagree,
): void {
  const hasDefault = era.default !== undefined || era.hostDefault !== undefined;
  if (declaration.default === undefined || !hasDefault) {
    tally.defaults++;
    const nullDefault = declaration.default !== undefined && /^\(?(\(\w+\)\s*)?null\)?$/.test(declaration.default);
    if (hasDefault !== (declaration.default !== undefined) && !nullDefault)
      disagree('default', era.default, declaration.default);
    return;
  }
  const elements = declaration.list ? declaration.default.split(' ; ') : [declaration.default];
  const read = elements.map((element) => fromSource(element, era.type, declaration.scope));
  const kept = (declaration.list ? (era.default ?? '').split(';') : [era.default ?? '']).map((each) =>
    fromCatalogue(each, era.type),
  );
  if (era.default === undefined || read.some((each) => each === undefined)) {
    tally.notReadable.push(
      `${key} = ${declaration.default.replaceAll(/\s+/g, ' ')} (catalogue: ${era.default ?? era.hostDefault})`,
    );
    return;
  }
  tally.defaults++;
  if (JSON.stringify(read) !== JSON.stringify(kept)) disagree('default', era.default, declaration.default);
}

const wanted = process.argv.slice(2);
const minors = wanted.length > 0 ? wanted : ['1.20', '2.3'];
for (const minor of minors) {
  const tally = verify(minor);
  console.log(
    `${minor}: ${tally.declarations} declarations, ${tally.keys} keys (${tally.computedKeys.length} by constant), ${tally.types} types, ${tally.defaults} defaults, ${tally.aliases} aliases compared; ` +
      `${tally.notReadable.length} expressions need running; ` +
      `${tally.noSource.length} options without sources; ${tally.disagreements.length} disagreements`,
  );
  for (const line of tally.notReadable) console.log(`  needs running: ${line}`);
  for (const line of tally.noSource) console.log(`  no source: ${line}`);
  for (const line of tally.disagreements) console.error(`  disagreement: ${line}`);
  if (tally.disagreements.length > 0) process.exitCode = 1;
}
