import { isRenamed, RENAMED_BACKENDS } from '../../src/flink/state-backends.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'State backend that Flink cannot load',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'state.backend.type names neither a state backend of the Flink version nor a class.',
    why: 'Flink takes an unknown name for a class and fails every job with "Cannot find configured state backend factory class".',
    fix: "Use 'hashmap' for state that fits into memory or 'rocksdb' for state that does not.",
    references: ['StateBackendLoader#loadStateBackendFromConfig', 'StateBackendOptions#STATE_BACKEND'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'state.backend.type: rocks-db\n' },
        finds: [
          {
            at: 'rocks-db',
            message: "Flink has no state backend 'rocks-db'; every job fails when it looks for a class of that name.",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'state.backend.type: rocksdb\n' } },
      { files: { 'conf/config.yaml': 'state.backend.type: com.acme.OurStateBackendFactory\n' } },
    ],
  },
  check: {
    *target(target) {
      const backend = target.setting('state.backend.type');
      if (backend?.refusal === undefined || (backend.quoted && backend.layer.grammar === 'legacy')) return;
      if (RENAMED_BACKENDS.some((one) => isRenamed(one, backend.value))) return;
      yield {
        at: backend.valueAt,
        message: `Flink has no state backend '${backend.value}'; every job fails when it looks for a class of that name.`,
      };
    },
  },
});
