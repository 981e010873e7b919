/** Jobs of public repositories. Their code is never kept: only where work trees are at hand can they be run again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyDependencies } from '../maven.js';
import type { Group } from './model.js';
import { fetchTree, treeOf } from './trees.js';

const here = fileURLToPath(new URL('.', import.meta.url));
interface Public {
  /** Minor version that they are compiled against. */
  readonly flink: string;
  /** Repository → commit. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Jars that are taken without what they depend on, for that would bring another Flink. */
  readonly connectors: readonly string[];
  readonly libraries: readonly string[];
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly repository: string;
        /** Folders of sources; the first has the main class. */
        readonly roots: readonly string[];
        readonly main: string;
        /** `<tree>` stands for the work tree. */
        readonly arguments?: readonly string[];
        /** Whether it is run as from an editor: what it reads of its platform is not there otherwise. */
        readonly local?: true;
      }
    >
  >;
}

const locked: Public = JSON.parse(readFileSync(join(here, 'public.json'), 'utf8'));

const NO_DEPENDENCIES =
  '<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>';

function dependency(coordinates: string, more: string): string {
  const [group = '', artifact = '', version = ''] = coordinates.split(':');
  return (
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>` +
    `<version>${version}</version>${more}</dependency>`
  );
}

/** What the jobs need beside Flink. */
function libraries(): readonly string[] {
  const folder = join(here, 'target', 'public-libraries');
  const [jars, stamp, pom] = [join(folder, 'lib'), join(folder, 'stamp'), join(folder, 'pom.xml')];
  const text = [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>flinklint</groupId><artifactId>public</artifactId><version>1</version><packaging>pom</packaging>',
    '<dependencies>',
    ...locked.connectors.map((each) => dependency(each, NO_DEPENDENCIES)),
    ...locked.libraries.map((each) => dependency(each, '')),
    '</dependencies><build><plugins><plugin><artifactId>maven-dependency-plugin</artifactId>',
    '<version>3.8.1</version></plugin></plugins></build></project>',
  ].join('\n');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== text) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(pom, text);
    copyDependencies(pom, ['-DexcludeGroupIds=org.slf4j,org.apache.logging.log4j'], jars);
    writeFileSync(stamp, text);
  }
  return readdirSync(jars).map((name) => join(jars, name));
}

/** A folder of sources, and the one of resources beside it. */
function withResources(root: string): readonly string[] {
  const resources = root.replace(/java$/, 'resources');
  return existsSync(resources) ? [root, resources] : [root];
}

/** Brings the work trees that are not at hand; those that cannot be had, with the reason. */
export const fetchPublic = (): readonly string[] =>
  Object.entries(locked.repositories).flatMap(([repository, commit]) => {
    const failure = fetchTree(repository, commit);
    return failure === undefined ? [] : [`${repository}: ${failure}`];
  });

/** Names of the jobs whose code is not at hand. */
export function absentJobs(): readonly string[] {
  return Object.entries(locked.jobs)
    .filter(([, { repository }]) => !existsSync(treeOf(repository)))
    .map(([name]) => name);
}

/** The jobs with the jars that they need to be run. */
export function withLibraries(groups: readonly Group[]): readonly Group[] {
  if (groups.length === 0) return [];
  const jars = libraries();
  return groups.map((group) => ({ ...group, needs: [...group.needs, ...jars] }));
}

/** Each job compiles alone, with what it needs from beside it. */
export function publicJobs(): readonly Group[] {
  const absent = new Set(absentJobs());
  const jobs = Object.entries(locked.jobs).filter(([name]) => !absent.has(name));
  return jobs.map(([name, job]): Group => {
    const roots = job.roots.flatMap((root) => withResources(join(treeOf(job.repository), root)));
    const file = `${job.roots[0] ?? ''}/${job.main.replaceAll('.', '/')}.java`;
    return {
      name: `public-${name}`,
      sources: [join(treeOf(job.repository), file)],
      // Javac looks for sources on the class path too.
      needs: roots,
      jobs: [
        {
          name,
          main: job.main,
          arguments: (job.arguments ?? []).map((each) => each.replace('<tree>', treeOf(job.repository))),
          sources: [file],
          flink: [locked.flink],
          ...(job.local === undefined ? {} : { local: job.local }),
          repository: `${job.repository}@${locked.repositories[job.repository] ?? ''}`,
        },
      ],
    };
  });
}
