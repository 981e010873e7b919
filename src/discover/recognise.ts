import type { Catalogue } from '../flink/catalogue.js';
import { minorRange } from '../flink/versions.js';
import { isYaml, nameOf } from '../paths.js';

/** What a file is to flinklint. */
export type FileKind =
  | 'flink-conf'
  | 'config-yaml'
  | 'log4j'
  | 'logback'
  | 'java'
  | 'sql'
  /** A script, a Makefile or a pipeline that runs Flink's programs. */
  | 'commands'
  /** Variables that docker compose reads. */
  | 'env'
  /** Only read for the Flink version that it names. */
  | 'dockerfile'
  | 'compose'
  | 'maven'
  | 'gradle'
  | 'manifest';

/** A file that may be of a kind, judged by its name; its content decides where `certain` is false. */
export interface Candidate {
  readonly kind: FileKind;
  readonly certain: boolean;
}

const NAMES: ReadonlyMap<string, Candidate> = new Map([
  ['flink-conf.yaml', { kind: 'flink-conf', certain: true }],
  ['config.yaml', { kind: 'config-yaml', certain: false }],
  ['config.yml', { kind: 'config-yaml', certain: false }],
  ['pom.xml', { kind: 'maven', certain: true }],
  ['gradle.properties', { kind: 'gradle', certain: true }],
  ['libs.versions.toml', { kind: 'gradle', certain: true }],
]);

type Pattern = readonly [RegExp, FileKind, boolean];

const YAML: readonly Pattern[] = [
  [/^(?:.*[._-])?flink-conf(?:[._-].*)?\.ya?ml$/i, 'flink-conf', false],
  [/^(?:docker-)?compose[^/]*\.ya?ml$/i, 'compose', true],
  [/^(?:.*flink.*|config[._-].*|.*[._-]config)\.ya?ml$/i, 'config-yaml', false],
];

/** Each of these names has one of these. */
const WORDS = ['flink', 'config', 'compose'] as const;

const DOCKERFILE: Pattern = [/^(?:.*[._-])?Dockerfile(?:[._-].*)?$/i, 'dockerfile', true];

/** What names of other files begin and end with. */
const ENDINGS: readonly (readonly [start: string, end: string, FileKind, boolean])[] = [
  ['log4j', '.properties', 'log4j', false],
  ['logback', '.xml', 'logback', false],
  ['', '.pom.xml', 'maven', true],
  ['', '.gradle', 'gradle', true],
  ['', '.gradle.kts', 'gradle', true],
];

/** A folder of compose files, which need no name of their own there. */
const IN_COMPOSE = /(?:^|\/)(?:docker-)?compose\/[^/]+$/i;

const COMPOSE: Candidate = { kind: 'compose', certain: true };
const MANIFEST: Candidate = { kind: 'manifest', certain: false };

/** What the names of templates end with, behind the name of the file that is made of them. */
const TEMPLATES = ['.j2', '.jinja2', '.jinja', '.tmpl', '.gotmpl', '.ctmpl', '.tftpl', '.tpl', '.template', '.erb'];

/** What templates of configuration have in their names. */
const MADE = ['flink-conf', 'config.y'] as const;

/** The path of the configuration that a template is filled in to. */
export function madeOf(path: string): string | undefined {
  const lower = path.toLowerCase();
  const ending = TEMPLATES.find((end) => lower.endsWith(end));
  return ending === undefined ? undefined : path.slice(0, -ending.length);
}

/** What a file may be, by its name alone. */
export function byName(path: string): Candidate | undefined {
  const name = nameOf(path);
  const known = NAMES.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const yaml = isYaml(lower);
  const patterns = lower.includes('dockerfile') ? [...YAML, DOCKERFILE] : yaml && hasWord(lower, WORDS) ? YAML : [];
  const match = patterns.find(([pattern]) => pattern.test(name));
  if (match !== undefined) return { kind: match[1], certain: match[2] };
  if (yaml) return IN_COMPOSE.test(path) ? COMPOSE : MANIFEST;
  const ending = ENDINGS.find(([start, end]) => name.startsWith(start) && name.endsWith(end));
  if (ending !== undefined) return { kind: ending[2], certain: ending[3] };
  return hasWord(lower, MADE) ? byMade(madeOf(path)) : undefined;
}

