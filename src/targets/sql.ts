import type { Catalogue } from '../flink/catalogue.js';
import { jobsIn } from '../flink/sql-script.js';
import type { Setting } from '../model/facts.js';
import type { SqlFacts } from '../model/sql.js';
import type { Layer, Target } from '../model/target.js';
import type { VersionEvidence } from '../model/version.js';
import { folderOf } from '../paths.js';
import { type Given, modeOf } from './build.js';
import { nearestCluster } from './nearest-cluster.js';
import { profileOfPath } from './profile.js';
import { versionOf } from './version.js';

export interface ScriptTargetInputs {
  readonly scripts: readonly SqlFacts[];
  /** The SQL of job sources. */
  readonly inCode: readonly SqlFacts[];
  /** The targets that configuration and job sources make. */
  readonly targets: readonly Target[];
  readonly evidence: readonly VersionEvidence[];
  readonly catalogue: Catalogue;
  given(file: string): Given;
}

/** The targets with those of scripts; the SQL of a job's sources belongs to the job, and that of others stands alone. */
export function withScripts(inputs: ScriptTargetInputs): readonly Target[] {
  const { targets, inCode, scripts } = inputs;
  const isOf =
    ({ job }: Target) =>
    ({ file }: SqlFacts): boolean =>
      job?.sources.some((source) => source.file === file) === true;
  const joined = targets.map((target) => {
    const own = inCode.filter(isOf(target));
    const [file] = target.files;
    if (own.length === 0 || file === undefined) return target;
    const statements = own.flatMap((one) => one.statements);
    return { ...target, script: { kind: 'sql', file, statements, comments: [], code: true } as const };
  });
  const alone = inCode.filter((one) => !targets.some((target) => isOf(target)(one)));
  return [
    ...joined,
    ...scripts.flatMap((script) => scriptTargets(script, inputs)),
    ...alone.map((one) => targetOf(one, [], one.file, inputs)),
  ];
}

/**
 * A target for each script, over the one cluster configuration near it, if there is one: what SET says wins over files.
 * Where a script changes its settings between jobs, there is one for each set of settings that a job runs with.
 */
function scriptTargets(script: SqlFacts, inputs: ScriptTargetInputs): readonly Target[] {
  const [first, ...others] = sessionsOf(script);
  const named = (settings: readonly Setting[], index: number): Target =>
    targetOf(script, settings, index === 0 ? script.file : `${script.file} (${String(index + 1)})`, inputs);
  return [first ?? [], ...others].map(named);
}

/** What jobs of a script run with, each set of settings once; then what is set for none of them. */
function sessionsOf({ statements }: SqlFacts): readonly (readonly Setting[])[] {
  const sessions: (readonly Setting[])[] = [];
  for (const { settings } of jobsIn(statements)) {
    if (!sessions.some((known) => hasSame(known, settings))) sessions.push(settings);
  }
  const used = new Set(sessions.flat());
  const rest = statements.flatMap(({ setting }) => (setting === undefined || used.has(setting) ? [] : [setting]));
  return rest.length === 0 ? sessions : [...sessions, rest];
}

const hasSame = (a: readonly Setting[], b: readonly Setting[]): boolean =>
  a.length === b.length && a.every((setting, index) => setting === b[index]);

/** Nothing can be seen to be missing where only the script is at hand. */
const ELSEWHERE = 'the cluster that runs it is configured elsewhere';

function targetOf(script: SqlFacts, settings: readonly Setting[], name: string, inputs: ScriptTargetInputs): Target {
  const { file } = script;
  const folder = folderOf(file);
  const given = inputs.given(file);
  const profile = given.profile ?? profileOfPath(folder);
  const base = nearestCluster(file, profile, inputs.targets);
  const { evidence } = inputs;
  const version =
    base !== undefined && given.version === undefined && !base.version.assumed
      ? base.version
      : versionOf({ folder, given: given.version, evidence, weak: [], all: inputs.catalogue.range });
  const layer: Layer = {
    name: 'sql',
    file,
    grammar: 'legacy',
    settings,
    ...(base === undefined ? { open: ELSEWHERE } : {}),
  };
  const layers = [...(base?.layers ?? []), layer];
  return {
    name,
    kind: 'application',
    deployment: 'unknown',
    mode: modeOf(layers),
    platform: given.platform ?? (isOfConfluent(script) ? 'confluent' : (base?.platform ?? 'unknown')),
    profile,
    // Whoever opens the session may set more.
    complete: { cluster: false, job: false },
    version,
    evidence,
    layers,
    logging: [],
    files: [file],
    ignored: [],
    ...(base === undefined ? { codeAlone: true } : {}),
    script,
  };
}

/** Confluent Cloud has options of its own in place of Flink's. */
const isOfConfluent = ({ statements }: SqlFacts): boolean =>
  statements.some(({ setting }) => setting !== undefined && /^(?:sql|client)\./.test(setting.key));
