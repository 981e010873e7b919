import type { Catalogue } from '../flink/catalogue.js';
import { sqlIn } from '../flink/resource-sql.js';
import { scriptView } from '../flink/sql-view.js';
import { isVervericas } from '../flink/ververica.js';
import type { FlinkCommand } from '../model/commands.js';
import type { Setting } from '../model/facts.js';
import type { Resource } from '../model/manifest.js';
import type { SqlFacts, SqlScript } from '../model/sql.js';
import type { Platform, Target } from '../model/target.js';
import type { VersionEvidence } from '../model/version.js';
import { folderOf } from '../paths.js';
import { type Given, modeOf } from './build.js';
import { clientTarget } from './client-target.js';
import { nearestCluster } from './nearest-cluster.js';
import { profileOfPath } from './profile.js';
import { runnerIn, runnerOf, runOf, type SqlRun } from './sql-runs.js';
import { sessionLayers, sessionsOf } from './sql-sessions.js';
import { versionOf } from './version.js';

/** What targets are made from that scripts of SQL describe. */
export interface ScriptTargetInputs {
  readonly scripts: readonly SqlFacts[];
  /** The SQL of job sources. */
  readonly inCode: readonly SqlFacts[];
  /** Command lines, which may run scripts. */
  readonly commands: readonly FlinkCommand[];
  /** Resources of manifests, which may hold or run scripts. */
  readonly resources: readonly Resource[];
  /** The targets that configuration and job sources make. */
  readonly targets: readonly Target[];
  readonly evidence: readonly VersionEvidence[];
  readonly catalogue: Catalogue;
  given(file: string): Given;
}

/**
 * The targets with those of scripts. The SQL of a job's sources belongs to the job, what a resource runs to the resource;
 * what a command line runs is that one's target, and all other SQL stands alone.
 */
export function withScripts(inputs: ScriptTargetInputs): readonly Target[] {
  const { targets, inCode, commands, resources } = inputs;
  const scripts = [...inputs.scripts, ...resources.flatMap(sqlIn)];
  const isOf =
    ({ job }: Target) =>
    ({ file }: SqlFacts): boolean =>
      job?.sources.some((source) => source.file === file) === true;
  const run = new Set(commands.flatMap((command) => runOf(runnerOf(command), scripts)?.parts ?? []));
  const joined = targets.map((target) => {
    const own = inCode.filter(isOf(target));
    const [file] = target.files;
    if (own.length > 0 && file !== undefined) return withCode(target, file, own);
    const found = target.resource === undefined ? undefined : runOf(runnerIn(target.resource), scripts);
    for (const part of found?.parts ?? []) run.add(part);
    return found === undefined ? target : withRun(target, found);
  });
  const alone = inCode.filter((one) => !targets.some((target) => isOf(target)(one)));
  return [
    ...joined,
    ...scripts.filter((script) => !run.has(script)).flatMap((script) => scriptTargets(script, inputs)),
    ...alone.map((one) => targetOf({ script: one, view: scriptView(one) }, [], one.file, inputs)),
  ];
}

function withCode(target: Target, file: string, own: readonly SqlFacts[]): Target {
  const statements = own.flatMap((one) => one.statements);
  return { ...target, script: scriptView({ kind: 'sql', file, statements, comments: [], code: true }) };
}

/**
 * A resource with what it runs on top. It is one target, however many jobs that makes; with the settings of the first.
 */
function withRun(target: Target, { script, parts }: SqlRun): Target {
  const [first = []] = sessionsOf(script);
  const layers = [...target.layers, ...(parts.length === 0 ? [] : sessionLayers(first, script.file))];
  const files = new Set([...target.files, ...parts.map(({ file }) => file)]);
  // A script that cannot be seen may set what is missing.
  const complete = script.partial === true ? { ...target.complete, job: false } : target.complete;
  return { ...target, script, layers, files: [...files], mode: modeOf(layers), complete };
}

/**
 * A target for each script, over the one cluster configuration near it, if there is one: what SET says wins over files.
 * Where a script changes its settings between jobs, there is one for each set of settings that a job runs with.
 */
function scriptTargets(script: SqlFacts, inputs: ScriptTargetInputs): readonly Target[] {
  const name = script.name === undefined ? script.file : `${script.file} (${script.name})`;
  const view = scriptView(script);
  return sessionsOf(script).map((settings, index) =>
    targetOf({ script, view }, settings, index === 0 ? name : `${name} (${String(index + 1)})`, inputs),
  );
}

/** Nothing can be seen to be missing where only the script is at hand. */
const ELSEWHERE = 'the cluster that runs it is configured elsewhere';

interface Viewed {
  readonly script: SqlFacts;
  readonly view: SqlScript;
}

function targetOf(
  { script, view }: Viewed,
  settings: readonly Setting[],
  name: string,
  inputs: ScriptTargetInputs,
): Target {
  const { file } = script;
  const folder = folderOf(file);
  const given = inputs.given(file);
  const profile = given.profile ?? profileOfPath(folder);
  // What a ConfigMap holds runs in pods, which no folder says anything of.
  const base = script.name === undefined ? nearestCluster(file, profile, inputs.targets) : undefined;
  const { evidence } = inputs;
  const version =
    base !== undefined && given.version === undefined && !base.version.assumed
      ? base.version
      : versionOf({ folder, given: given.version, evidence, weak: [], all: inputs.catalogue.range });
  const own = sessionLayers(settings, file).map((layer) =>
    base === undefined ? { ...layer, open: ELSEWHERE } : layer,
  );
  const layers = [...(base?.layers ?? []), ...own];
  const platform = given.platform ?? ofProduct(script, inputs.resources) ?? base?.platform ?? 'unknown';
  const known = { name, kind: 'application', deployment: 'unknown', platform, profile, version } as const;
  return { ...clientTarget({ ...known, evidence, layers, file, base }), script: view };
}

/** The product whose SQL it is. */
function ofProduct(script: SqlFacts, resources: readonly Resource[]): Platform | undefined {
  const holder = resources.find((resource) => sqlIn(resource).includes(script));
  if (holder !== undefined && isVervericas(holder)) return 'ververica';
  return isOfConfluent(script) ? 'confluent' : undefined;
}

/** Confluent Cloud has options of its own in place of Flink's. */
const isOfConfluent = ({ statements }: SqlFacts): boolean =>
  statements.some(({ setting }) => setting !== undefined && /^(?:sql|client)\./.test(setting.key));
