import type { Catalogue } from '../flink/catalogue.js';
import { minorRange } from '../flink/versions.js';
import { nameOf } from '../paths.js';

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

const BY_NAME: readonly (readonly [RegExp, FileKind, boolean])[] = [
  [/^flink-conf\.yaml$/, 'flink-conf', true],
  [/^(?:.*[._-])?flink-conf(?:[._-].*)?\.ya?ml$/i, 'flink-conf', false],
  [/^(?:docker-)?compose[^/]*\.ya?ml$/i, 'compose', true],
  [/^config\.ya?ml$/, 'config-yaml', false],
  [/^(?:.*flink.*|config[._-].*|.*[._-]config)\.ya?ml$/i, 'config-yaml', false],
  [/^log4j[^/]*\.properties$/, 'log4j', false],
  [/^logback[^/]*\.xml$/, 'logback', false],
  [/^(?:.*[._-])?Dockerfile(?:[._-].*)?$/i, 'dockerfile', true],
  [/^(?:.*\.)?pom\.xml$/, 'maven', true],
  [/^(?:.*\.gradle(?:\.kts)?|gradle\.properties|libs\.versions\.toml)$/, 'gradle', true],
];

/** A folder of compose files, which need no name of their own there. */
const IN_COMPOSE = /(?:^|\/)(?:docker-)?compose\/[^/]+$/i;

/** What a file may be, by its name alone. */
export function byName(path: string): Candidate | undefined {
  const name = nameOf(path);
  const match = BY_NAME.find(([pattern]) => pattern.test(name));
  if (match !== undefined) return { kind: match[1], certain: match[2] };
  if (!/\.ya?ml$/i.test(name)) return undefined;
  return IN_COMPOSE.test(path) ? { kind: 'compose', certain: true } : { kind: 'manifest', certain: false };
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
  const mentioned = /flink/i.test(path);
  const usual = /^config\.ya?ml$/.test(nameOf(path));
  if (known === 0) return false;
  if (mentioned) return known / total >= 0.5 || known >= 5;
  return usual ? known / total >= 0.5 && (known >= 2 || total <= 2) : known >= 3 && known / total >= 0.8;
}

/** Whether a text is a Kubernetes manifest, whatever its file is called. */
export const isManifest = (text: string): boolean => /^apiVersion[ \t]*:/m.test(text) && /^kind[ \t]*:/m.test(text);

/** Whether a YAML text is plainly something else: a Kubernetes manifest or a compose file. */
export const isOtherYaml = (text: string): boolean => /^(?:apiVersion|services)[ \t]*:/m.test(text);

/** A cheap look at a YAML text before it is parsed: whether any of Flink's own words stands at the start of a line. */
export const mayBeFlinks = (text: string): boolean =>
  /^[ \t"']*(?:jobmanager|taskmanager|resourcemanager|slotmanager|scheduler-mode|job\.autoscaler|yarn|parallelism|execution|state|high-availability|restart-strategy|rest|env|pipeline|metrics|kubernetes|security|table|pekko|akka|io|web|classloader|historyserver|blob|fs|s3|heartbeat|cluster|jobstore|sql-gateway|python)\b[^\n]*:/m.test(
    text,
  );
