import { concernedKeys, isConflict } from '../../src/flink/memory/concerned.js';
import { processKeys } from '../../src/flink/memory/derive.js';
import { LEGACY_HEAP } from '../../src/flink/memory/legacy-heap.js';
import { PROCESSES, refusalInWords, sizeInWords } from '../../src/flink/memory/words.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Sizes that say the same thing twice',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'Both the whole process and the memory of Flink in it are sized, or such a total and all of its parts.',
    why: 'What is between the two sizes has to be what the remaining parts may be, else Flink refuses to start the process. Where it is by chance, the next change of one of them breaks it.',
    fix: 'Keep one: process.size in a container, flink.size elsewhere.',
    references: [
      'ProcessMemoryUtils#deriveJvmMetaspaceAndOverheadFromTotalFlinkMemory',
      'JobManagerFlinkMemoryUtils#deriveFromRequiredFineGrainedOptions',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'jobmanager.memory.process.size: 1600m\ntaskmanager.memory:\n  process.size: 4g\n  flink.size: 4g\n',
        },
        finds: [
          {
            at: '4g',
            message:
              'The TaskManager does not start: 4096m Flink memory + 256m metaspace = 4352m, which is more than the 4096m of the whole process.',
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'jobmanager.memory.process.size: 1600m\ntaskmanager.memory:\n  process.size: 4g\n  flink.size: 3g\n',
        },
        finds: [
          {
            at: '3g',
            message:
              "Both '4g' for the whole TaskManager and '3g' for Flink in it are set: 768m are left for the JVM overhead, whatever its fraction.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'jobmanager.memory.process.size: 1600m\ntaskmanager.memory.flink.size: 3g\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      for (const process of ['jobmanager', 'taskmanager'] as const) {
        const memory = target.processMemory(process);
        if (memory.kind === 'plan') yield* accepted(target, process, memory.jvmParts[1]?.bytes ?? 0n);
        if (memory.kind !== 'refused' || !isConflict(memory.refusal)) continue;
        const [at, ...others] = concernedKeys(process, memory.refusal).flatMap((key) => target.settingOf(key) ?? []);
        if (at === undefined) continue;
        yield {
          at: { ...at.valueAt, key: at.option ?? at.key, value: at.value },
          related: others.map(({ valueAt }) => valueAt),
          message: `The ${PROCESSES[process]} does not start: ${refusalInWords(memory.refusal)}.`,
        };
      }
    },
  },
});

/** Two totals that fit, unless one of them is an old heap size, which has a rule of its own. */
function* accepted(target: TargetView, process: keyof typeof PROCESSES, overhead: bigint): Iterable<Draft> {
  const { flink, process: whole } = processKeys(process);
  const [inner, outer] = [target.settingOf(flink), target.settingOf(whole)];
  if (inner === undefined || outer === undefined || target.settingOf(LEGACY_HEAP[process].size) !== undefined) return;
  yield {
    at: { ...inner.valueAt, key: flink, value: inner.value },
    related: [outer.valueAt],
    message: `Both '${outer.value}' for the whole ${PROCESSES[process]} and '${inner.value}' for Flink in it are set: ${sizeInWords(overhead)} are left for the JVM overhead, whatever its fraction.`,
    severity: 'warning',
  };
}
