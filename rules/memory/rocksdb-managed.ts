import { parseInt32 } from '../../src/flink/java-numbers.js';
import { sizeInWords } from '../../src/flink/memory/words.js';
import { backendKind } from '../../src/flink/state-backends.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

const WEIGHTS = 'taskmanager.memory.managed.consumer-weights';
const SIZE = 'taskmanager.memory.managed.size';
const FRACTION = 'taskmanager.memory.managed.fraction';

/** Those whose weights Flink reads; any other name is passed over. */
const CONSUMERS = ['STATE_BACKEND', 'OPERATOR', 'PYTHON'] as const;

export default defineRule({
  title: 'Managed memory that does not suit the state backend',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'RocksDB is to live on managed memory and gets none of it, by its weight or because there is none; with the profile strict also: managed memory that the hashmap backend does not use.',
    why: 'With a weight of 0, or without one, every task with state fails when it starts, and so it does when any weight is negative or no number. Without managed memory RocksDB runs with empty caches and write buffers, many times slower. The hashmap backend keeps state on the heap, so two fifths of the memory of Flink lie idle.',
    fix: 'Leave taskmanager.memory.managed.consumer-weights and taskmanager.memory.managed.fraction at their defaults for RocksDB; for hashmap set the fraction to 0 if no batch or Python job needs it.',
    references: [
      'ManagedMemoryUtils#convertToFractionOfSlot',
      'MemoryManager#computeMemorySize',
      'RocksDBSharedResourcesFactory',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'state.backend.type: rocksdb\ntaskmanager.memory.managed.consumer-weights: OPERATOR:70,STATE_BACKEND:0,PYTHON:30\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: 'OPERATOR:70,STATE_BACKEND:0,PYTHON:30',
            message:
              "Every task with state fails: RocksDB lives on managed memory, and its weight 'STATE_BACKEND' is 0.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'state.backend.type: rocksdb\njobmanager.memory.process.size: 1600m\ntaskmanager.memory:\n  process.size: 4g\n  managed.fraction: 0\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: '0',
            message: "RocksDB lives on managed memory, and '0' leaves it none for its caches and write buffers.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'state.backend.type: rocksdb\njobmanager.memory.process.size: 1600m\ntaskmanager.memory:\n  process.size: 4g\n  managed.fraction: 0.6\n',
        },
      },
      {
        files: {
          'conf/config.yaml':
            'state.backend.type: hashmap\njobmanager.memory.process.size: 1600m\ntaskmanager.memory:\n  process.size: 4g\n  managed.fraction: 0\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const backend = target.string('state.backend.type');
      if (!backend.known) return;
      const kind = backendKind(backend.value);
      if (kind === 'rocksdb' && usesManaged(target)) yield* rocksdb(target);
      if (kind === 'heap' && target.target.profile === 'strict') yield* idle(target);
    },
  },
});

/** `RocksDBMemoryConfiguration#isUsingManagedMemory`: a fixed size for each slot takes its place. */
function usesManaged(target: TargetView): boolean {
  const managed = target.setting('state.backend.rocksdb.memory.managed');
  const off = managed !== undefined && managed.value.toLowerCase() !== 'true';
  return !off && target.setting('state.backend.rocksdb.memory.fixed-per-slot') === undefined;
}

function* rocksdb(target: TargetView): Iterable<Draft> {
  const weights = target.map(WEIGHTS);
  const problem = weights.known && weights.set ? weightProblem(weights.entries) : undefined;
  if (problem !== undefined) {
    yield { at: weights.origin, message: `Every task with state fails: ${problem}.` };
    return;
  }
  const managed = target.setting(SIZE) === undefined ? target.double(FRACTION) : target.memory(SIZE);
  if (!managed.known || !managed.set || ('bytes' in managed ? managed.bytes : managed.value) !== 0) return;
  yield {
    at: managed.origin,
    message: `RocksDB lives on managed memory, and '${managed.text}' leaves it none for its caches and write buffers.`,
    severity: 'warning',
  };
}

/** Follows `ManagedMemoryUtils#getManagedMemoryUseCaseWeightsFromConfig`: where one weight counts, all are read. */
function weightProblem(weights: ReadonlyMap<string, string>): string | undefined {
  const state = weights.get('STATE_BACKEND');
  if (state === undefined)
    return "RocksDB lives on managed memory, and its weight 'STATE_BACKEND' is not among the weights";
  for (const name of CONSUMERS) {
    const text = weights.get(name) ?? '0';
    const weight = parseInt32(text);
    if (!weight.ok) return `Flink reads '${text}' as the weight '${name}', which is no integer`;
    if (weight.value < 0) return `Flink refuses the weight '${name}' of '${text}', for it is negative`;
  }
  return Number(state) === 0 ? "RocksDB lives on managed memory, and its weight 'STATE_BACKEND' is 0" : undefined;
}

function* idle(target: TargetView): Iterable<Draft> {
  const memory = target.processMemory('taskmanager');
  const managed = memory.kind === 'plan' ? memory.flinkParts.find(({ name }) => name === 'Managed Memory') : undefined;
  if (managed === undefined || managed.bytes === 0n) return;
  yield {
    at: target.double(FRACTION).origin,
    message: `The hashmap backend does not use the ${sizeInWords(managed.bytes)} of managed memory of each TaskManager.`,
    severity: 'info',
  };
}
