import { backendKind } from '../../src/flink/state-backends.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'RocksDB without incremental checkpoints',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'The state backend is RocksDB, and incremental checkpoints are off.',
    why: 'RocksDB is chosen for large state, and without this option every checkpoint uploads all of it again: checkpoints grow slower with the state until they time out.',
    fix: 'Set execution.checkpointing.incremental to true; a job can be restarted with it from any checkpoint or savepoint.',
    references: ['CheckpointingOptions#INCREMENTAL_CHECKPOINTS', 'RocksNativeFullSnapshotStrategy'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'state.backend.type: rocksdb\nexecution.checkpointing.incremental: false\n' },
        finds: [
          {
            at: 'false',
            message: 'RocksDB uploads its whole state at every checkpoint: incremental checkpoints are off.',
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': 'state.backend.type: rocksdb\nexecution.checkpointing:\n  interval: 1 min\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: 'execution.checkpointing',
            message: "RocksDB uploads its whole state at every checkpoint: 'state.backend.incremental' is not set.",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'state.backend.type: rocksdb\nexecution.checkpointing.incremental: true\n' } },
      { files: { 'conf/config.yaml': 'state.backend.type: hashmap\n' } },
    ],
  },
  check: {
    *target(target) {
      const interval = target.duration('execution.checkpointing.interval');
      const backend = target.string('state.backend.type');
      const incremental = target.boolean('execution.checkpointing.incremental');
      const off = !interval.known && interval.absent;
      if (off || !backend.known || backendKind(backend.value) !== 'rocksdb') return;
      if (incremental.known ? incremental.value : incremental.set) return;
      const name = target.name('execution.checkpointing.incremental');
      const uploads = 'RocksDB uploads its whole state at every checkpoint';
      const related = [{ at: backend.origin, message: `The state backend is '${backend.text}'.` }];
      const at = incremental.origin;
      if (incremental.set) yield { at, related, message: `${uploads}: incremental checkpoints are off.` };
      else if (incremental.known) yield { at, related, message: `${uploads}: '${name}' is not set.` };
      // What a cluster leaves open is said of the cluster, not of each job on it again.
      else if (target.target.codeAlone !== true && target.target.files.includes(backend.origin.file)) {
        yield { at, related, message: `${uploads}, unless the job itself sets '${name}'.`, severity: 'info' };
      }
    },
  },
});
