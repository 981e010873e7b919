import type { Catalogue } from '../flink/catalogue.js';
import { isFlinkConf, readsConfigYaml } from '../flink/config-files.js';
import { minorRange } from '../flink/versions.js';
import { groupBy } from '../group-by.js';
import type { ConfigFacts, LoggingFacts } from '../model/facts.js';
import type { IgnoredFile, Layer, Platform, Profile, Target } from '../model/target.js';
import type { VersionEvidence, VersionRange } from '../model/version.js';
import { folderOf, nameOf } from '../paths.js';
import { profileOfPath } from './profile.js';
import { conflictOf, versionOf } from './version.js';

/** What the user says of the targets around a file: settings file or flags. */
export interface Given {
  readonly version: VersionEvidence | undefined;
  readonly profile: Profile | undefined;
  readonly platform: Platform | undefined;
  /** The version of the Kubernetes operator. */
  readonly operator?: string;
  /** The job that the user declares this file to be the configuration of. */
  readonly job: string | undefined;
  /** Configuration that lies outside, read already; `image` and the like go beneath, `overrides` above. */
  readonly layers: readonly { readonly as: string; readonly facts: ConfigFacts }[];
}

/** What targets are made from that configuration files alone describe. */
export interface TargetInputs {
  readonly configs: readonly ConfigFacts[];
  readonly logging: readonly LoggingFacts[];
  readonly evidence: readonly VersionEvidence[];
  /** Compose files, by path, with their text: what they mount is a development set-up. */
  readonly compose: ReadonlyMap<string, string>;
  readonly catalogue: Catalogue;
  given(file: string): Given;
}

/** Puts files together that belong together: one target for each configuration folder, one for each file that stands alone. */
export function buildTargets(inputs: TargetInputs): readonly Target[] {
  const folders = groupBy([...inputs.configs, ...inputs.logging], (facts) => folderOf(facts.file));
  return [...folders].flatMap(([folder, facts]) => {
    const configs = facts.filter((one): one is ConfigFacts => one.kind === 'config');
    const logging = facts.filter((one): one is LoggingFacts => one.kind === 'logging');
    const usual = configs.filter(isUsual);
    const fragments = configs.filter((config) => !isUsual(config)).map((config) => build(inputs, folder, [config], []));
    if (usual.length === 0 && logging.length === 0) return fragments;
    return [build(inputs, folder, usual, logging), ...fragments];
  });
}

/** Whether Flink itself would look for a file of this name. */
const USUAL: readonly string[] = ['flink-conf.yaml', 'config.yaml', 'config.yml'];
const isUsual = ({ file }: ConfigFacts): boolean => USUAL.includes(nameOf(file));

function build(
  inputs: TargetInputs,
  folder: string,
  configs: readonly ConfigFacts[],
  logging: readonly LoggingFacts[],
): Target {
  const primary = configs[0]?.file ?? logging[0]?.file ?? folder;
  const given = inputs.given(primary);
  const operators = isOperatorsOwn(configs);
  const all = knownVersions(inputs.catalogue);
  const versionInputs = {
    folder,
    given: given.version,
    // The operator hands its defaults to clusters of every version.
    evidence: operators ? [] : inputs.evidence,
    weak: operators ? [] : weakEvidence(configs, inputs.catalogue, all),
    all,
  };
  const version = versionOf(versionInputs);
  const conflict = conflictOf(versionInputs);
  const { read, ignored } = operators ? { read: configs, ignored: [] } : whatFlinkReads(configs, version.range);
  const layers = stack(read, given);
  const fragment = operators || isPart(folder) || configs.length === 0 || !configs.every(isUsual);
  return {
    ...natureOf(given.job, fragment, read.length > 0),
    name: given.job ?? (fragment ? primary : folder === '' ? nameOf(primary) : folder),
    mode: modeOf(layers),
    platform: given.platform ?? platformOf(layers),
    profile: given.profile ?? (isMountedByCompose(primary, inputs.compose) ? 'development' : profileOfPath(folder)),
    version,
    evidence: inputs.evidence,
    layers,
    logging,
    files: [...configs, ...logging].map(({ file }) => file),
    ignored,
    ...(conflict === undefined ? {} : { conflict }),
  };
}

