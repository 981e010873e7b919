import { isOneOf } from '../../src/flink/words.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Incremental checkpoints without RocksDB',
  severity: 'warning',
  cost: 'savepoint',
  applies: { mode: 'streaming' },
  docs: {
    what: 'Incremental checkpoints are on while the state backend is hashmap.',
    why: 'Only RocksDB and ForSt write incremental checkpoints; with hashmap every checkpoint is full, whatever this option says.',
    fix: 'Remove execution.checkpointing.incremental, or change the state backend to rocksdb by way of a savepoint in canonical format.',
    references: ['CheckpointingOptions#INCREMENTAL_CHECKPOINTS', 'HashMapStateBackend'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'state.backend.type: hashmap\nexecution.checkpointing.incremental: true\n' },
        finds: [{ at: 'true', message: "Incremental checkpoints have no effect with the state backend 'hashmap'." }],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'state.backend.type: rocksdb\nexecution.checkpointing.incremental: true\n' } },
      { files: { 'conf/config.yaml': 'execution.checkpointing.incremental: true\n' } },
    ],
  },
  check: {
    *target(target) {
      const incremental = target.boolean('execution.checkpointing.incremental');
      const backend = target.string('state.backend.type');
      if (!incremental.known || !incremental.value || !backend.known) return;
      if (!isOneOf(backend.value, ['hashmap', 'jobmanager', 'filesystem'])) return;
      yield {
        at: incremental.origin,
        ...(backend.set
          ? { related: [{ at: backend.origin, message: `The state backend is '${backend.text}'.` }] }
          : {}),
        message: `Incremental checkpoints have no effect with the state backend '${backend.value}'.`,
      };
    },
  },
});
