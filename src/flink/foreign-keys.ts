import type { Layer } from '../model/target.js';
import type { SettingView } from '../model/view.js';

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

/** What keys begin with that a class of the user's own may read, by the settings that name one. */
export const prefixesOfOwnClasses = (settings: readonly SettingView[]): readonly string[] =>
  OPEN_BY_CLASS.filter(([option]) => settings.some(({ key, value }) => key === option && isOwnClass(value))).map(
    ([, prefix]) => prefix,
  );

const isOwnClass = (value: string): boolean =>
  /^[\w$]+(?:\.[\w$]+)+$/.test(value) && !value.startsWith('org.apache.flink.');

/** First segments of keys that belong into a logging configuration. */
const LOGGING = new Set(['logger', 'appender', 'rootLogger', 'log4j', 'loggers', 'appenders']);

/** Whether a key is one of Log4j's that has strayed into Flink's configuration. */
export const isLoggingKey = (key: string): boolean => LOGGING.has(key.split('.', 1)[0] ?? '');

/** First segments under which only Flink's own options stand. */
const FLINKS =
  /^(?:jobmanager|taskmanager|jobstore|execution|state|high-availability|restart-strategy|pipeline|parallelism|rest|web|historyserver|blob|akka|pekko|heartbeat|resourcemanager|slotmanager|slot|cluster|kubernetes|yarn|security|metrics|table|classloader|io|process|queryable-state|client|task|job-result-store|scheduler-mode|python|sql-client|sql-gateway)\b/;

/** Whether a key stands where only Flink's own options do. */
export const isFlinksSegment = (key: string): boolean => FLINKS.test(key);

/**
 * The settings of a layer that do not stand below a parent which Flink's older grammar does not know: what
 * files/nested-in-legacy says of the parent explains them. `FLINK_PROPERTIES` sets parents like everything else.
 */
export function outsideNesting(settings: readonly SettingView[], { facts }: Layer): readonly SettingView[] {
  const nests = (facts?.faults ?? []).flatMap((fault) =>
    fault.kind === 'nested-in-legacy'
      ? [{ start: fault.at.start, end: fault.children.reduce((last, { at }) => Math.max(last, at.start), 0) }]
      : [],
  );
  if (nests.length === 0) return settings;
  // Both are in the order of the file, and nests do not overlap.
  let next = 0;
  let end = -1;
  return settings.filter(({ keyAt: { start } }) => {
    for (let nest = nests[next]; nest !== undefined && nest.start <= start; nest = nests[++next]) end = nest.end;
    return start > end;
  });
}