/** What a target is, and for which options it shows an absence: only the user can say that a file is a job's. */
function natureOf(
  job: string | undefined,
  fragment: boolean,
  readsAny: boolean,
): Pick<Target, 'kind' | 'deployment' | 'complete'> {
  if (job !== undefined) {
    return { kind: 'application', deployment: 'application', complete: { cluster: readsAny, job: readsAny } };
  }
  if (fragment) return { kind: 'fragment', deployment: 'unknown', complete: { cluster: false, job: false } };
  return { kind: 'cluster', deployment: 'session', complete: { cluster: readsAny, job: false } };
}

/** From the oldest to the newest version that the catalogue knows. */
export function knownVersions({ minors }: Catalogue): VersionRange {
  return { min: minorRange(minors[0] ?? '').min, max: minorRange(minors.at(-1) ?? '').max };
}

/** Whether this is the configuration of the Kubernetes operator itself, with defaults for the clusters that it runs. */
const isOperatorsOwn = (configs: readonly ConfigFacts[]): boolean =>
  configs.some(({ settings }) => settings.some(({ key }) => key.startsWith('kubernetes.operator.')));

/**
 * Whether a folder is that of a client, which only submits jobs to a cluster configured elsewhere, or of one kind of
 * process, where what the other needs lies elsewhere.
 */
function isPart(folder: string): boolean {
  const name = folder.toLowerCase();
  return (
    (name.includes('client') && /(?:^|[/_-])client(?:[/_-]|$)/.test(name)) ||
    (name.includes('manager') && /(?:^|[/_-])(?:job|task)[_-]?manager(?:[/_-]|$)/.test(name))
  );
}

/** Which of a folder's files Flink reads at a version; where it depends on the version, what the newest reads. */
export function whatFlinkReads(
  configs: readonly ConfigFacts[],
  range: VersionRange,
): { readonly read: readonly ConfigFacts[]; readonly ignored: readonly IgnoredFile[] } {
  const legacy = configs.find(isFlinkConf);
  const modern = configs.find((config) => !isFlinkConf(config));
  const reads = readsConfigYaml(range);
  const ignore = (config: ConfigFacts, instead: ConfigFacts | undefined, why: string): IgnoredFile => ({
    file: config.file,
    at: firstLine(config),
    ...(instead === undefined ? {} : { instead: instead.file }),
    why,
  });
  if (legacy !== undefined && reads === 'only') {
    const why = 'Flink 2.0 and later read only config.yaml';
    return { read: modern === undefined ? [] : [modern], ignored: [ignore(legacy, modern, why)] };
  }
  if (modern !== undefined && reads === 'never') {
    const why = 'Flink 1.18 and earlier read only flink-conf.yaml';
    return { read: legacy === undefined ? [] : [legacy], ignored: [ignore(modern, legacy, why)] };
  }
  if (modern !== undefined && legacy !== undefined && reads === 'unless-legacy') {
    return {
      read: [legacy],
      ignored: [ignore(modern, legacy, 'Flink 1.19 and 1.20 read flink-conf.yaml where both exist')],
    };
  }
  return { read: legacy === undefined ? configs : [legacy], ignored: [] };
}

function firstLine({ settings, file }: ConfigFacts): {
  readonly file: string;
  readonly start: number;
  readonly end: number;
} {
  const first = settings[0]?.keyAt;
  return first === undefined ? { file, start: 0, end: 0 } : { file, start: first.start, end: first.end };
}

