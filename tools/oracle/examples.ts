/** Flink's own examples, from their published sources. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Group } from './model.js';

const here = fileURLToPath(new URL('.', import.meta.url));

interface Listed {
  /** The class, where it is run in more than one way. */
  readonly of?: string;
  /** Minor versions on which it compiles. */
  readonly flink: readonly string[];
  readonly arguments?: readonly string[];
}

interface Examples {
  readonly artifact: string;
  /** Minor version → beginnings of names → what they are there. */
  readonly moves: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly jobs: Readonly<Record<string, Listed>>;
}

const locked: Examples = JSON.parse(readFileSync(join(here, 'examples.json'), 'utf8'));

/** The folder of the examples' sources, downloaded where it is not there. */
export function exampleSources(): string {
  const folder = join(here, 'target', 'examples', locked.artifact.replaceAll(':', '-'));
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  execFileSync(
    'mvn',
    [
      ...['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy'],
      `-Dartifact=${locked.artifact}:jar:sources`,
      `-DoutputDirectory=${partial}`,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  for (const jar of readdirSync(partial)) {
    execFileSync('jar', ['xf', jar], { cwd: partial });
    rmSync(join(partial, jar));
  }
  renameSync(partial, folder);
  return folder;
}

const javaFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.java'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();

/** A copy of the sources for a version in which some classes have other packages; the same where none have. */
function moved(sources: string, minor: string): string {
  const moves = Object.entries(locked.moves[minor] ?? {});
  if (moves.length === 0) return sources;
  const folder = `${sources}-for-${minor}`;
  for (const path of javaFiles(sources)) {
    const text = moves.reduce(
      (each, [from, to]) => each.replaceAll(from, to),
      readFileSync(join(sources, path), 'utf8'),
    );
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Each example compiles alone, with what it needs from beside it. */
export function exampleJobs(): readonly Group[] {
  const sources = exampleSources();
  const minors = [...new Set(Object.values(locked.jobs).flatMap((job) => job.flink))];
  const folders = new Map(minors.map((minor) => [minor, moved(sources, minor)]));
  const files = javaFiles(sources);
  return Object.entries(locked.jobs).flatMap(([name, listed]) => {
    const type = listed.of ?? name;
    const file = files.find((path) => basename(path) === `${type}.java`);
    if (file === undefined) throw new Error(`${locked.artifact} has no ${type}.java.`);
    return listed.flink.map((minor): Group => {
      const folder = folders.get(minor) ?? sources;
      return {
        name: `example-${name}-${minor}`,
        sources: [join(folder, file)],
        // Javac looks for sources on the class path too.
        needs: [folder],
        jobs: [
          {
            name,
            main: file.replace(/\.java$/, '').replaceAll('/', '.'),
            arguments: listed.arguments ?? [],
            sources: [file],
            flink: [minor],
          },
        ],
      };
    });
  });
}
