import { isAbsolute } from '../../src/flink/paths.js';
import { acceptsRatios, acceptsTimerCache, POSITIVE_COUNTS, POSITIVE_SIZES } from '../../src/flink/rocksdb.js';
import { backendKind } from '../../src/flink/state-backends.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

const OVERLAP = 'state.backend.rocksdb.restore-overlap-fraction-threshold';
const LOGS = 'state.backend.rocksdb.log.dir';
const TIMERS = 'state.backend.rocksdb.timer-service.cache-size';

export default defineRule({
  title: "RocksDB's memory unbounded, or options that RocksDB refuses",
  severity: 'error',
  cost: 'restart',
  docs: {
    what: "RocksDB's ratios, counts, sizes or log directory break the bounds of Flink's state backend, or its memory options leave it without a bound or contradict each other.",
    why: 'Flink refuses every job with such a backend. Without managed memory or a fixed size each state grows its own caches, until the container is killed; of several bounds Flink takes one and ignores the others.',
    fix: 'Leave state.backend.rocksdb.memory.managed at true and give the TaskManager managed memory, or set state.backend.rocksdb.memory.fixed-per-slot.',
    references: [
      'RocksDBMemoryConfiguration#validate',
      'RocksDBConfigurableOptions#checkArgumentValid',
      'RocksDBSharedResourcesFactory#from',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'state.backend:\n  type: rocksdb\n  rocksdb.memory:\n    write-buffer-ratio: 0.7\n    high-prio-pool-ratio: 0.4\n',
        },
        finds: [
          {
            at: '0.7',
            message:
              "Flink refuses every job with RocksDB: the write buffer ratio '0.7' and the high priority pool ratio '0.4' take more than the whole cache.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': 'state.backend:\n  type: rocksdb\n  rocksdb.memory.managed: false\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          { at: 'false', message: "RocksDB's memory has no bound: managed memory is off, and no fixed size is set." },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'state.backend:\n  type: rocksdb\n  rocksdb:\n    memory.managed: false\n    memory.fixed-per-slot: 512 mb\n    thread.num: 4\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const backend = target.string('state.backend.type');
      if (backend.known && backendKind(backend.value) !== 'rocksdb') return;
      // Jobs may choose another backend where none is known here.
      const lowered = backend.known ? {} : ({ severity: 'warning' } as const);
      for (const draft of refused(target)) yield { ...draft, ...lowered };
      yield* bounds(target);
    },
  },
});

function* refused(target: TargetView): Iterable<Draft> {
  const writeBuffers = target.double('state.backend.rocksdb.memory.write-buffer-ratio');
  const highPriority = target.double('state.backend.rocksdb.memory.high-prio-pool-ratio');
  const help = 'Choose ratios w and h with 2w / (3 - w) + h below 1; the defaults are 0.5 and 0.1.';
  if (writeBuffers.known && highPriority.known && !acceptsRatios(writeBuffers.value, highPriority.value)) {
    const message = `Flink refuses every job with RocksDB: the write buffer ratio '${writeBuffers.text}' and the high priority pool ratio '${highPriority.text}' take more than the whole cache.`;
    yield { at: writeBuffers.set ? writeBuffers.origin : highPriority.origin, message, help };
  } else if (writeBuffers.known && !highPriority.known && !acceptsRatios(writeBuffers.value, 0)) {
    // Jobs may choose the other ratio, and none makes up for this one.
    const message = `Flink refuses every job with RocksDB: the write buffer ratio '${writeBuffers.text}' takes more than the whole cache.`;
    yield { at: writeBuffers.origin, message, help };
  }
  for (const key of POSITIVE_COUNTS) {
    const count = target.int(key);
    if (count.known && count.value <= 0) yield refusal(key, count, 'it must be greater than 0');
  }
  for (const key of POSITIVE_SIZES) {
    const size = target.memory(key);
    if (size.known && size.bytes <= 0) yield refusal(key, size, 'it must be greater than 0');
  }
  yield* others(target);
}

function* others(target: TargetView): Iterable<Draft> {
  const threshold = target.double(OVERLAP);
  const logs = target.string(LOGS);
  const timers = target.enum('state.backend.rocksdb.timer-service.factory');
  const cache = target.int(TIMERS);
  if (cache.known && !acceptsTimerCache(cache.value) && timers.known && timers.value === 'ROCKSDB') {
    yield refusal(TIMERS, cache, 'it must be greater than 0');
  }
  if (threshold.known && !(threshold.value >= 0 && threshold.value <= 1)) {
    yield refusal(OVERLAP, threshold, 'it must lie between 0 and 1');
  }
  if (logs.known && !isAbsolute(logs.value)) yield refusal(LOGS, logs, 'it must be an absolute path');
}

const refusal = (
  key: string,
  { text, origin }: { readonly text: string; readonly origin: Draft['at'] },
  why: string,
) => ({
  at: origin,
  message: `Flink refuses every job with RocksDB: '${key}' is '${text}', and ${why}.`,
  help: `Remove ${key} for Flink's own choice, or correct it.`,
});

/** Of the fixed size of a slot, managed memory and the fixed size of a TaskManager the first one counts. */
function* bounds(target: TargetView): Iterable<Draft> {
  const managed = target.boolean('state.backend.rocksdb.memory.managed');
  const perSlot = target.memory('state.backend.rocksdb.memory.fixed-per-slot');
  const perProcess = target.memory('state.backend.rocksdb.memory.fixed-per-tm');
  if (perSlot.known && perProcess.known) {
    const message = `Flink ignores the size '${perProcess.text}' of a TaskManager: the size '${perSlot.text}' of a slot comes first.`;
    yield { at: perProcess.origin, related: [perSlot.origin], message, severity: 'warning' };
  } else if (perProcess.known && managed.known && managed.value && !perSlot.set) {
    const message = `Flink ignores the fixed size '${perProcess.text}': managed memory is on and comes first.`;
    const help =
      'Set state.backend.rocksdb.memory.managed to false, or remove state.backend.rocksdb.memory.fixed-per-tm.';
    yield { at: perProcess.origin, message, help, severity: 'warning' };
  } else if (managed.known && !managed.value && !perSlot.set && !perProcess.set) {
    if (target.target.profile === 'development') return;
    const certain = !perSlot.known && perSlot.absent && !perProcess.known && perProcess.absent;
    const message = "RocksDB's memory has no bound: managed memory is off, and no fixed size is set.";
    yield { at: managed.origin, message, severity: certain ? 'warning' : 'info' };
  }
}
