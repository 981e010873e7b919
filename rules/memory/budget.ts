import { concernedKeys, isConflict } from '../../src/flink/memory/concerned.js';
import { lacksHeap } from '../../src/flink/memory/derive.js';
import { PROCESSES, refusalInWords, sizeInWords } from '../../src/flink/memory/words.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Memory that does not add up, so that a process does not start',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The sizes of a JobManager or TaskManager, set and default ones together, leave a part of its memory nothing, or ask for more than there is.',
    why: 'Flink derives every part from the total when the process starts, and refuses to start it with IllegalConfigurationException where the sum does not work out. A JobManager with less than 128 MiB of heap starts, and Flink warns of it.',
    fix: 'Raise the total, or lower the parts that are set; flinklint config --memory shows the sums.',
    references: ['ProcessMemoryUtils', 'JobManagerFlinkMemoryUtils', 'TaskExecutorFlinkMemoryUtils'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'jobmanager.memory.process.size: 512m\ntaskmanager.memory.process.size: 1728m\n',
        },
        finds: [
          {
            at: '512m',
            message:
              'The JobManager does not start: 512m − 256m metaspace − 192m overhead = 64m, which is not more than the 128m off-heap.',
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': 'jobmanager.memory.process.size: 1600m\ntaskmanager.memory.process.size: 768m\n',
        },
        finds: [
          {
            at: '768m',
            message:
              'The TaskManager does not start: 768m − 256m metaspace − 192m overhead = 320m, which is less than 128m framework heap + 128m framework off-heap + 128.0m managed + 64m network = 448.0m.',
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'jobmanager.memory.process.size: 1600m\ntaskmanager.memory.process.size: 1728m\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      for (const process of ['jobmanager', 'taskmanager'] as const) {
        const memory = target.processMemory(process);
        if (memory.kind === 'plan') {
          if (process === 'jobmanager' && lacksHeap(memory))
            yield* smallHeap(target, memory.flinkParts[0]?.bytes ?? 0n);
          continue;
        }
        if (memory.kind === 'unknown' || isElsewhere(memory.refusal)) continue;
        const [at, ...others] = concernedKeys(process, memory.refusal).flatMap((key) => target.settingOf(key) ?? []);
        if (at === undefined) continue;
        yield {
          at: { ...at.valueAt, key: at.option ?? at.key, value: at.value },
          related: others.map(({ valueAt }) => valueAt),
          message: `The ${PROCESSES[process]} does not start: ${refusalInWords(memory.refusal)}.`,
          ...helpFor(target, process),
        };
      }
    },
  },
});

type Refusal = Parameters<typeof refusalInWords>[0];

/** Refusals that other rules report. */
const isElsewhere = (refusal: Refusal): boolean =>
  refusal.reason === 'not-configured' ||
  refusal.reason === 'segment-size' ||
  (refusal.reason === 'range' && refusal.part === 'Network' && refusal.min > refusal.max) ||
  isConflict(refusal);

function helpFor(target: TargetView, process: keyof typeof PROCESSES): Pick<Draft, 'help'> {
  const enough = target.enoughMemory(process);
  return enough === undefined
    ? {}
    : { help: `Set ${enough.option} to at least ${sizeInWords(enough.bytes)}, or lower the parts that are set.` };
}

function* smallHeap(target: TargetView, heap: bigint): Iterable<Draft> {
  const size = ['heap', 'flink', 'process'].flatMap(
    (name) => target.settingOf(`jobmanager.memory.${name}.size`) ?? [],
  )[0];
  if (size === undefined || target.target.profile === 'development') return;
  yield {
    at: { ...size.valueAt, key: size.option ?? size.key, value: size.value },
    message: `'${size.value}' leaves the JobManager ${sizeInWords(heap)} of heap, and Flink recommends at least 128m.`,
    severity: 'warning',
    ...helpFor(target, 'jobmanager'),
  };
}
