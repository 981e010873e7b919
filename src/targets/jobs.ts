import type { Catalogue } from '../flink/catalogue.js';
import { sourceOf } from '../flink/manifest.js';
import type { CodeSetting, Job } from '../model/graph.js';
import type { JavaFacts } from '../model/java.js';
import type { Layer, Target } from '../model/target.js';
import type { VersionEvidence } from '../model/version.js';
import { folderOf, isAtOrBelow, upwards } from '../paths.js';
import type { Given } from './build.js';
import { type CodeJob, type GraphTools, jobsOf } from './graph/jobs.js';
import { nearestCluster } from './nearest-cluster.js';
import { profileOfPath } from './profile.js';
import { versionOf, versionOfSource } from './version.js';

/** What the jobs of sources are laid over. */
export interface JobTargetInputs extends GraphTools {
  readonly sources: readonly JavaFacts[];
  /** The targets that configuration makes. */
  readonly targets: readonly Target[];
  readonly evidence: readonly VersionEvidence[];
  readonly catalogue: Catalogue;
  given(file: string): Given;
  /** The file or folder with the configuration of the job that the user declares a source to belong to. */
  declared(file: string): string | undefined;
}

/**
 * Puts the jobs of sources on top of the configuration that they run with: what code sets wins over files. A job that the user declares
 * joins its target, and so does one whose class a manifest names; any other is a target of its own, over the one cluster
 * configuration near it, if there is one.
 */
export function withJobs(inputs: JobTargetInputs): readonly Target[] {
  const joined = new Map<Target, Target>();
  const own: Target[] = [];
  const jobs = jobsOf(inputs.sources, inputs);
  for (const job of jobs) {
    const config = inputs.declared(job.file);
    const isOf = ({ kind, files: [first = ''] }: Target): boolean =>
      kind === 'application' && (first === config || folderOf(first) === config);
    const declared = config === undefined ? undefined : inputs.targets.find(isOf);
    if (declared !== undefined && !joined.has(declared)) {
      joined.set(declared, onTop(declared, job, inputs));
      continue;
    }
    const running = inputs.targets.filter((target) => !joined.has(target) && startedIn(target, jobs) === job);
    for (const target of running) joined.set(target, onTop(target, job, inputs));
    const alone = standingAlone(job, inputs);
    // That somebody tries it out does not make it a trial.
    if (running.every(({ profile }) => profile === 'development' && profile !== alone.profile)) own.push(alone);
  }
  return [...inputs.targets.map((target) => joined.get(target) ?? target), ...named(own)];
}

/** The job that a manifest starts by the name of its class: of several of that name the nearest. */
function startedIn({ entryClass, files: [manifest = ''] }: Target, jobs: readonly CodeJob[]): CodeJob | undefined {
  const source = entryClass === undefined ? undefined : sourceOf(entryClass);
  if (source === undefined) return undefined;
  const named = jobs.filter(({ file, entry }) => `/${file}`.endsWith(source) && entry.method === 'main');
  for (const folder of upwards(folderOf(manifest))) {
    const [first, ...others] = named.filter(({ file }) => isAtOrBelow(file, folder));
    if (first !== undefined) return others.length === 0 ? first : undefined;
  }
  return undefined;
}

/** Nothing can be seen to be missing where only the code is at hand. */
const ELSEWHERE = 'the cluster that runs it is configured elsewhere';

/** A declared job's target, with its code above the files. */
function onTop(target: Target, job: CodeJob, { catalogue }: JobTargetInputs): Target {
  const full = { ...job, version: { ...target.version } };
  const layer = layerOf(full, catalogue);
  return {
    ...target,
    mode: modeIn(job) ?? target.mode,
    layers: [...target.layers, layer],
    files: [...target.files, job.file],
    complete: layer.open === undefined ? target.complete : { ...target.complete, job: false },
    job: full,
  };
}

function standingAlone(job: CodeJob, inputs: JobTargetInputs): Target {
  const folder = folderOf(job.file);
  const given = inputs.given(job.file);
  const { range: all } = inputs.catalogue;
  const profile = given.profile ?? profileOfPath(folder);
  const base = nearestCluster(job.file, profile, inputs.targets);
  const version =
    base !== undefined && given.version === undefined && !base.version.assumed
      ? base.version
      : versionOf({
          folder,
          given: given.version ?? versionOfSource(job.file, inputs.evidence),
          evidence: inputs.evidence,
          weak: [],
          all,
        });
  const full = { ...job, version };
  return {
    name: job.file,
    kind: 'application',
    deployment: 'unknown',
    mode: modeIn(job) ?? base?.mode ?? 'streaming',
    platform: given.platform ?? base?.platform ?? 'unknown',
    profile,
    // The command that submits it may set more.
    complete: { cluster: false, job: false },
    version,
    evidence: inputs.evidence,
    layers:
      base === undefined
        ? [{ ...layerOf(full, inputs.catalogue), open: ELSEWHERE }]
        : [...base.layers, layerOf(full, inputs.catalogue)],
    logging: [],
    files: [job.file],
    ignored: [],
    ...(base === undefined ? { codeAlone: true } : {}),
    job: full,
  };
}

/** What a job sets for how it runs; nothing where it leaves that to others. */
function modeIn({ settings }: CodeJob): Target['mode'] | undefined {
  const last = settings.findLast(({ key }) => key === 'execution.runtime-mode');
  if (last === undefined) return undefined;
  const mode = last.fact.known && last.branches.length === 0 ? last.fact.value.toLowerCase() : 'unknown';
  return mode === 'batch' || mode === 'streaming' ? mode : 'unknown';
}

function layerOf(job: Job, catalogue: Catalogue): Layer {
  const open = job.complete.known ? undefined : job.complete.why;
  return {
    name: 'code',
    file: job.file,
    grammar: 'legacy',
    settings: job.settings.flatMap((setting) => inVersion(setting, job, catalogue)),
    ...(open === undefined ? {} : { open }),
  };
}

/**
 * A setter writes the option under the name that it has in the version at hand, or none where the version has no such
 * option; on one path alone it may not.
 */
function inVersion(setting: CodeSetting, { version }: Job, catalogue: Catalogue): readonly CodeSetting[] {
  const key = setting.spelt ? setting.key : catalogue.nameIn(setting.key, version.range);
  if (!setting.spelt && catalogue.status(key, version.range).kind === 'not-yet') return [];
  const certain = setting.branches.length === 0;
  const value = certain ? setting.value : '${it depends on a condition}';
  return [
    {
      ...setting,
      key,
      value,
      written: value,
      keyAt: { ...setting.keyAt, key, value },
      valueAt: { ...setting.valueAt, key, value },
    },
  ];
}

/** Jobs are named by their file, which stays the same whatever else is read; several of one file are counted. */
const named = (targets: readonly Target[]): readonly Target[] =>
  targets.map((target) => {
    const same = targets.filter(({ files }) => files[0] === target.files[0]);
    const at = same.indexOf(target);
    return at === 0 ? target : { ...target, name: `${target.name} (${at + 1})` };
  });
