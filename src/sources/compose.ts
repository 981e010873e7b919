import type { ComposeFacts, ComposeService, Composition, EnvFacts } from '../model/containers.js';
import type { Mount, Word } from '../model/facts.js';
import type { ScriptCommand, ScriptWord } from '../model/script.js';
import type { SourceText } from '../model/span.js';
import { spanOf } from '../syntax/source-text.js';
import { readComposeFile } from './containers/compose-file.js';
import { readConfigFile } from './containers/config-files.js';
import { sourceOf } from './containers/context.js';
import { type BuildDraft, type EnvFile, type Grant, merged, type ServiceDraft } from './containers/draft.js';
import { type EnvironmentFile, readEnvironmentFile } from './containers/env-file.js';
import type { GivenVariable } from './containers/environment.js';
import type { ComposeFile, Definition } from './containers/includes.js';
import type { Lookup } from './containers/interpolation.js';
import { besideFile, inContainer } from './containers/paths.js';
import { propertiesOf } from './containers/properties.js';

/** A file of the repository by its path. */
export type OpenFile = (path: string) => SourceText | undefined;

/** What compose files say, each by itself and all together. */
export interface ComposeReading {
  /** Then those that they include. */
  readonly files: readonly ComposeFacts[];
  readonly composition: Omit<Composition, 'name'>;
  /** The files of variables that they are filled in from, and that services name. */
  readonly variables: readonly EnvFacts[];
  /** What services are started with, by their names. */
  readonly lines: ReadonlyMap<string, ScriptCommand>;
}

/**
 * Reads compose files, each laid over those before it, as docker compose does: anchors, aliases and `<<` resolved, `.env`
 * beside the first of them and defaults filled in, `include`, `extends`, files of variables, configs and secrets followed.
 * What compose would take from the machine that it runs on stays as written. Throws nothing.
 */
export function readComposition(sources: readonly SourceText[], open: OpenFile): ComposeReading {
  const project = sources[0]?.file ?? '';
  const files = new Map<string, EnvironmentFile>();
  const env: Tools['env'] = (path, given, beneath) => {
    const source = path === undefined ? undefined : open(path);
    if (source === undefined) return undefined;
    const read = readEnvironmentFile(source, given, beneath);
    files.set(source.file, read);
    return read;
  };
  const beside = env(besideFile(project, '.env'));
  const lookup: Lookup = (name) => beside?.valueOf(name);
  const extended = new Set<string>();
  const read = sources.map((source) => {
    const opened = (path: string): SourceText | undefined => {
      const found = open(path);
      if (found !== undefined) extended.add(path);
      return found;
    };
    const includes = { left: MAX_INCLUDED };
    const chain = [source.file];
    return readComposeFile({ source, project, lookup, outer: lookup, open: opened, env, chain, includes });
  });
  const tools = { project, env, lookup };
  const finished = (parts: readonly ComposeFile[]): readonly ComposeService[] => {
    const definitions = parts.flatMap((part) => part.definitions);
    return draftsOf(parts).map((draft) => serviceOf(draft, definitions, tools));
  };
  const services = finished(read);
  const all = [...read, ...read.flatMap((file) => file.included)];
  const included = new Set(all.slice(read.length).map(({ source }) => source.file));
  return {
    files: eachOnce(all).map((file) => ({
      kind: 'compose',
      file: file.source.file,
      services: sources.length === 1 && file === read[0] ? services : finished([file]),
      comments: file.comments,
    })),
    composition: {
      files: [...new Set([...sources.map(({ file }) => file), ...extended])].filter((file) => !included.has(file)),
      services,
    },
    variables: [...files.values()].map(({ facts }) => facts),
    lines: new Map(draftsOf(read).flatMap((draft) => lineOf(draft) ?? [])),
  };
}

const draftsOf = (files: readonly ComposeFile[]): readonly ServiceDraft[] =>
  merged(files.map(({ services }) => services));

/** The entry point with the command behind it, as one command line. */
function lineOf({ name, entrypoint = [], command = [] }: ServiceDraft): readonly [string, ScriptCommand][] | undefined {
  const words = [...entrypoint, ...command].map(
    ({ text, at, source }): ScriptWord => ({ text, at, source, spanOf: (start, end) => spanOf(source, start, end) }),
  );
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const end = last.at.file === first.at.file ? Math.max(first.at.end, last.at.end) : first.at.end;
  return [[name, { words, at: { ...first.at, end } }]];
}

