import { sqlIn } from '../flink/resource-sql.js';
import { scriptNamed } from '../flink/script-files.js';
import { scriptView } from '../flink/sql-view.js';
import type { FlinkCommand, NamedScript } from '../model/commands.js';
import type { Resource } from '../model/manifest.js';
import type { SqlFacts, SqlScript } from '../model/sql.js';

/** What runs SQL: a command line, or a resource whose job has it in its arguments. */
export interface SqlRunner {
  readonly file: string;
  readonly named: readonly NamedScript[];
  /** Statements that stand in the runner's own file; they come behind what it names. */
  readonly own: readonly SqlFacts[];
}

/** All that one runner runs in one session, in that order. */
export interface SqlRun {
  readonly script: SqlScript;
  readonly parts: readonly SqlFacts[];
}

/** A command line as what runs scripts. */
export const runnerOf = ({ at, scripts = [], sql }: FlinkCommand): SqlRunner => ({
  file: at.file,
  named: scripts,
  own: sql === undefined ? [] : [sql],
});

/** A resource as what runs scripts, or holds them itself. */
export const runnerIn = (resource: Resource): SqlRunner => ({
  file: resource.file,
  named: resource.scripts ?? [],
  own: resource.kind === 'ConfigMap' ? [] : sqlIn(resource),
});

/** Links what a runner names to the scripts at hand; nothing where it runs none. */
export function runOf({ file, named, own }: SqlRunner, scripts: readonly SqlFacts[]): SqlRun | undefined {
  if (named.length + own.length === 0) return undefined;
  const paths = new Map(scripts.map((script) => [pathOf(script), script]));
  const found = named.map((script) => paths.get(scriptNamed(script, file, [...paths.keys()]) ?? ''));
  const parts = [...found.filter((one) => one !== undefined), ...own];
  return {
    parts,
    script: scriptView({
      kind: 'sql',
      file: parts[0]?.file ?? file,
      statements: parts.flatMap(({ statements }) => statements),
      comments: [],
      ...(parts.some(({ template }) => template) ? { template: true } : {}),
      ...(found.includes(undefined) ? { partial: true } : {}),
    }),
  };
}

/** A file of a ConfigMap as if it lay below the manifest. */
const pathOf = ({ file, name }: SqlFacts): string => (name === undefined ? file : `${file}/${name}`);
