import { readConfiguration } from '../discover/configuration.js';
import type { Project } from '../discover/project.js';
import { sqlIn } from '../flink/resource-sql.js';
import type { ComposeService } from '../model/containers.js';
import type { ConfigFacts, LoggingFacts } from '../model/facts.js';
import type { Facts } from '../model/file-facts.js';
import type { Resource } from '../model/manifest.js';
import type { Notice } from '../model/report.js';
import type { Target } from '../model/target.js';
import { isAtOrBelow } from '../paths.js';
import type { Settings } from '../settings/load.js';
import { buildTargets, type Given } from '../targets/build.js';
import { type EvidenceWithin, evidenceWithin } from '../targets/evidence-within.js';
import type { WorkloadTargets } from '../targets/workloads.js';
import { givenFor } from './given.js';
import type { RunInputs, RunOptions } from './inputs.js';

/** What targets are made with. */
interface Work {
  readonly facts: readonly Facts[];
  readonly project: Project;
  readonly inputs: RunInputs;
  /** What names versions in manifests, each of which speaks of its own resources. */
  readonly evidenceIn: EvidenceWithin;
  given(file: string): Given;
}

/** The targets of a project, and what of the user's own layers cannot be read. */
export async function targetsOf(
  project: Project,
  inputs: RunInputs,
  settings: Settings,
  options: RunOptions,
): Promise<{ readonly targets: readonly Target[]; readonly notices: readonly Notice[] }> {
  const { outside, notices } = await layersOutside(project, inputs, settings);
  const facts = project.files.flatMap((file) => file.facts ?? []);
  const given = (file: string): Given => givenFor(file, outside, settings, options);
  const work: Work = { facts, project, inputs, evidenceIn: evidenceWithin(project.inManifests), given };
  const configured = await configuredTargets(work, outside);
  const described = [...configured, ...(await manifestTargets(work))];
  const jobs = await withSources(described, work, (file) => declaredConfig(file, settings));
  return { targets: await withCommands(await withScripts(jobs, work), work), notices };
}

interface Outside {
  /** By their files. */
  readonly outside: ReadonlyMap<string, ConfigFacts>;
  readonly notices: readonly Notice[];
}

/** Layers that the settings file names: they may lie where nothing is checked. */
async function layersOutside({ files }: Project, inputs: RunInputs, settings: Settings): Promise<Outside> {
  const notices: Notice[] = [];
  const outside = new Map<string, ConfigFacts>();
  for (const { facts } of files) {
    if (facts === undefined) continue;
    for (const { file, as } of settings.settingsFor(facts.file).layers) {
      if (outside.has(file)) continue;
      const read = await readConfiguration(file, inputs);
      if (read === undefined) notices.push({ level: 'error', message: `The layer '${as}' cannot be read.`, file });
      else outside.set(file, read);
    }
  }
  return { outside, notices };
}

/** Configuration files, and the containers that have some of them mounted. */
async function configuredTargets(work: Work, outside: ReadonlyMap<string, ConfigFacts>): Promise<readonly Target[]> {
  const { facts, project, inputs, given } = work;
  const configs = facts.filter((one): one is ConfigFacts => one.kind === 'config' && !outside.has(one.file));
  const logging = facts.filter((one): one is LoggingFacts => one.kind === 'logging');
  const contained = await containedTargets([...configs, ...logging], work);
  // What a container has mounted is its configuration, unless the user says that it is a job's.
  const mounted = new Set(contained.flatMap(({ kind, files }) => (kind === 'fragment' ? [] : files)));
  const isFree = ({ file }: Facts): boolean => !mounted.has(file) || given(file).job !== undefined;
  const alone = buildTargets({
    configs: configs.filter(isFree),
    logging: logging.filter(isFree),
    evidence: project.evidence,
    compose: project.compose,
    catalogue: inputs.catalogue,
    given,
  });
  return [...alone, ...contained];
}

/** The targets of compose files and Dockerfiles. */
async function containedTargets(
  configs: readonly (ConfigFacts | LoggingFacts)[],
  { facts, project: { evidence }, inputs: { catalogue, loadDistribution }, given }: Work,
): Promise<readonly Target[]> {
  const compose = facts.filter((one) => one.kind === 'compose');
  const dockerfiles = facts.filter((one) => one.kind === 'dockerfile');
  if (compose.length + dockerfiles.length === 0) return [];
  const { composeTargets } = await import('../targets/compose.js');
  const distribution = await loadDistribution();
  return composeTargets({ compose, dockerfiles, configs, evidence, catalogue, distribution, given });
}