function byMade(path: string | undefined): Candidate | undefined {
  const made = path === undefined ? undefined : byName(path);
  return made?.kind === 'flink-conf' || made?.kind === 'config-yaml' ? made : undefined;
}

/** Most names hold none of the words, a regular expression is compiled when it is first used, and an iterator is made each time. */
function hasWord(text: string, words: readonly string[]): boolean {
  let next = 0;
  while (next < words.length && !text.includes(words[next] ?? '')) next++;
  return next < words.length;
}

/** How much of a text must be Flink's before it counts as Flink configuration. */
export interface Share {
  /** Keys that name options, over all keys that are not of an open family. */
  readonly known: number;
  readonly total: number;
}

/** Counts the keys that Flink has an option for, in any spelling or version. */
export function shareOf(settings: readonly { readonly key: string }[], catalogue: Catalogue): Share {
  const everyVersion = { min: minorRange(catalogue.minors[0] ?? '').min, max: Number.MAX_SAFE_INTEGER };
  const kinds = [...new Set(settings.map(({ key }) => key))].map((key) => catalogue.status(key, everyVersion).kind);
  const counted = kinds.filter((kind) => kind !== 'family');
  const known = counted.filter((kind) => kind === 'option' || kind === 'alias' || kind === 'removed');
  return { known: known.length, total: counted.length };
}

/** Whether settings are Flink's, for a file whose name alone does not say so. Names that mention Flink need less. */
export function isFlinks(path: string, { known, total }: Share): boolean {
  const mentioned = path.toLowerCase().includes('flink');
  const usual = NAMES.get(nameOf(path))?.kind === 'config-yaml';
  if (known === 0) return false;
  if (mentioned) return known / total >= 0.5 || known >= 5;
  return usual ? known / total >= 0.5 && (known >= 2 || total <= 2) : known >= 3 && known / total >= 0.8;
}

/** Words in the names of files that are given to docker compose or `docker stack deploy` by name. */
const STACK_WORDS = ['flink', 'compose', 'docker', 'stack', 'swarm'] as const;

/** Whether a YAML file that may be something else may be a compose file by another name than the usual ones. */
export function mayBeStack(path: string): boolean {
  const name = nameOf(path).toLowerCase();
  return hasWord(name, STACK_WORDS) && isYaml(name);
}

/** Whether a YAML text has the services of a compose file and speaks of Flink. */
export const isStack = (text: string): boolean =>
  text.includes('services') &&
  /^services[ \t]*:/m.test(text) &&
  /^[ \t]+image[ \t]*:/m.test(text) &&
  /flink/i.test(text);

/** Whether a text is a Kubernetes manifest, whatever its file is called. */
export const isManifest = (text: string): boolean => /^apiVersion[ \t]*:/m.test(text) && /^kind[ \t]*:/m.test(text);

/** Whether a YAML text is plainly something else: a Kubernetes manifest or a compose file. */
export const isOtherYaml = (text: string): boolean => /^(?:apiVersion|services)[ \t]*:/m.test(text);

/** What options of Flink begin with. */
const FIRST_WORDS = [
  ...[
    'jobmanager',
    'taskmanager',
    'state',
    'execution',
    'parallelism',
    'high-availability',
    'restart-strategy',
    'rest',
  ],
  ...[
    'resourcemanager',
    'slotmanager',
    'scheduler-mode',
    'job.autoscaler',
    'cluster',
    'heartbeat',
    'jobstore',
    'pekko',
  ],
  ...[
    'akka',
    'io',
    'web',
    'env',
    'classloader',
    'blob',
    'fs',
    's3',
    'pipeline',
    'metrics',
    'historyserver',
    'security',
  ],
  ...['kubernetes', 'yarn', 'table', 'python', 'sql-gateway'],
] as const;

/** A cheap look at a YAML text before it is parsed: whether any of Flink's own words stands at the start of a line. */
export const mayBeFlinks = (text: string): boolean =>
  // The expression is exact; to compile it takes as long as all rules of a plain configuration.
  FIRST_WORDS.some((word) => text.startsWith(word) || text.includes(`\n${word}`)) ||
  new RegExp(`^[ \\t"']*(?:${FIRST_WORDS.join('|').replaceAll('.', '\\.')})\\b[^\\n]*:`, 'm').test(text);
