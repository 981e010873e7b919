import { undoubled } from '../../src/flink/nearest.js';
import { isForFork } from '../../src/flink/operator-forks.js';
import { type Draft, defineRule, type SettingView, type Severity, type TargetView } from '../../src/rule.js';

/** Options that name a class of the user's own, and the keys that such a class may read. */
const OPEN_BY_CLASS: readonly (readonly [option: string, prefix: string])[] = [
  ['state.backend.rocksdb.options-factory', 'state.backend.rocksdb.'],
  ['state.backend.forst.options-factory', 'state.backend.forst.'],
  ['state.backend.type', 'state.backend.'],
  ['state.backend', 'state.backend.'],
  ['high-availability.type', 'high-availability.'],
  ['high-availability', 'high-availability.'],
  ['execution.checkpointing.storage', 'execution.checkpointing.'],
  ['state.checkpoint-storage', 'state.'],
];

/** First segments of keys that belong into a logging configuration. */
const LOGGING = new Set(['logger', 'appender', 'rootLogger', 'log4j', 'loggers', 'appenders']);
const LOGGING_HELP = 'Move it into log4j.properties or log4j-console.properties; Flink reads no logging settings here.';

export default defineRule({
  title: 'Key that Flink does not know',
  severity: 'error',
  cost: 'restart',
  applies: { flink: '>=1.15' },
  docs: {
    what: 'A key is no option of the Flink version in use, no older spelling of one, and belongs to no open family such as metrics.reporter.<name>.*.',
    why: 'Flink never reports unknown keys: a misspelt option silently keeps its default.',
    fix: 'Correct the spelling, or declare keys of your own under options.allow in .flinklint.yaml.',
    references: ['Configuration#getRawValueFromOption'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\nexecution.checkpointing.intervall: 1 min\n' },
        finds: [
          {
            at: 'execution.checkpointing.intervall',
            message:
              "Flink has no option 'execution.checkpointing.intervall'; did you mean 'execution.checkpointing.interval'?",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\ntaskmanager.numberoftaskslots: 4\n' },
        finds: [
          {
            at: 'taskmanager.numberoftaskslots',
            message:
              "Flink has no option 'taskmanager.numberoftaskslots'; did you mean 'taskmanager.numberOfTaskSlots'?",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'rest.port: 8081\nmetrics.reporter.prom.port: 9249\n' } },
      {
        files: {
          'conf/config.yaml':
            'rest.port: 8081\nstate.backend.rocksdb.options-factory: com.acme.Tuned\nstate.backend.rocksdb.acme.bloom: 10\n',
        },
      },
    ],
  },
  check: {
    *setting(setting, { target }) {
      const { key, keyAt, status } = setting;
      if (status.kind !== 'unknown' || hasTemplate(key) || isReadByOwnClass(setting, target)) return;
      // Confluent Cloud has options of its own in place of Flink's.
      if (target.target.platform === 'confluent' && setting.layer.name === 'sql') return;
      if (isNestedInLegacy(setting)) return;
      if (isLogging(setting)) {
        const alike = target.settings.filter((other) => other.layer === setting.layer && isLogging(other));
        for (const draft of ofFamily(setting, alike, 'configure logging')) yield { ...draft, help: LOGGING_HELP };
        return;
      }
      const [nearest] = target.nearest(key);
      if (nearest === undefined) {
        const severity =
          target.nearest(`${key.split('.')[0]}.`).length === 0 && !isFlinksSegment(key) ? 'info' : 'warning';
        yield* unlike(setting, target, severity);
        return;
      }
      const certain = sameButForStyle(undoubled(key), nearest);
      yield {
        at: keyAt,
        message: `Flink has no option '${key}'; did you mean '${nearest}'?`,
        help: `Write '${nearest}', or declare '${key}' under options.allow in .flinklint.yaml.`,
        ...(certain ? {} : { severity: 'warning' }),
      };
    },
  },
});

/** Keys of one make before they are taken for a family of somebody's own, of which one finding speaks. */
const FAMILY = 3;

/** Nobody misspells so many keys beyond recognition: they are those of a fork, or of software that reads the same file. */
const FORK = 12;

const isLogging = ({ key, status }: SettingView): boolean =>
  status.kind === 'unknown' && LOGGING.has(key.split('.')[0] ?? '');

/** A key that is like no other, said once for all that begin as none of Flink's options does. */
function* unlike(setting: SettingView, target: TargetView, usual: Severity): Iterable<Draft> {
  const family = foreignPrefix(setting.key, target);
  const strange = target.settings.filter(
    (other) =>
      other.layer === setting.layer && other.status.kind === 'unknown' && target.nearest(other.key).length === 0,
  );
  const alike = strange.filter((other) => family !== undefined && other.key.startsWith(family));
  const severity = strange.length < FORK && !isOfFork(target) ? usual : 'info';
  for (const draft of ofFamily(setting, alike, `begin with '${family}'`)) yield { ...draft, severity };
}

/** A vendor that has an operator of its own has options of its own too. */
const isOfFork = ({ target: { resource } }: TargetView): boolean => resource !== undefined && isForFork(resource);

/** A key, or the first of several with what they have in common. */
function* ofFamily({ key, keyAt }: SettingView, alike: readonly SettingView[], common: string): Iterable<Draft> {
  if (alike.length < FAMILY) {
    yield { at: keyAt, message: `Flink has no option '${key}'.`, severity: 'warning' };
  } else if (alike[0]?.keyAt.start === keyAt.start) {
    const related = alike.slice(1).map((other) => ({ at: other.keyAt, message: `Nor '${other.key}'.` }));
    const message = `Flink has no option '${key}', nor the ${alike.length - 1} others here that ${common}.`;
    yield { at: keyAt, message, severity: 'warning', related };
  }
}

/** The shortest beginning of a key, to a dot, with which no option begins. */
function foreignPrefix(key: string, target: TargetView): string | undefined {
  const parts = key.split('.');
  const prefixes = parts.slice(0, -1).map((_, index) => `${parts.slice(0, index + 1).join('.')}.`);
  return prefixes.find((prefix) => !target.begins(prefix));
}

/** Case and the choice between `-` and `_` are what people get wrong without noticing; Flink compares to the letter. */
const sameButForStyle = (a: string, b: string): boolean => styled(a) === styled(b);

const styled = (key: string): string => key.toLowerCase().replaceAll('_', '-');

const hasTemplate = (key: string): boolean => /[{}<>$@%]/.test(key);

/** First segments under which only Flink's own options stand. */
const FLINKS =
  /^(?:jobmanager|taskmanager|jobstore|execution|state|high-availability|restart-strategy|pipeline|parallelism|rest|web|historyserver|blob|akka|pekko|heartbeat|resourcemanager|slotmanager|slot|cluster|kubernetes|yarn|security|metrics|table|classloader|io|process|queryable-state|client|task|job-result-store|scheduler-mode|python|sql-client|sql-gateway)\b/;

const isFlinksSegment = (key: string): boolean => FLINKS.test(key);

function isReadByOwnClass({ key }: SettingView, target: TargetView): boolean {
  return OPEN_BY_CLASS.some(
    ([option, prefix]) =>
      key.startsWith(prefix) && target.settings.some((other) => other.key === option && isOwnClass(other.value)),
  );
}

/** What files/nested-in-legacy says of the parent explains what stands below it. */
const isNestedInLegacy = ({ layer, keyAt }: SettingView): boolean =>
  layer.facts?.faults.some(
    ({ kind, at, ...fault }) =>
      kind === 'nested-in-legacy' &&
      // What lies between is a parent too, which FLINK_PROPERTIES sets like everything else.
      at.start <= keyAt.start &&
      keyAt.start <= Math.max(...('children' in fault ? fault.children.map((child) => child.at.start) : [])),
  ) === true;

const isOwnClass = (value: string): boolean =>
  /^[\w$]+(?:\.[\w$]+)+$/.test(value) && !value.startsWith('org.apache.flink.');
