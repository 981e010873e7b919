import {
  CONF,
  confFolderOf,
  contextOf,
  finalStage,
  isFlinkImage,
  placedIn,
  preparesFlink,
  runsFlink,
} from '../flink/images.js';
import type { DockerfileFacts } from '../model/containers.js';
import type { ConfigFacts, LoggingFacts, Mount } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { folderOf, isAtOrBelow, nameOf } from '../paths.js';
import { sourceText } from '../syntax/source-text.js';
import { readCompositions } from './composed.js';
import type { ContainerInputs, FoundFile, Reader } from './found-container.js';
import { type ReadFile, readText } from './read-text.js';
import type { FileKind } from './recognise.js';

/**
 * The compose files with services that run Flink, the Dockerfiles that say something of its configuration or are what such
 * a service is built from, and the files that they put into Flink's folder of configuration. All other files are
 * dismissed, those that never mention Flink without being parsed.
 */
export async function readContainers(inputs: ContainerInputs): Promise<readonly FoundFile[]> {
  const { readers } = inputs;
  const dockerfiles = await readAll(inputs, inputs.dockerfiles, readers.dockerfile);
  const stageOf = (path: string | undefined) => finalStage(dockerfiles.find(({ file }) => file === path)?.facts.stages);
  const compose = await readCompositions(inputs, (service) => runsFlink(service, stageOf(service.build?.dockerfile)));
  const services = compose.flatMap(({ facts }) =>
    facts.kind === 'compose' ? (facts.compositions ?? []).flatMap((one) => one.services) : [],
  );
  const built = new Set(services.flatMap(({ build }) => build?.dockerfile ?? []));
  const images = dockerfiles
    .filter(({ file, facts }) => built.has(file) || configures(facts))
    .map((file) => ({ ...file, kind: 'dockerfile', why: "it makes an image with Flink's configuration" }) as const);
  const placed = services.flatMap((service) => placedIn(service, stageOf(service.build?.dockerfile)));
  const copied = images.filter(({ file }) => !built.has(file)).flatMap(({ facts }) => copiedInto(facts, inputs.paths));
  const folders = new Set([
    CONF,
    ...services.flatMap((one) => confFolderOf(one, stageOf(one.build?.dockerfile)) ?? []),
  ]);
  return [...compose, ...images, ...(await readPlaced([...placed, ...copied], folders, inputs))];
}

/** What an image is given that none of the compose files builds. */
function copiedInto({ file, stages }: DockerfileFacts, paths: readonly string[]): readonly Mount[] {
  const stage = finalStage(stages);
  if (stage === undefined) return [];
  const context = contextOf(stage, [folderOf(file), ''], (path) => paths.some((one) => isAtOrBelow(one, path)));
  return context === undefined ? [] : placedIn({ build: { at: stage.base.at, context }, mounts: [] }, stage);
}

/** Files that have Flink's name in the container, whatever they are called here. */
async function readPlaced(
  placed: readonly Mount[],
  folders: ReadonlySet<string>,
  inputs: ContainerInputs,
): Promise<readonly FoundFile[]> {
  const targets = new Map(
    placed.flatMap(({ source, target }) => {
      if (source === '') return [];
      if (folders.has(folderOf(target))) return [[source, target] as const];
      const inside = folders.has(target) ? inputs.paths.filter((path) => folderOf(path) === source) : [];
      return inside.map((path) => [path, `${target}/${nameOf(path)}`] as const);
    }),
  );
  const wanted = inputs.paths.filter((path) => targets.has(path) && !inputs.known.has(path));
  return (await Promise.all(wanted.map((path) => readAs(path, targets.get(path) ?? '', inputs)))).flat();
}

async function readAs(file: string, target: string, inputs: ContainerInputs): Promise<readonly FoundFile[]> {
  const name = nameOf(target);
  const found = READERS.find(([pattern]) => pattern.test(name));
  const text = found === undefined ? undefined : readText(inputs.workspace, file, () => true);
  if (found === undefined || text === undefined) return [];
  const [, kind, read] = found;
  const facts = await read(sourceText(file, text.text), inputs.readers);
  const named = facts.kind === 'config' && nameOf(file) !== name ? { ...facts, name } : facts;
  return [{ file, kind, why: `it becomes ${target}`, ...text, facts: named }];
}

type Read = (
  source: SourceText,
  readers: ContainerInputs['readers'],
) => ConfigFacts | LoggingFacts | Promise<ConfigFacts | LoggingFacts>;

const READERS: readonly (readonly [RegExp, FileKind, Read])[] = [
  [/^flink-conf\.yaml$/, 'flink-conf', (source, readers) => readers.flinkConf(source, { bom: false })],
  [/^config\.yaml$/, 'config-yaml', (source, readers) => readers.configYaml(source)],
  [/^log4j(?:-console|-cli|-session)?\.properties$/, 'log4j', (source, readers) => readers.log4j(source)],
  [/^logback(?:-console|-session)?\.xml$/, 'logback', (source, readers) => readers.logback(source)],
];

async function readAll<F>(
  { workspace }: ContainerInputs,
  paths: readonly string[],
  read: Reader<F>,
): Promise<readonly ReadFile<F>[]> {
  const found: ReadFile<F>[] = [];
  for (const file of paths) {
    const text = readText(workspace, file, startsFromFlink);
    if (text === undefined || !/flink/i.test(text.text)) continue;
    found.push({ file, ...text, facts: await read(sourceText(file, text.text)) });
  }
  return found;
}

const startsFromFlink = (text: string): boolean => /^[ \t]*FROM\b.*flink/im.test(text);

const configures = ({ stages }: DockerfileFacts): boolean =>
  stages.some(
    ({ base, properties, written }) => properties !== undefined || (written.length > 0 && isFlinkImage(base.text)),
  ) || stages.slice(-1).some(preparesFlink);
