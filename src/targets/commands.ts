import type { Catalogue } from '../flink/catalogue.js';
import { impliedBy } from '../flink/commands/flags.js';
import { deploysBy } from '../flink/commands/targets.js';
import { groupBy } from '../group-by.js';
import type { FlinkCommand } from '../model/commands.js';
import type { Setting } from '../model/facts.js';
import type { SqlFacts } from '../model/sql.js';
import type { Layer, Target } from '../model/target.js';
import type { VersionRange } from '../model/version.js';
import { folderOf } from '../paths.js';
import { type Given, modeOf } from './build.js';
import { clientTarget } from './client-target.js';
import { type ClientInputs, clientsIn, type Together } from './clients.js';
import { profileOfPath } from './profile.js';
import { runnerOf, runOf } from './sql-runs.js';
import { sessionLayers, sessionsOf } from './sql-sessions.js';
import { versionOf } from './version.js';

/** What targets are made from that command lines start. */
export interface CommandTargetInputs extends ClientInputs {
  /** Scripts of SQL, which some of them may run. */
  readonly scripts: readonly SqlFacts[];
  readonly catalogue: Catalogue;
  given(file: string): Given;
}

/** What the targets of commands that stand together are made with. */
interface TogetherInputs extends CommandTargetInputs {
  readonly together: Together;
}

/**
 * A target for each command line that starts a job or a cluster, over the one cluster that it can be for, if there is one.
 * The others of a file, which stop or list jobs, go with its first.
 */
export function commandTargets(all: CommandTargetInputs): readonly Target[] {
  return clientsIn(all).flatMap((together) => {
    const { name: file, commands } = together;
    const inputs = { ...all, together };
    const starting = commands.filter((command) => deploysBy(command) !== undefined && isSeen(command));
    const others = commands.filter((command) => !starting.includes(command));
    if (starting.length === 0 && !others.some(({ command }) => command.startsWith('flink '))) return [];
    if (starting.length === 0) return [targetOf(file, undefined, commands, inputs, { own: others, inFile: commands })];
    // Services have variables of their own, whatever they run.
    const alike = [...groupBy(starting, together.layers === undefined ? identityOf : placeOf).values()];
    const names = namesOf(
      file,
      alike.flatMap(([first]) => first ?? []),
    );
    return alike.flatMap((same, index) => {
      const own = index === 0 ? [...same, ...others] : same;
      const [command] = same;
      if (command === undefined) return [];
      return targetsOf(names[index] ?? file, command, commands, inputs, { own, inFile: commands });
    });
  });
}

/** The same for commands that start the same; what one says in its own words is judged where they stand. */
function identityOf(one: FlinkCommand): string {
  const { command, options, left, scripts = [], settings, sql, open } = one;
  if (settings.length > 0 || sql !== undefined) return placeOf(one);
  const given = options.map(({ name, values }) => [name, ...values.map(({ value }) => value)]);
  const paths = scripts.map(({ at: { value }, path }) => path ?? value);
  return JSON.stringify([command, given, left.map(({ value }) => value), paths, open]);
}

const placeOf = ({ at: { file, start } }: FlinkCommand): string => `${file}:${String(start)}`;

/** Whether anything is known of a command but that it runs: not of `standalone-job.sh start "$@"`. */
const isSeen = ({ options, left, open }: FlinkCommand): boolean =>
  open === undefined || options.length > 0 || left.length > 0;

/** `deploy.sh (flink run)`, and a number where there is another one. */
function namesOf(file: string, commands: readonly FlinkCommand[]): readonly string[] {
  const seen = new Map<string, number>();
  return commands.map(({ command }) => {
    const count = (seen.get(command) ?? 0) + 1;
    seen.set(command, count);
    return `${file} (${command}${count === 1 ? '' : ` ${String(count)}`})`;
  });
}

/** The target of a command that starts something; of the SQL client one for each set of settings that a job runs with. */
function targetsOf(
  name: string,
  command: FlinkCommand,
  all: readonly FlinkCommand[],
  inputs: TogetherInputs,
  commands: NonNullable<Target['commands']>,
): readonly Target[] {
  const target = targetOf(name, command, all, inputs, commands);
  const run = runOf(runnerOf(command), inputs.scripts);
  if (run === undefined) return [target];
  const { script, parts } = run;
  const files = [...new Set([...target.files, ...parts.map(({ file }) => file)])];
  return sessionsOf(script).map((settings, index) => {
    const layers = [...target.layers, ...(parts.length === 0 ? [] : sessionLayers(settings, script.file))];
    const numbered = index === 0 ? name : `${name} (${String(index + 1)})`;
    return { ...target, name: numbered, layers, mode: modeOf(layers), files, script };
  });
}

/** Nothing can be seen to be missing where only the command line is at hand. */
const ELSEWHERE = 'the cluster is configured elsewhere';

function targetOf(
  name: string,
  command: FlinkCommand | undefined,
  all: readonly FlinkCommand[],
  { together, catalogue, given: givenFor }: TogetherInputs,
  commands: NonNullable<Target['commands']>,
): Target {
  const file = all[0]?.at.file ?? name;
  const folder = folderOf(file);
  const given = givenFor(file);
  const profile = given.profile ?? together.profile ?? profileOfPath(folder);
  const base = together.cluster(profile);
  const { evidence } = together;
  const version =
    base !== undefined && given.version === undefined && together.versioned !== true && !base.version.assumed
      ? base.version
      : versionOf({ folder, given: given.version, evidence, weak: [], all: catalogue.range });
  const own =
    command === undefined
      ? []
      : [
          ...(together.layers?.(command, version.range) ?? []),
          ...layersOf(command, catalogue, version.range, base === undefined),
        ];
  const layers = command === undefined ? [] : [...(base?.layers ?? []).map(asOfCluster), ...own];
  const deployment = command === undefined ? undefined : deploysBy(command);
  const kind = command === undefined ? 'fragment' : deployment?.kind === 'cluster' ? 'cluster' : 'application';
  const platform = given.platform ?? deployment?.platform ?? base?.platform ?? 'unknown';
  const known = { name, kind, deployment: deployment?.deployment ?? 'unknown', platform, profile, version } as const;
  return { ...clientTarget({ ...known, evidence, layers, file, base }), commands };
}

/** What starts a process of the cluster is not what starts the client. */
const asOfCluster = (layer: Layer): Layer =>
  layer.name.startsWith('command line') ? { ...layer, name: `${layer.name} of the cluster` } : layer;

/** `-D`, and above that what other options stand for. */
function layersOf(command: FlinkCommand, catalogue: Catalogue, range: VersionRange, alone: boolean): readonly Layer[] {
  const { at, open, settings } = command;
  const layer = (name: string, own: readonly Setting[]): Layer => ({
    name,
    file: at.file,
    grammar: 'legacy',
    settings: own,
    at,
  });
  const implied = impliedBy(command, (key) => catalogue.nameIn(key, range));
  const why = open ?? (alone ? ELSEWHERE : undefined);
  return [
    { ...layer('command line', settings), ...(why === undefined ? {} : { open: why }) },
    ...(implied.length === 0 ? [] : [{ ...layer('command line option', implied), implied: true as const }]),
  ];
}
