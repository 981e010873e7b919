import { parseVersion, textKept } from '../flink/versions.js';
import { memo } from '../lazy.js';
import { linesIn } from '../lines.js';
import type { ComposeFacts, ComposeService } from '../model/containers.js';
import type { SourceText, Span } from '../model/span.js';
import type { VersionEvidence } from '../model/version.js';
import type { ComposeReading } from '../sources/compose.js';
import { LONGEST } from '../syntax/limits.js';
import { sourceText } from '../syntax/source-text.js';
import { compositionsOf, mayInclude } from './compositions.js';
import type { ContainerInputs, FoundFile } from './found-container.js';
import { readText } from './read-text.js';
import { withCommands } from './service-commands.js';
import { noteLong } from './unread.js';

interface Opened {
  readonly source: SourceText;
  readonly bom: boolean;
}

/**
 * The compose files that start something of Flink's, and the files of variables that this takes something from. Lists of
 * files that never mention Flink are dismissed without being parsed.
 */
export async function readCompositions(
  { workspace, readers, composeFiles, paths }: ContainerInputs,
  runsFlink: (service: ComposeService) => boolean,
): Promise<readonly FoundFile[]> {
  const present = new Set(paths);
  const files = new Map<string, Opened | undefined>();
  const opened = (path: string): Opened | undefined => {
    if (!files.has(path)) files.set(path, present.has(path) ? read(path) : undefined);
    return files.get(path);
  };
  const read = (path: string): Opened | undefined => {
    const text = readText(workspace, path, composeFiles.includes(path) ? startsFlink : undefined);
    if (text === undefined) return undefined;
    if (composeFiles.includes(path) && startsFlink(text.text)) noteLong(workspace, path, text.text, LONGEST.yaml);
    return { source: sourceText(path, text.text), bom: text.bom };
  };
  const open = (path: string): SourceText | undefined => opened(path)?.source;
  /** What something of Flink's is made of is missed, whatever is in it. */
  const missIn = (asked: Iterable<string>): void => {
    for (const path of asked) if (present.has(path) && open(path) === undefined) readText(workspace, path, () => true);
  };
  const found = new Map<string, FoundFile>();
  for (const list of compositionsOf({ composeFiles, paths, open })) {
    const sources = list.flatMap((path) => open(path) ?? []);
    const runsSome = sources.some(({ text }) => startsFlink(text));
    if (sources.length < list.length && runsSome) missIn(list);
    if (sources.length < list.length || !(runsSome || sources.some(mayInclude))) continue;
    const asked = new Set<string>();
    const reading = await readers.compose(sources, (path) => {
      asked.add(path);
      return open(path);
    });
    const all = reading.composition.services.map((service) =>
      withCommands(service, reading.lines.get(service.name), readers.commandLine),
    );
    const services = (await Promise.all(all)).filter((one) => one.commands !== undefined || runsFlink(one));
    if (services.length === 0) continue;
    missIn(asked);
    for (const { facts, why, evidence } of foundIn(reading, services, open)) {
      const { file } = facts;
      const { source, bom = false } = opened(file) ?? {};
      found.set(file, {
        file,
        kind: facts.kind,
        why,
        text: source?.text ?? '',
        bom,
        evidence,
        facts: joined(found.get(file)?.facts, facts),
      });
    }
  }
  return [...found.values()];
}

const startsFlink = (text: string): boolean => /flink/i.test(text);

type Found = Required<Pick<FoundFile, 'why' | 'evidence'>> & {
  readonly facts: ComposeFacts | ComposeReading['variables'][number];
};

function foundIn(
  { files, composition, variables }: ComposeReading,
  services: readonly ComposeService[],
  open: (path: string) => SourceText | undefined,
): readonly Found[] {
  const names = new Set(services.map(({ name }) => name));
  const runs = `it runs Flink as ${[...names].map((name) => `'${name}'`).join(', ')}`;
  const places = new Set(services.flatMap(placesOf).map(({ file }) => file));
  const used = variables.filter(({ file }) => places.has(file));
  const [first] = files;
  // What is included without anything of Flink's is no part of it.
  const concerned = files.filter(
    (one) => composition.files.includes(one.file) || one.services.some(({ name }) => names.has(name)),
  );
  const whole = {
    name: first?.file ?? '',
    files: [...new Set([...composition.files, ...[...concerned, ...used].map(({ file }) => file)])],
    services,
  };
  const linesOf = memo((path) => linesIn(open(path)?.text ?? ''));
  const evidence = services.flatMap((service) => evidenceOf(service, ({ file, start }) => linesOf(file)(start)));
  const ofFile = (file: string) => evidence.filter(({ at }) => at?.file === file);
  return [
    ...concerned.map((facts) => ({
      facts: {
        ...facts,
        services: facts.services.filter(({ name }) => names.has(name)),
        ...(facts === first ? { compositions: [whole] } : {}),
      },
      why: runs,
      evidence: ofFile(facts.file),
    })),
    ...used.map((facts) => ({
      facts,
      why: `'${first?.file ?? ''}' takes variables from it`,
      evidence: ofFile(facts.file),
    })),
  ];
}

/** Facts of a file that is one of several lists. */
function joined<F extends FoundFile['facts']>(before: FoundFile['facts'] | undefined, facts: F): F {
  if (before?.kind !== 'compose' || facts.kind !== 'compose') return facts;
  const { compositions: earlier = [] } = before;
  const { compositions: own = [] } = facts;
  const named = earlier.length === 0 ? own : own.map((one) => ({ ...one, name: nameOfAll(one.files) }));
  return { ...facts, compositions: [...earlier, ...named] };
}

const nameOfAll = (files: readonly string[]): string => files.filter((file) => /\.ya?ml$/.test(file)).join(' + ');

/** Where what a service is started with is written. */
const placesOf = ({ image, environment, properties }: ComposeService): readonly Span[] => [
  ...(image?.version === undefined ? [] : [image.version.at]),
  ...environment.flatMap(({ keyAt, valueAt }) => [keyAt, valueAt]),
  ...(properties?.squeezed.settings.map(({ valueAt }) => valueAt) ?? []),
];

/** The version in the tag of an image, which may be the value of a variable. */
function evidenceOf({ image }: ComposeService, lineOf: (span: Span) => number): readonly VersionEvidence[] {
  const range = parseVersion(image?.version?.text ?? '');
  if (image?.version === undefined || range === undefined) return [];
  const { text, at } = image.version;
  return [{ range, ...textKept(text), strength: 'deployment', from: `${at.file}:${lineOf(at)}`, at }];
}
