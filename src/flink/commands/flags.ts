import { lookup } from '../../lookup.js';
import type { FlinkCommand, GivenArgument } from '../../model/commands.js';
import type { Setting } from '../../model/facts.js';
import type { Place } from '../../model/span.js';

/** What an option of a command sets: its value, or always the same. */
interface Flag {
  readonly key: string;
  readonly value?: string;
}

/** `ProgramOptions#applyToConfiguration`, `AbstractCustomCommandLine#toConfiguration`. */
const OF_RUN: Readonly<Record<string, Flag>> = {
  p: { key: 'parallelism.default' },
  s: { key: 'execution.state-recovery.path' },
  n: { key: 'execution.state-recovery.ignore-unclaimed-state', value: 'true' },
  cm: { key: 'execution.state-recovery.claim-mode' },
  rm: { key: 'execution.state-recovery.claim-mode' },
  t: { key: 'execution.target' },
  e: { key: 'execution.target' },
  d: { key: 'execution.attached', value: 'false' },
};

/** `StandaloneApplicationClusterConfigurationParserFactory#createResult`. */
const OF_STANDALONE: Readonly<Record<string, Flag>> = {
  s: { key: 'execution.state-recovery.path' },
  n: { key: 'execution.state-recovery.ignore-unclaimed-state', value: 'true' },
  r: { key: 'rest.port' },
};

/** `FlinkYarnSessionCli#applyDescriptorOptionToConfig`. */
const OF_YARN: Readonly<Record<string, Flag>> = {
  jm: { key: 'jobmanager.memory.process.size' },
  tm: { key: 'taskmanager.memory.process.size' },
  s: { key: 'taskmanager.numberOfTaskSlots' },
  nm: { key: 'yarn.application.name' },
  qu: { key: 'yarn.application.queue' },
  nl: { key: 'yarn.application.node-label' },
};

const BY_COMMAND: Readonly<Record<string, Readonly<Record<string, Flag>>>> = {
  'flink run': OF_RUN,
  'flink run-application': OF_RUN,
  'standalone-job.sh': OF_STANDALONE,
  'yarn-session.sh': OF_YARN,
};

/**
 * What options other than `-D` set.
 *
 * @param nameOf what the version in question calls an option
 */
export function impliedBy(command: FlinkCommand, nameOf: (key: string) => string): readonly Setting[] {
  const flags = lookup(BY_COMMAND, command.command) ?? {};
  return command.options.flatMap((given): readonly Setting[] => {
    const flag =
      lookup(flags, given.name) ?? (isForYarn(command) ? lookup(OF_YARN, given.name.replace(/^y/, '')) : undefined);
    const [value] = given.values;
    if (flag === undefined || (value === undefined && flag.value === undefined)) return [];
    return [settingOf(nameOf(flag.key), flag.value ?? valueIn(given), given.at, value ?? given.at)];
  });
}

/** Options that begin with `y` count where the YARN command line is the active one. */
const isForYarn = ({ command, options }: FlinkCommand): boolean =>
  command === 'flink run' && options.some(({ name, values }) => name === 'm' && values[0]?.value === 'yarn-cluster');

/** Memory without a unit is in megabytes on YARN's command line. */
function valueIn({ name, values: [value] }: GivenArgument): string {
  const text = value?.value ?? '';
  return /^y?[jt]m$/.test(name) && /^\d+$/.test(text) ? `${text}m` : text;
}

function settingOf(key: string, value: string, keyAt: Place, valueAt: Place): Setting {
  const shown = { key, value };
  return {
    ...shown,
    type: 'string',
    written: value,
    keyAt: { ...keyAt, ...shown },
    valueAt: { ...valueAt, ...shown },
    quoted: false,
    nested: false,
  };
}