/** What only suggests a version: the names of files, and options that not all versions have. */
export function weakEvidence(
  configs: readonly ConfigFacts[],
  catalogue: Catalogue,
  all: VersionRange,
): readonly VersionEvidence[] {
  const legacy = configs.find(isFlinkConf);
  const modern = configs.find((config) => !isFlinkConf(config));
  const names: VersionEvidence[] = [];
  if (legacy !== undefined) {
    names.push({
      range: { min: 0, max: minorRange('1.20').max },
      strength: 'file-name',
      from: `the file name ${legacy.name ?? nameOf(legacy.file)}`,
    });
  }
  if (modern !== undefined) {
    names.push({
      range: { min: minorRange('1.19').min, max: all.max },
      strength: 'file-name',
      from: `the file name ${modern.name ?? nameOf(modern.file)}`,
    });
  }
  return [...names, ...newestOption(configs, catalogue, all)];
}

/** The option that came latest: a configuration that sets it is meant for a version that has it. */
function newestOption(
  configs: readonly ConfigFacts[],
  catalogue: Catalogue,
  all: VersionRange,
): readonly VersionEvidence[] {
  let latest: { readonly key: string; readonly from: string } | undefined;
  for (const { key } of configs.flatMap((config) => config.settings)) {
    const from = catalogue.history(key)[0]?.from;
    if (from === undefined || catalogue.aliasOf(key, all).length > 0) continue;
    if (latest === undefined || minorRange(from).min > minorRange(latest.from).min) latest = { key, from };
  }
  if (latest === undefined) return [];
  return [
    { range: { min: minorRange(latest.from).min, max: all.max }, strength: 'option', from: `the option ${latest.key}` },
  ];
}

/** Names of layers that lie above the files here; all others lie beneath. */
const ABOVE = new Set(['dynamic-properties']);

function stack(read: readonly ConfigFacts[], given: Given): readonly Layer[] {
  return [
    ...outsideLayers(given, false),
    ...read.map((facts) => layerOf(facts, 'file')),
    ...outsideLayers(given, true),
  ];
}

/** Layers that lie outside, below or above those that are here. */
export const outsideLayers = (given: Given, above: boolean): readonly Layer[] =>
  given.layers.filter(({ as }) => ABOVE.has(as) === above).map(({ as, facts }) => layerOf(facts, as));

/** A file of configuration as a layer, with why something may be missing to it. */
export function layerOf(facts: ConfigFacts, name: string): Layer {
  const open = facts.refused
    ? `${facts.file} cannot be read to its end`
    : facts.template === true
      ? `${facts.file} is a template`
      : undefined;
  return {
    name,
    file: facts.file,
    grammar: facts.grammar,
    settings: facts.settings,
    ...(open === undefined ? {} : { open }),
    ...(facts.containers === undefined ? {} : { containers: facts.containers }),
    facts,
  };
}

/** Whether jobs run as streams or as batches (`execution.runtime-mode`); `unknown` where Flink itself would decide. */
export function modeOf(layers: readonly Layer[]): Target['mode'] {
  const value = layers
    .flatMap((layer) => layer.settings)
    .findLast(({ key }) => key === 'execution.runtime-mode')?.value;
  const mode = value?.toLowerCase() ?? 'streaming';
  return mode === 'batch' || mode === 'streaming' ? mode : 'unknown';
}

function platformOf(layers: readonly Layer[]): Target['platform'] {
  const keys = layers.flatMap((layer) => layer.settings).map(({ key }) => key);
  if (keys.some((key) => key.startsWith('kubernetes.operator.'))) return 'kubernetes-operator';
  if (keys.includes('kubernetes.cluster-id')) return 'kubernetes-native';
  if (keys.some((key) => key.startsWith('yarn.'))) return 'yarn';
  return 'standalone';
}

/** Whether a compose file of the repository mounts a configuration file or its folder, or one elsewhere by its whole path. */
function isMountedByCompose(file: string, compose: ReadonlyMap<string, string>): boolean {
  const mounts = [nameOf(file), `${nameOf(folderOf(file))}`].filter((name) => name !== '');
  const whole = [file, folderOf(file)].filter((path) => path.includes('/'));
  return [...compose].some(([path, text]) => {
    if (!/flink/i.test(text)) return false;
    const near = file.startsWith(folderOf(path)) || folderOf(path) === '';
    return (
      (near && mounts.some((name) => text.includes(`/${name}`))) || whole.some((one) => text.includes(`/${one}:/`))
    );
  });
}
