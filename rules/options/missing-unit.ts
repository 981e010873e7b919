import { replaceValue } from '../../src/flink/rewrites.js';
import { type Draft, defineRule, type SettingView, type TargetView } from '../../src/rule.js';

const BARE = /^\d+$/;

/** The units that comments speak of, as Flink writes them; milliseconds are what it takes a bare number for. */
const LABELS: readonly (readonly [RegExp, string])[] = [
  [/^(?:s|sec|secs|seconds?)$/i, 's'],
  [/^(?:m|min|mins|minutes?)$/i, 'min'],
  [/^(?:h|hr|hrs|hours?)$/i, 'h'],
];

const MEBIBYTE = 1024 * 1024;

export default defineRule({
  title: 'Number without the unit that was meant',
  severity: 'warning',
  confidence: 'medium',
  cost: 'restart',
  applies: { flink: '>=1.15' },
  docs: {
    what: 'A duration or memory size is a bare number, and a comment or its magnitude says that another unit was meant.',
    why: 'Flink takes a bare duration for milliseconds and a bare memory size for bytes.',
    fix: "Write the unit: '60 s', '4 gb'.",
    references: ['TimeUtils#parseDuration', 'MemorySize#parseBytes'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': 'execution.checkpointing.timeout: 600 # seconds\n' },
        finds: [
          {
            at: '600',
            message: "Flink takes '600' for milliseconds, and the comment says 'seconds'.",
          },
        ],
      },
      {
        files: { 'conf/flink-conf.yaml': 'taskmanager.memory.managed.size: 512\n' },
        finds: [{ at: '512', message: "Flink takes '512' for bytes, which is far too little for a memory pool." }],
      },
    ],
    good: [
      { files: { 'conf/flink-conf.yaml': 'heartbeat.timeout: 30000   # 30 seconds\n' } },
      { files: { 'conf/flink-conf.yaml': 'taskmanager.memory.managed.size: 512m\n' } },
    ],
  },
  check: {
    *setting(setting, { target }) {
      if (!BARE.test(setting.value) || Number(setting.value) === 0) return;
      if (setting.expected === 'a memory size') {
        const message = memory(setting);
        if (message !== undefined) yield { at: setting.valueAt, message };
      } else yield* time(setting, target);
    },
  },
});

/** Pools of memory are never smaller than a mebibyte; buffers and pages are. */
function memory({ value, option = '' }: SettingView): string | undefined {
  if (!/\.memory\..*(?:size|min|max)$|\.heap\.size$/.test(option) || /segment|buffer|page/.test(option))
    return undefined;
  if (Number(value) >= MEBIBYTE) return undefined;
  return `Flink takes '${value}' for bytes, which is far too little for a memory pool.`;
}

function* time(setting: SettingView, target: TargetView): Iterable<Draft> {
  const { value, comment, expected, option } = setting;
  if (expected !== 'a duration' && !target.countsMilliseconds(option ?? '')) return;
  const unit = commentUnit(comment ?? '', Number(value));
  if (unit === undefined) return;
  const label = LABELS.find(([pattern]) => pattern.test(unit))?.[1];
  // An option that counts milliseconds takes no unit; and what runs changes a thousandfold, so somebody has to look.
  const fix =
    expected === 'a duration' && label !== undefined ? replaceValue(setting, `${value} ${label}`, 'unsafe') : undefined;
  const message = `Flink takes '${value}' for milliseconds, and the comment says '${unit}'.`;
  yield { at: setting.valueAt, message, ...(fix === undefined ? {} : { fix }) };
}

/** The unit that a comment names for the very number, or on its own; nothing if it agrees with milliseconds. */
function commentUnit(comment: string, value: number): string | undefined {
  const named = /(?:(?<!\d)(\d+)\s*)?\b(ms|milli\w*|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b/i.exec(comment);
  if (named === null) return undefined;
  const [, number, unit = ''] = named;
  if (!LABELS.some(([pattern]) => pattern.test(unit))) return undefined;
  return number === undefined || Number(number) === value ? unit : undefined;
}
