import type { ComposeService, FlinkImage, ImageStage } from '../model/containers.js';
import type { Mount } from '../model/facts.js';
import type { VersionRange } from '../model/version.js';
import { covers, parseVersion } from './versions.js';

/** Whether an image is Flink's own, from wherever it is pulled: its entry point is known. */
export const isFlinkImage = (image: string): boolean => /(?:^|\/)flink(?:[:@]|$)/.test(image);

/** What a container of Flink's image is started as. */
export type Role = 'jobmanager' | 'standalone-job' | 'taskmanager' | 'history-server';

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/(?:^|[\s/])standalone-job(?:\.sh)?(?=[\s;&"']|$)/, 'standalone-job'],
  [/(?:^|[\s/])jobmanager(?:\.sh)?(?=[\s;&"']|$)/, 'jobmanager'],
  [/(?:^|[\s/])taskmanager(?:\.sh)?(?=[\s;&"']|$)/, 'taskmanager'],
  [/(?:^|[\s/])history-?server(?:\.sh)?(?=[\s;&"']|$)/, 'history-server'],
];

/** What a service is started as, by its command; that of the image where it has none of its own. */
export function roleOf(service: ComposeService, stage?: ImageStage): Role | undefined {
  const words = [
    ...(service.entrypoint ?? (service.command === undefined ? stage?.entrypoint : undefined) ?? []),
    ...(service.command ?? stage?.command ?? []),
  ].map(({ text }) => text);
  const named = ROLES.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
  if (named !== undefined || words.length > 0) return named;
  if (/job[-_]?manager/i.test(service.name)) return 'jobmanager';
  return /task[-_]?manager/i.test(service.name) ? 'taskmanager' : undefined;
}

/** Variables that only the entry point of Flink's image reads. */
const VARIABLES = new Set(['FLINK_PROPERTIES', 'JOB_MANAGER_RPC_ADDRESS', 'TASK_MANAGER_NUMBER_OF_TASK_SLOTS']);

/** Whether a service runs Flink: by its image, by what that is built from, or by what only Flink's image understands. */
export function runsFlink(service: ComposeService, stage?: ImageStage): boolean {
  if (isFlinkImage(service.image?.text ?? '') || isFlinkImage(stage?.base.text ?? '')) return true;
  if (service.environment.some(({ name }) => VARIABLES.has(name))) return true;
  return /flink/i.test(`${service.image?.text ?? ''} ${service.name}`) && roleOf(service, stage) !== undefined;
}

/** The stage that an image is built from: the last of its Dockerfile. */
export const finalStage = (stages: readonly ImageStage[] | undefined): ImageStage | undefined => stages?.at(-1);

/** The folder of configuration in Flink's image. */
export const CONF = '/opt/flink/conf';

/** The variable that names another folder for Flink to read its configuration from. */
const CONF_VARIABLE = 'FLINK_CONF_DIR';

/**
 * The folder that Flink reads its configuration from in a container (`config.sh`); nothing where that is known only when it
 * starts. The entry point of the image writes into the usual one whatever that is: `CONF_FILE_DIR`, or until 1.18
 * `CONF_FILE`, of docker-entrypoint.sh.
 */
export function confFolderOf(
  { environment }: Pick<ComposeService, 'environment'>,
  stage?: ImageStage,
): string | undefined {
  const given = [...(stage?.environment ?? []), ...environment].findLast(({ name }) => name === CONF_VARIABLE)?.value;
  if (given === undefined || given === '') return CONF;
  return given.startsWith('/') && !given.includes('$') ? given.replace(/(?<=.)\/+$/, '') : undefined;
}

/** What is put into a container over Flink's own files, in order: what its image copies, and what is mounted. */
export function placedIn(
  service: Pick<ComposeService, 'build' | 'mounts'>,
  stage?: ImageStage,
): readonly (Mount & { readonly mounted: boolean })[] {
  const context = service.build?.context;
  const inContext = (path: string): string =>
    path === '' || context === undefined ? '' : [context, path].filter((part) => part !== '' && part !== '.').join('/');
  return [
    ...(stage?.copies ?? []).map((copy) => ({ ...copy, source: inContext(copy.source), mounted: false })),
    ...service.mounts.map((mount) => ({ ...mount, mounted: true })),
  ];
}

/** Whether an image is one that Flink's project publishes, so that nobody builds it here. */
export const isPublished = (image: string): boolean =>
  /^(?:(?:docker\.io\/)?(?:library\/|apache\/)?flink|ghcr\.io\/apache\/flink-docker)(?:[:@]|$)/.test(image);

/** Flink's own images, by a tag of theirs: what somebody else gives that name may hold anything. */
const STOCK =
  /^(?:(?:docker\.io\/)?(?:library\/|apache\/)?flink|ghcr\.io\/apache\/flink-docker):(\d+\.\d+(?:\.\d+)?)(?:-scala_2\.1[12])?(?:-java\d+)?$/;

/** The versions of Flink that an image may hold, where it is one of Flink's own by such a tag. */
export const versionsOfImage = (name: string): VersionRange | undefined => parseVersion(STOCK.exec(name)?.[1] ?? '');

/** The variable that names jars below `opt/` for the entry point to make plugins of. */
export const PLUGINS_VARIABLE = 'ENABLE_BUILT_IN_PLUGINS';

/** Since 2.2 Flink's image leaves the user to its Dockerfile; before, its entry point steps down from root by itself. */
export const runsAsRoot = ({ base, user }: Pick<FlinkImage, 'base' | 'user'>): boolean => {
  const range = versionsOfImage(base.text);
  return range !== undefined && covers('>=2.2', range) === 'all' && /^(?:root|0)(?::|$)/.test(user?.text ?? '');
};

/**
 * A jar of a file system in `lib/`, with the thousands of classes of Hadoop and Guava that it brings; or one that lies right
 * in `plugins/`. That of `flink-s3-fs-native` has its classes under names of its own.
 */
export const PLUGIN_JAR =
  /^\/opt\/flink\/(?:(lib)\/flink-(?:s3-fs-(?:hadoop|presto)|(?:gs|oss|azure)-fs-hadoop)|(plugins)\/flink-)[^/]*\.jar$/;

/** A file that Flink or its logging looks for, or the folder of all of them. */
const CONF_FILE =
  /^\/opt\/flink\/conf(?:\/(?:flink-conf\.yaml|config\.yaml|log4j[\w-]*\.properties|logback[\w-]*\.xml))?$/;

/** Whether a file is copied to be read under another name, or under one that nothing in a container reads. */
function becomesAnother({ source, target }: Mount): boolean {
  const [name, own] = [target, source].map((path) => path.slice(path.lastIndexOf('/') + 1));
  return (
    target !== CONF && CONF_FILE.test(target) && (name !== own || name === 'log4j.properties' || name === 'logback.xml')
  );
}

/** Whether a stage says something of how Flink is started, beside what its commands write. */
export const preparesFlink = (stage: ImageStage): boolean =>
  isFlinkImage(stage.base.text) &&
  (runsAsRoot(stage) ||
    stage.environment.some(({ name }) => name === PLUGINS_VARIABLE) ||
    stage.copies.some((copy) => PLUGIN_JAR.test(copy.target) || becomesAnother(copy)));

/**
 * Which of some folders an image is built from that nobody here builds: the only one that has what is copied into Flink's
 * folder of configuration.
 */
export function contextOf(
  { copies }: ImageStage,
  folders: readonly string[],
  exists: (path: string) => boolean,
): string | undefined {
  const sources = copies.flatMap(({ source, target }) => (source !== '' && CONF_FILE.test(target) ? [source] : []));
  const found = [...new Set(folders)].filter((folder) =>
    sources.some((source) => exists(folder === '' ? source : `${folder}/${source}`)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Where somebody may put code that Flink loads, or what starts it. */
const LOADED = /^\/(?:opt)?$|^\/opt\/flink(?:$|\/(?:lib|plugins|opt|bin)(?:\/|$))|hadoop|entrypoint/i;
const PREPARED = /plugin|hadoop|flink|\.(?:jar|sh)\b/i;

/** Whether an image of Flink's own loads what it comes with and nothing else: no plugin of a file system. */
export const isBareImage = ({ base, environment, placed, ran, command, ownEntry, open }: FlinkImage): boolean =>
  versionsOfImage(base.text) !== undefined &&
  ownEntry &&
  open === undefined &&
  !environment.some(({ name }) => name === PLUGINS_VARIABLE || /PLUGINS|HADOOP|CLASSPATH/.test(name)) &&
  !placed.some(({ target }) => LOADED.test(target)) &&
  !ran.some(({ text }) => PREPARED.test(text)) &&
  !command.some(({ text }) => /plugin|\.(?:jar|sh)\b/.test(text));
