import { isFlinksSegment, isLoggingKey, outsideNesting, prefixesOfOwnClasses } from '../../src/flink/foreign-keys.js';
import { undoubled } from '../../src/flink/nearest.js';
import { isForFork } from '../../src/flink/operator-forks.js';
import { groupBy } from '../../src/group-by.js';
import { type Draft, defineRule, type SettingView, type TargetView } from '../../src/rule.js';

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
    *target(target) {
      const open = prefixesOfOwnClasses(target.settings);
      const unknown = target.settings.filter(
        ({ key, status, layer }) =>
          status.kind === 'unknown' &&
          !hasTemplate(key) &&
          !open.some((prefix) => key.startsWith(prefix)) &&
          !isConfluents(layer, target),
      );
      for (const [layer, settings] of groupBy(unknown, (setting) => setting.layer)) {
        const judged = outsideNesting(settings, layer);
        const others = judged.filter(({ key }) => !isLoggingKey(key));
        const like = ({ key }: SettingView): string | undefined => target.nearest(key)[0];
        yield* misplaced(judged.filter(({ key }) => isLoggingKey(key)));
        for (const setting of others) yield* misspelt(setting, like(setting));
        yield* strange(
          others.filter((setting) => like(setting) === undefined),
          target,
        );
      }
    },
  },
});

/** Confluent Cloud has options of its own in place of Flink's. */
const isConfluents = ({ name }: SettingView['layer'], { target }: TargetView): boolean =>
  target.platform === 'confluent' && name === 'sql';

const hasTemplate = (key: string): boolean => /[{}<>$@%]/.test(key);

function* misplaced(logging: readonly SettingView[]): Iterable<Draft> {
  for (const group of grouped(logging)) yield { ...noOption(group, 'configure logging'), help: LOGGING_HELP };
}

function* misspelt({ key, keyAt }: SettingView, meant: string | undefined): Iterable<Draft> {
  if (meant === undefined) return;
  yield {
    at: keyAt,
    message: `Flink has no option '${key}'; did you mean '${meant}'?`,
    help: `Write '${meant}', or declare '${key}' under options.allow in .flinklint.yaml.`,
    ...(sameButForStyle(undoubled(key), meant) ? {} : { severity: 'warning' }),
  };
}

/** Case and the choice between `-` and `_` are what people get wrong without noticing; Flink compares to the letter. */
const sameButForStyle = (a: string, b: string): boolean => styled(a) === styled(b);

const styled = (key: string): string => key.toLowerCase().replaceAll('_', '-');

/** Nobody misspells so many keys beyond recognition: they are those of a fork, or of software that reads the same file. */
const FORK = 12;

/** Keys that are like no other, said once for all that begin as none of Flink's options does. */
function* strange(settings: readonly SettingView[], target: TargetView): Iterable<Draft> {
  const ofFork = settings.length >= FORK || isOfFork(target);
  for (const [prefix, family] of groupBy(settings, ({ key }) => foreignPrefix(key, target))) {
    for (const group of prefix === undefined ? family.map(alone) : grouped(family)) {
      const draft = noOption(group, `begin with '${prefix}'`);
      yield ofFork || !isLikeFlinks(group[0].key, target) ? { ...draft, severity: 'info' } : draft;
    }
  }
}

/** A vendor that has an operator of its own has options of its own too. */
const isOfFork = ({ target: { resource } }: TargetView): boolean => resource !== undefined && isForFork(resource);

const isLikeFlinks = (key: string, target: TargetView): boolean =>
  isFlinksSegment(key) || target.nearest(`${key.split('.', 1)[0]}.`).length > 0;

/** The shortest beginning of a key, to a dot, with which no option begins. */
function foreignPrefix(key: string, target: TargetView): string | undefined {
  for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) {
    const prefix = key.slice(0, dot + 1);
    if (!target.begins(prefix)) return prefix;
  }
  return undefined;
}

/** Settings of which one finding speaks. */
type Group = readonly [SettingView, ...SettingView[]];

/** Keys of one make before they are taken for a family of somebody's own, of which one finding speaks. */
const FAMILY = 3;

function grouped(settings: readonly SettingView[]): readonly Group[] {
  const [first, ...others] = settings;
  return first === undefined || settings.length < FAMILY ? settings.map(alone) : [[first, ...others]];
}

const alone = (setting: SettingView): Group => [setting];

/** @param common what several keys have in common */
function noOption([{ key, keyAt }, ...others]: Group, common: string): Draft {
  if (others.length === 0) return { at: keyAt, message: `Flink has no option '${key}'.`, severity: 'warning' };
  const related = others.map((other) => ({ at: other.keyAt, message: `Nor '${other.key}'.` }));
  const message = `Flink has no option '${key}', nor the ${others.length} others here that ${common}.`;
  return { at: keyAt, message, severity: 'warning', related };
}
