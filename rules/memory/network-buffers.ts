import { isSegmentSize } from '../../src/flink/memory/taskmanager.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

const SEGMENT = 'taskmanager.memory.segment-size';
const SMALLEST = 'taskmanager.memory.min-segment-size';
const STARTING = 'taskmanager.memory.starting-segment-size';
const TARGET = 'taskmanager.network.memory.buffer-debloat.target';

/** Counts with the least that Flink takes. */
const COUNTS = [
  ['taskmanager.network.memory.buffer-debloat.samples', 1],
  ['taskmanager.network.memory.read-buffer.required-per-gate.max', 1],
  ['taskmanager.network.memory.floating-buffers-per-gate', 1],
  ['taskmanager.network.memory.buffers-per-channel', 0],
] as const;

export default defineRule({
  title: 'Network buffers that the TaskManager refuses',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The size of memory segments, the bounds of network memory, or an option of buffer debloating breaks a bound that Flink enforces.',
    why: 'A TaskManager checks them when it starts its network stack, those of buffer debloating also where that is off, and does not start; of several it only says IllegalArgumentException.',
    fix: 'Use a segment size that is a power of two of at least 4 kb, with min-segment-size <= starting-segment-size <= segment-size.',
    references: [
      'ConfigurationParserUtils#getPageSize',
      'NettyShuffleEnvironmentConfiguration#fromConfiguration',
      'BufferDebloatConfiguration#fromConfiguration',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'taskmanager.memory.segment-size: 48kb\n' },
        finds: [
          {
            at: '48kb',
            message: "The TaskManager does not start: the segment size '48kb' is not a power of two of at least 4 kb.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'taskmanager.memory.network:\n  min: 1g\n  max: 512m\n' },
        finds: [
          {
            at: '1g',
            message: "The TaskManager does not start: the network's minimum of '1g' is above its maximum of '512m'.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'taskmanager.memory:\n  segment-size: 64kb\n  network:\n    min: 256m\n    max: 1g\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      yield* segments(target);
      for (const [option, least] of COUNTS) {
        const count = target.int(option);
        if (!count.known || !count.set || count.value >= least) continue;
        yield refused(count.origin, `'${option}' is '${count.text}' and must be at least ${least}`);
      }
      const latency = target.duration(TARGET);
      if (latency.known && latency.set && latency.ms <= 0) {
        yield refused(latency.origin, `the target '${latency.text}' of buffer debloating must be at least 1 ms`);
      }
      yield* bounds(target);
    },
  },
});

const refused = (at: Draft['at'], why: string): Draft => ({ at, message: `The TaskManager does not start: ${why}.` });

function* bounds(target: TargetView): Iterable<Draft> {
  const [min, max] = [target.memory('taskmanager.memory.network.min'), target.memory('taskmanager.memory.network.max')];
  if (!min.known || !max.known || min.bytes <= max.bytes) return;
  const [at, other] = min.set ? [min, max] : [max, min];
  const why = `the network's minimum of '${min.text}' is above its maximum of '${max.text}'`;
  yield { ...refused(at.origin, why), related: other.set ? [other.origin] : [] };
}

function* segments(target: TargetView): Iterable<Draft> {
  const [segment, smallest, starting] = [target.memory(SEGMENT), target.memory(SMALLEST), target.memory(STARTING)];
  if (segment.known && segment.set && !isSegmentSize(BigInt(segment.bytes))) {
    yield refused(segment.origin, `the segment size '${segment.text}' is not a power of two of at least 4 kb`);
    return;
  }
  if (smallest.known && smallest.bytes === 0) {
    yield refused(smallest.origin, `the smallest segment '${smallest.text}' must be larger than 0`);
  }
  const ordered = [
    ['smallest segment', smallest, 'starting one', starting],
    ['starting segment', starting, 'segment size', segment],
    ['smallest segment', smallest, 'segment size', segment],
  ] as const;
  for (const [lower, a, upper, b] of ordered) {
    if (!a.known || !b.known || !(a.set || b.set) || a.bytes <= b.bytes) continue;
    const at = a.set ? a : b;
    yield {
      ...refused(at.origin, `the ${lower} '${a.text}' is larger than the ${upper} '${b.text}'`),
      related: [a.origin, b.origin].filter((place) => place !== at.origin),
    };
    return;
  }
}
