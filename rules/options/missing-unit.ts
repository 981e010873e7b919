import { defineRule, type SettingView, type TargetView } from '../../src/rule.js';

const BARE = /^\d+$/;

/** Milliseconds in the units that comments speak of. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milli\w*)$/i, 1],
  [/^(?:s|sec|secs|seconds?)$/i, 1_000],
  [/^(?:m|min|mins|minutes?)$/i, 60_000],
  [/^(?:h|hr|hrs|hours?)$/i, 3_600_000],
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
      const message = setting.expected === 'a memory size' ? memory(setting) : time(setting, target);
      if (message !== undefined) yield { at: setting.valueAt, message };
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

function time({ value, comment, expected, option }: SettingView, target: TargetView): string | undefined {
  if (expected !== 'a duration' && !target.countsMilliseconds(option ?? '')) return undefined;
  const unit = commentUnit(comment ?? '', Number(value));
  return unit === undefined ? undefined : `Flink takes '${value}' for milliseconds, and the comment says '${unit}'.`;
}

/** The unit that a comment names for the very number, or on its own; nothing if it agrees with milliseconds. */
function commentUnit(comment: string, value: number): string | undefined {
  const named = /(?:(\d+)\s*)?\b(ms|milli\w*|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b/i.exec(comment);
  if (named === null) return undefined;
  const [, number, unit = ''] = named;
  const factor = UNITS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
  if (factor === 1) return undefined;
  return number === undefined || Number(number) === value ? unit : undefined;
}