/** The targets of resources of Kubernetes, its own and the operator's. */
async function manifestTargets(work: Work): Promise<readonly Target[]> {
  const { facts, project, inputs, given } = work;
  const manifests = facts.filter((one) => one.kind === 'manifest');
  if (manifests.length === 0) return [];
  const { manifestTargets: targetsOfManifests } = await import('../targets/manifests.js');
  const run = await workloadTargets(
    manifests.flatMap(({ resources }) => resources),
    work,
  );
  const others = targetsOfManifests({
    manifests,
    taken: run.configMaps,
    evidenceIn: work.evidenceIn,
    evidence: project.evidence,
    catalogue: inputs.catalogue,
    definitions: await inputs.loadDefinitions(),
    given,
  });
  return [...run.targets, ...others];
}

/** What Kubernetes runs of Flink without an operator. */
async function workloadTargets(
  resources: readonly Resource[],
  { project: { evidence }, evidenceIn, inputs: { catalogue, loadDistribution }, given }: Work,
): Promise<WorkloadTargets> {
  if (!resources.some(({ containers }) => containers !== undefined)) return { targets: [], configMaps: new Set() };
  const workloads = await import('../targets/workloads.js');
  const distribution = await loadDistribution();
  return workloads.workloadTargets({ resources, evidenceIn, evidence, catalogue, distribution, given });
}

/** The targets with the jobs of the project's sources on top. */
async function withSources(
  targets: readonly Target[],
  { facts, project, inputs, given }: Work,
  declared: (file: string) => string | undefined,
): Promise<readonly Target[]> {
  const sources = facts.filter((one) => one.kind === 'java');
  if (sources.length === 0) return targets;
  const { withJobs } = await import('../targets/jobs.js');
  return withJobs({
    sources,
    optionKey: await inputs.loadOptionConstants(),
    lastVersion: await inputs.loadLastVersions(),
    targets,
    evidence: project.evidence,
    catalogue: inputs.catalogue,
    given,
    declared,
  });
}

/** The configuration that the user declares to be that of a job with a source. */
const declaredConfig = (file: string, settings: Settings): string | undefined =>
  settings.settingsFor(file).jobs.find((job) => job.sources.some((folder) => isAtOrBelow(file, folder)))?.config;

/** The targets with those of the project's SQL. */
async function withScripts(
  targets: readonly Target[],
  { facts, project: { evidence }, inputs: { catalogue }, given }: Work,
): Promise<readonly Target[]> {
  const scripts = facts.filter((one) => one.kind === 'sql');
  const inCode = facts.flatMap((one) => (one.kind === 'java' ? (one.sql ?? []) : []));
  const all = facts.flatMap((one) => (one.kind === 'manifest' ? one.resources : []));
  const resources = all.filter(concernsSql);
  if (scripts.length + inCode.length + resources.length === 0) return targets;
  const started = [...facts, ...all, ...facts.flatMap(servicesIn)];
  const commands = started.flatMap((one) => ('commands' in one ? (one.commands ?? []) : []));
  const sql = await import('../targets/sql.js');
  return sql.withScripts({ scripts, inCode, commands, resources, targets, evidence, catalogue, given });
}

const servicesIn = (one: Facts): readonly ComposeService[] =>
  one.kind === 'compose' ? (one.compositions ?? []).flatMap(({ services }) => services) : [];

/** Whether a resource holds SQL, or runs some. */
const concernsSql = (resource: Resource): boolean => resource.scripts !== undefined || sqlIn(resource).length > 0;

/** The targets with those of the project's command lines. */
async function withCommands(
  targets: readonly Target[],
  { facts, project: { evidence }, evidenceIn, inputs: { catalogue }, given }: Work,
): Promise<readonly Target[]> {
  const files = facts.filter((one) => one.kind === 'commands');
  const resources = facts.flatMap((one) => (one.kind === 'manifest' ? one.resources : []));
  const pods = resources.filter(({ commands }) => commands !== undefined);
  const compose = facts.filter((one) => one.kind === 'compose');
  const composed = compose.filter((one) => servicesIn(one).some(({ commands }) => commands !== undefined));
  if (files.length + pods.length + composed.length === 0) return targets;
  const scripts = [...facts.filter((one) => one.kind === 'sql'), ...resources.flatMap(sqlIn)];
  const { commandTargets } = await import('../targets/commands.js');
  const asked = { files, pods, compose: composed, scripts, targets, evidence, evidenceIn, catalogue, given };
  return [...targets, ...commandTargets(asked)];
}