/** Nobody has as many in one project. */
const MAX_INCLUDED = 200;

/** A file may be included twice, with other variables. */
const eachOnce = (files: readonly ComposeFile[]): readonly ComposeFile[] =>
  files.filter(({ source }, index) => files.findIndex((one) => one.source.file === source.file) === index);

/** As {@link readComposition}, for one file that nothing lies around. */
export const readCompose = (source: SourceText): Pick<Composition, 'services'> =>
  readComposition([source], () => undefined).composition;

interface Tools {
  readonly project: string;
  readonly lookup: Lookup;
  env(path: string | undefined, given?: Lookup, beneath?: Lookup): EnvironmentFile | undefined;
}

function serviceOf(draft: ServiceDraft, definitions: readonly Definition[], tools: Tools): ComposeService {
  const { name, at, image, build, command, entrypoint, user, ports } = draft;
  const { variables, open } = variablesOf(draft, tools);
  const found = propertiesOf(variables);
  const grants = [...draft.configs, ...draft.secrets].map((grant) => grantedBy(grant, definitions));
  const built = build === undefined ? undefined : builtFrom(build, tools.project);
  const why = draft.open ?? open ?? found.open;
  return {
    name,
    at,
    environment: variables.map(({ variable }) => variable),
    ports,
    mounts: [...draft.volumes, ...grants],
    ...(image === undefined ? {} : { image }),
    ...(built === undefined ? {} : { build: built }),
    ...(command === undefined ? {} : { command: command.map(plain) }),
    ...(entrypoint === undefined ? {} : { entrypoint: entrypoint.map(plain) }),
    ...(user === undefined ? {} : { user }),
    ...(found.properties === undefined ? {} : { properties: found.properties }),
    ...(why === undefined ? {} : { open: why }),
  };
}

const plain = ({ text, at }: Word): Word => ({ text, at });

interface Variables {
  readonly variables: readonly GivenVariable[];
  /** Why more may be among them. */
  readonly open?: string;
}

/** What the files of a service set, one after the other, and over that its own variables, which those may speak of too. */
function variablesOf({ env_file: names, environment }: ServiceDraft, { env, lookup }: Tools): Variables {
  const given: Lookup = (name) =>
    lookup(name) ??
    environment.findLast(({ variable, names: outer }) => variable.name === name && !outer.has(name))?.source;
  const before: GivenVariable[] = [];
  const beneath: Lookup = (name) => before.findLast(({ variable }) => variable.name === name)?.source;
  let missing: EnvFile | undefined;
  for (const file of names) {
    const read = file.raw ? undefined : env(file.path, given, beneath);
    if (isOpen(file, read)) missing ??= file;
    before.push(...(read?.variables ?? []));
  }
  return {
    variables: [...before, ...environment],
    ...(missing === undefined ? {} : { open: `its env_file '${missing.written}' is not seen` }),
  };
}

/** A file that is not there and need not be is none; one that compose refuses says nothing for certain. */
const isOpen = ({ required }: EnvFile, read: EnvironmentFile | undefined): boolean =>
  read === undefined ? required : read.refused;

function builtFrom(draft: BuildDraft, project: string): NonNullable<ComposeService['build']> {
  const { at } = draft;
  const folder = draft.context === undefined ? besideFile(project, '.') : draft.context.folder;
  if (folder === undefined || draft.inline === true) return { at };
  const dockerfile = besideFile(folder === '' ? '-' : `${folder}/-`, draft.dockerfile ?? 'Dockerfile');
  return { at, context: folder, ...(dockerfile === undefined ? {} : { dockerfile }) };
}

/** A config or secret where it is in the container: a file that is mounted, or one that compose writes. */
function grantedBy({ kind, name, target, at }: Grant, definitions: readonly Definition[]): Mount {
  const definition = definitions.findLast((one) => one.kind === kind && one.name === name);
  const path = inContainer(target);
  const content = definition?.content;
  const facts = content === undefined ? undefined : readConfigFile(path.split('/').pop() ?? '', contentOf(content));
  const source = definition?.path ?? '';
  return { source, target: path, readOnly: source !== '', at, ...(facts === undefined ? {} : { facts }) };
}

const contentOf = ({ scalar, context }: NonNullable<Definition['content']>): SourceText => sourceOf(scalar, context);
