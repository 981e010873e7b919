import { isNativeKubernetes } from '../../src/flink/platforms.js';
import { renameKey } from '../../src/flink/rewrites.js';
import { isOneOf } from '../../src/flink/words.js';
import { groupBy } from '../../src/group-by.js';
import { defineRule, type Fix, type SettingView, type TargetView } from '../../src/rule.js';

/** What follows where a platform hands the configuration on as a nested config.yaml. */
interface Writer {
  /** `Flink` with its version, or the Kubernetes operator. */
  readonly consequence: string;
  readonly writes: (target: TargetView) => boolean;
  readonly severity?: 'warning';
}

const isOn = ({ target }: TargetView, platform: string): boolean => target.platform === platform;

/** Before Flink 2, a configuration that was read from flink-conf.yaml is written line by line, and nothing happens. */
const isNested = (target: TargetView): boolean =>
  target.version('>=2') === 'all' ||
  (target.version('>=1.19') === 'all' && target.target.layers.some(({ grammar }) => grammar === 'yaml'));

/** An id of a cluster alone is native Kubernetes', unless high availability is what asks for it. */
const isNative = (target: TargetView): boolean =>
  isNativeKubernetes(target) || !isOneOf(target.setting('high-availability.type')?.value ?? '', ['kubernetes']);

const WRITERS: readonly Writer[] = [
  {
    consequence: 'the Kubernetes operator refuses the two together from Flink 2 on',
    writes: (target) => isOn(target, 'kubernetes-operator') && target.version('>=2') === 'all',
  },
  {
    consequence: 'Flink hands its configuration on as nested YAML, and fails or loses one of them',
    writes: (target) =>
      (isOn(target, 'yarn') || (isOn(target, 'kubernetes-native') && isNative(target))) && isNested(target),
  },
  {
    consequence:
      "the image's entry point writes config.yaml as nested YAML, and loses one of them or all that the environment sets",
    writes: (target) => isOn(target, 'docker') && isNested(target),
    severity: 'warning',
  },
];

/** The operator keeps these to itself before it hands the others on. */
const OPERATORS_OWN = /^(?:kubernetes\.operator|job\.autoscaler)\./;

export default defineRule({
  title: 'Key that is the beginning of another',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A key with a value is at the same time the beginning of other keys, as `state.backend` is of `state.backend.incremental`.',
    why: 'In a nested config.yaml a key holds a value or other keys, never both. The Kubernetes operator (1.12 and later) refuses such a configuration for Flink 2. On YARN and native Kubernetes the client writes config.yaml nested, and depending on the order of a hash table it fails with a ClassCastException or loses what stands beneath, such as the directory of high availability. A standalone cluster reads its own file and takes both.',
    fix: 'Use the current name of the shorter key, such as state.backend.type.',
    references: [
      'YamlParserUtils#convertAndDumpYamlFromFlatMap',
      'BootstrapTools#writeConfiguration',
      'FlinkConfMountDecorator#validateConfigKeysForV2 (Kubernetes operator)',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'kubernetes.operator.job.restart.failed: true\nrestart-strategy: fixed-delay\nrestart-strategy.fixed-delay.attempts: 10\n',
        },
        flinkVersion: '2.2',
        finds: [
          {
            at: 'restart-strategy',
            message:
              "'restart-strategy' is also the beginning of 'restart-strategy.fixed-delay.attempts'; the Kubernetes operator refuses the two together from Flink 2 on.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'yarn.application.name: orders\nhigh-availability: zookeeper\nhigh-availability.storageDir: s3://bucket/ha\nhigh-availability.zookeeper.quorum: zk1:2181,zk2:2181,zk3:2181\n',
        },
        flinkVersion: '1.20',
        finds: [
          {
            at: 'high-availability',
            message:
              "'high-availability' is also the beginning of 'high-availability.storageDir' and 1 more; Flink hands its configuration on as nested YAML, and fails or loses one of them.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'yarn.application.name: orders\nhigh-availability.type: zookeeper\nhigh-availability.storageDir: s3://bucket/ha\nhigh-availability.zookeeper.quorum: zk1:2181,zk2:2181,zk3:2181\n',
        },
        flinkVersion: '2.2',
      },
      { files: { 'conf/config.yaml': 'state.backend: rocksdb\nstate.backend.incremental: true\n' } },
    ],
  },
  check: {
    *target(target) {
      const writer = WRITERS.find(({ writes }) => writes(target));
      if (writer === undefined) return;
      const settings = target.settings.filter(({ inEffect, key }) => inEffect && !OPERATORS_OWN.test(key));
      for (const [setting, longer] of beneath(settings)) {
        const others = longer.length === 1 ? '' : ` and ${String(longer.length - 1)} more`;
        yield {
          at: { ...setting.keyAt, key: setting.key },
          related: longer.slice(0, 12).map(({ keyAt, key }) => ({ at: keyAt, message: `'${key}' stands beneath.` })),
          message: `'${setting.key}' is also the beginning of '${longer[0]?.key ?? ''}'${others}; ${writer.consequence}.`,
          ...helpFor(setting, longer, target),
          ...(writer.severity === undefined ? {} : { severity: writer.severity }),
        };
      }
    },
  },
});

/** Each setting whose key is the beginning of others, with those. */
function beneath(settings: readonly SettingView[]): Iterable<readonly [SettingView, readonly SettingView[]]> {
  const known = new Map(settings.map((setting) => [setting.key, setting]));
  const lengths = new Set(settings.map(({ key }) => key.length));
  const pairs = settings.flatMap((longer) =>
    [...lengths]
      .filter((length) => longer.key[length] === '.')
      .flatMap((length) => known.get(longer.key.slice(0, length)) ?? [])
      .map((shorter) => ({ shorter, longer })),
  );
  return [...groupBy(pairs, ({ shorter }) => shorter)].map(([shorter, found]) => [
    shorter,
    found.map(({ longer }) => longer),
  ]);
}

/** The older of the two names can be replaced: mostly the shorter one, which Flink renamed for this very reason. */
function helpFor(
  shorter: SettingView,
  longer: readonly SettingView[],
  target: TargetView,
): { readonly help?: string; readonly fix?: Fix } {
  const older = [shorter, ...longer].find(({ status }) => status.kind === 'alias' && status.of.length === 1);
  const name = older?.status.kind === 'alias' ? older.status.of[0] : undefined;
  if (older === undefined || name === undefined) return {};
  const fix = older === shorter || longer.length === 1 ? renameKey(older, target) : undefined;
  return { help: `Write '${name}' in place of '${older.key}'.`, ...(fix === undefined ? {} : { fix }) };
}
