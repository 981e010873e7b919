import type { NamedScript } from '../model/commands.js';
import type { Facts } from '../model/file-facts.js';
import { folderOf, isAtOrBelow, nameOf } from '../paths.js';
import type { ProjectInputs } from './inputs.js';
import type { RecognisedFile } from './recognised-file.js';
import { scriptKind } from './script-kind.js';

const BUILDS: readonly string[] = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

/**
 * Sources are read where some are asked for, where a configuration that is asked for is declared to be theirs, and where
 * a manifest starts their class.
 */
export async function readSources(
  inputs: ProjectInputs,
  paths: readonly string[],
  configuration: readonly RecognisedFile[],
  started: readonly string[],
): Promise<readonly RecognisedFile[]> {
  if (!inputs.sources) return [];
  const declared = configuration
    .filter(({ file }) => inputs.selected(file))
    .flatMap(({ file }) => inputs.sourcesOf(file));
  // What a build file says holds for the sources of its module.
  const builds = paths.filter((path) => BUILDS.includes(nameOf(path)) && inputs.selected(path));
  const folders = [...declared, ...builds.map(folderOf)];
  const wanted = (path: string): boolean =>
    inputs.selected(path) ||
    folders.some((one) => isAtOrBelow(path, one)) ||
    started.some((end) => `/${path}`.endsWith(end));
  if (!paths.some((path) => path.endsWith('.java') && wanted(path))) return [];
  const { readJava } = await import('./java.js');
  const { workspace, readers, asked } = inputs;
  const sources = await readJava({ workspace, read: readers.java, paths, asked, wanted });
  return sources.map((source) => ({ ...source, kind: 'java', why: 'it mentions org.apache.flink' }));
}

/** The files with command lines that are asked for, and around them those that run the SQL that is asked for. */
export async function readCommandLines(
  inputs: ProjectInputs,
  paths: readonly string[],
): Promise<readonly RecognisedFile[]> {
  const { workspace, readers, selected } = inputs;
  const files = paths.filter((path) => scriptKind(path) !== undefined);
  const asked = files.filter(selected);
  const sql = files.length === asked.length ? [] : sqlFiles(inputs, paths).filter(selected);
  if (asked.length + sql.length === 0) return [];
  const { readScriptFiles, runsScripts } = await import('./scripts.js');
  const read = { workspace, read: readers.commands };
  const around = sql.length === 0 ? [] : files.filter((path) => !selected(path));
  const scripts = [
    ...(await readScriptFiles({ ...read, paths: asked })),
    ...(await readScriptFiles({ ...read, paths: around, mayRun: runsScripts(sql) })),
  ];
  return scripts.map((script) => ({ ...script, kind: 'commands' }));
}

/** The scripts of SQL that are asked for, and those that something runs. */
export async function readScripts(
  inputs: ProjectInputs,
  paths: readonly string[],
  runners: readonly { readonly facts: Facts | undefined }[],
): Promise<readonly RecognisedFile[]> {
  const { workspace, readers, selected } = inputs;
  const all = sqlFiles(inputs, paths);
  const asked = all.filter(selected);
  const named = all.length === 0 ? [] : runners.flatMap(({ facts }) => scriptsNamedIn(facts));
  if (asked.length + named.length === 0) return [];
  const { readSqlFiles } = await import('./sql.js');
  const scripts = await readSqlFiles({ workspace, read: readers.sql, paths: asked, named, all });
  return scripts.map((script) => ({ ...script, kind: 'sql', why: 'it holds Flink SQL' }));
}

/** Scripts are job sources. */
const sqlFiles = ({ sources }: ProjectInputs, paths: readonly string[]): readonly string[] =>
  sources ? paths.filter((path) => path.endsWith('.sql')) : [];

function scriptsNamedIn(facts: Facts | undefined): readonly NamedScript[] {
  const resources = facts?.kind === 'manifest' ? facts.resources : [];
  const compositions = facts?.kind === 'compose' ? (facts.compositions ?? []) : [];
  const runners = [...resources, ...compositions.flatMap(({ services }) => services)];
  const commands = facts?.kind === 'commands' ? facts.commands : runners.flatMap((one) => one.commands ?? []);
  return [...resources, ...commands].flatMap(({ scripts = [] }) => scripts);
}
