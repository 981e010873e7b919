import { type ClusterLimits, clusterLimits, contradiction, type Limited } from '../../src/flink/cluster-limits.js';
import { startsWorkers } from '../../src/flink/platforms.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Numbers of slots, or limits of a cluster, that Flink refuses',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A TaskManager has less than one slot or no CPU, or the least slots, CPU or memory of the cluster do not fit below the most.',
    why: 'Flink checks these numbers when a process starts, and ends it. The limits of the whole cluster are checked on YARN and native Kubernetes, where Flink starts its TaskManagers itself; a standalone cluster ignores them. A limit of CPU or memory that is not set follows from that of slots.',
    fix: 'Keep taskmanager.numberOfTaskSlots at 1 or more, and slotmanager.number-of-slots.min at most slotmanager.number-of-slots.max, with a multiple of the slots of a TaskManager between them; and the same for the CPU and the memory of the cluster.',
    references: [
      'ConfigurationParserUtils#getSlot',
      'SlotManagerConfiguration',
      'TaskExecutorProcessUtils#getCpuCoresWithFallback',
      'ActiveResourceManagerFactory#createStartWorkerFailureRater',
      'StandaloneResourceManagerFactory',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'taskmanager:\n  numberOfTaskSlots: 0\n  memory.process.size: 2 gb\n' },
        finds: [{ at: '0', message: "Flink refuses '0' slots: a TaskManager must have at least one." }],
      },
      {
        files: {
          'conf/config.yaml':
            'yarn.application.name: orders\ntaskmanager.memory.process.size: 2 gb\nslotmanager.number-of-slots:\n  min: 8\n  max: 4\n',
        },
        finds: [{ at: '8', message: "Flink refuses at least '8' slots: there may be at most '4'." }],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'yarn.application.name: orders\ntaskmanager:\n  numberOfTaskSlots: 4\n  memory.process.size: 2 gb\nslotmanager.number-of-slots:\n  min: 4\n  max: 8\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const slots = target.int('taskmanager.numberOfTaskSlots');
      const cores = target.double('taskmanager.cpu.cores');
      if (slots.known && slots.value < 1) {
        const message = `Flink refuses '${slots.text}' slots: a TaskManager must have at least one.`;
        yield { at: slots.origin, message };
      } else if (cores.known && cores.value <= 0) {
        const message = `Flink refuses '${cores.text}' CPU cores: a TaskManager must have more than 0.`;
        yield { at: cores.origin, message };
      } else {
        const redundant = target.int('slotmanager.redundant-taskmanager-num');
        if (redundant.known && redundant.value < 0) {
          const message = `Flink refuses '${redundant.text}' redundant TaskManagers: the number must not be negative.`;
          yield { at: redundant.origin, message };
        }
        // A standalone cluster drops the limits.
        if (startsWorkers(target)) yield* limits(target);
      }
    },
  },
});

type Kind = keyof ClusterLimits;

/** How amounts are told: those that are set, and those that follow from a number of slots. */
const WORDS: Readonly<Record<Kind, readonly [set: string, follows: string]>> = {
  slots: ['slots', 'the slots'],
  cpu: ['CPU cores', 'the CPU'],
  memory: ['of memory', 'the memory'],
};

function* limits(target: TargetView): Iterable<Draft> {
  const rate = target.double('resourcemanager.start-worker.max-failure-rate');
  if (rate.known && rate.value <= 0) {
    const message = `Flink refuses the rate '${rate.text}' of TaskManagers that fail to start: it must be greater than 0.`;
    yield { at: rate.origin, message };
  }
  const read = clusterLimits(target);
  if (read === undefined) return;
  const { slots, cpu, memory } = read;
  const refused = refusal('slots', slots, slots);
  if (refused !== undefined) yield refused;
  // What follows from limits of slots that are refused is no fault of its own.
  const follow = refused === undefined ? slots : { ...slots, min: undefined, max: undefined };
  for (const [kind, limited] of [['cpu', cpu] as const, ['memory', memory] as const]) {
    const draft = limited === undefined ? undefined : refusal(kind, limited, follow);
    if (draft !== undefined) yield draft;
  }
}

function refusal(kind: Kind, limited: Limited, slots: Limited): Draft | undefined {
  const { min, max } = limited;
  const [words, follows] = WORDS[kind];
  if (max !== undefined && max.amount < (kind === 'slots' ? 1n : 0n)) {
    const why = kind === 'slots' ? 'there must be at least one' : 'the number must not be negative';
    return { at: max.origin, message: `Flink refuses at most '${max.text}' ${words}: ${why}.` };
  }
  if (min !== undefined && min.amount < 0n) {
    const message = `Flink refuses at least '${min.text}' ${words}: the number must not be negative.`;
    return { at: min.origin, message };
  }
  const wrong = contradiction(limited, slots);
  if (wrong === undefined) return undefined;
  const { why, lower, upper } = wrong;
  const from = lower === min ? `'${lower.text}' ${words}` : `${follows} of '${lower.text}' slots`;
  const to = upper === max ? `'${upper.text}'` : `that of '${upper.text}' slots`;
  const message =
    why === 'crossed'
      ? `Flink refuses at least ${from}: there may be at most ${to}.`
      : `Flink refuses from ${from} to ${to}: no number of TaskManagers with '${String(slots.ofWorker)}' slots each lies between them.`;
  return { at: lower.origin, related: [upper.origin], message };
}
