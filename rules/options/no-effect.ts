import { setterOf } from '../../src/flink/scope.js';
import { isOneOf } from '../../src/flink/words.js';
import { defineRule, type SettingView, type TargetView } from '../../src/rule.js';

/** Options that are read in some combination only, and the setting that rules the combination out. */
interface Condition {
  /** What their keys begin with. */
  readonly options: string;
  /** Why they have no effect, if they have none. */
  ignored(target: TargetView): string | undefined;
}

const CONDITIONS: readonly Condition[] = [
  {
    options: 'high-availability.zookeeper.',
    ignored: (target) => setTo(target, 'high-availability.type', ['none', 'standalone', 'kubernetes']),
  },
  {
    options: 'high-availability.kubernetes.',
    ignored: (target) => setTo(target, 'high-availability.type', ['none', 'standalone', 'zookeeper']),
  },
  {
    options: 'state.backend.rocksdb.',
    ignored: (target) => setTo(target, 'state.backend.type', ['hashmap', 'jobmanager', 'filesystem', 'forst']),
  },
  {
    options: 'state.backend.forst.',
    ignored: (target) => setTo(target, 'state.backend.type', ['hashmap', 'jobmanager', 'filesystem', 'rocksdb']),
  },
  {
    options: 'jobmanager.adaptive-scheduler.',
    ignored: (target) =>
      target.under('scheduler-mode').length > 0
        ? undefined
        : setTo(target, 'jobmanager.scheduler', ['default', 'ng', 'adaptivebatch']),
  },
  {
    options: 'execution.checkpointing.',
    ignored: (target) => setTo(target, 'execution.runtime-mode', ['batch']),
  },
];

export default defineRule({
  title: 'Option that has no effect here',
  severity: 'info',
  cost: 'none',
  docs: {
    what: 'An option belongs to a mode, a state backend or a service that the same configuration switches off.',
    why: 'Flink ignores it without a word; who reads the file takes it for what happens.',
    fix: 'Remove the option, or switch on what it belongs to.',
    references: ['HighAvailabilityServicesUtils', 'StateBackendLoader', 'StreamGraphGenerator'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'high-availability.type: kubernetes\nhigh-availability.storageDir: s3://bucket/ha\nkubernetes.cluster-id: orders\nhigh-availability.zookeeper.quorum: zk1:2181\n',
        },
        finds: [
          {
            at: 'high-availability.zookeeper.quorum',
            message:
              "Flink ignores 'high-availability.zookeeper.quorum' while 'high-availability.type' is 'kubernetes'.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'high-availability.type: zookeeper\nhigh-availability.storageDir: s3://bucket/ha\nhigh-availability.zookeeper.quorum: zk1:2181,zk2:2181,zk3:2181\n',
        },
      },
    ],
  },
  check: {
    *setting(setting, { target }) {
      const { key, keyAt, layer } = setting;
      if (isForCluster(setting, target)) {
        const help = 'Remove it here, and set it where the cluster is started.';
        const message = `The cluster that runs already ignores '${key}': a submitted job brings options of its own only.`;
        yield { at: keyAt, message, help };
        return;
      }
      // What one job does without, others on the same cluster may need.
      if (!target.target.files.includes(layer.file)) return;
      const condition = conditionOf(setting);
      const why = condition?.ignored(target);
      if (why === undefined) return;
      // One reason is one finding, at the first option that it concerns.
      const alike = target.settings.filter((other) => other.layer === layer && conditionOf(other) === condition);
      if (alike[0]?.keyAt.start !== keyAt.start) return;
      const related = alike.slice(1).map((other) => ({ at: other.keyAt, message: `And '${other.key}'.` }));
      const more = related.length === 0 ? '' : ` and ${String(related.length)} more`;
      yield { at: keyAt, related, message: `Flink ignores '${key}'${more} while ${why}.` };
    },
  },
});

/** The client finds REST by it where `rest.address` is not set, which falls back to it (`RestOptions#ADDRESS`). */
const CLIENTS = 'jobmanager.rpc.address';

/** `StreamExecutionEnvironment#configure` on the cluster gets what a job brings; its processes run with what they started with. */
const isForCluster = ({ layer, option }: SettingView, { target }: TargetView): boolean =>
  layer.name === 'command line' &&
  target.kind === 'application' &&
  target.deployment === 'session' &&
  option !== undefined &&
  option !== CLIENTS &&
  /^(?:jobmanager\.|taskmanager\.|env\.java\.opts)/.test(option) &&
  setterOf(option) === 'cluster';

const conditionOf = ({ option, inEffect }: SettingView): (typeof CONDITIONS)[number] | undefined =>
  option === undefined || !inEffect ? undefined : CONDITIONS.find(({ options }) => option.startsWith(options));

type Choice = 'high-availability.type' | 'state.backend.type' | 'jobmanager.scheduler' | 'execution.runtime-mode';

/** Says that an option is set to one of some values, where it is. */
function setTo(target: TargetView, option: Choice, values: readonly string[]): string | undefined {
  const setting = target.setting(option);
  if (setting === undefined || !isOneOf(setting.value, values)) return undefined;
  return `'${setting.key}' is '${setting.value}'`;
}
