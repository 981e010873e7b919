import { isOneOf } from '../../src/flink/words.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Changelog of state without a storage that lasts',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The changelog state backend is on, and its storage is the one for tests, lacks its directory, or runs with concurrent checkpoints.',
    why: "Without a directory no task with the storage 'filesystem' starts. The storage 'memory' is for tests: it keeps every change on the heap. More than one checkpoint at a time is not supported.",
    fix: 'Set state.changelog.storage to filesystem and state.changelog.dstl.dfs.base-path to a file system that every node reaches, or remove state.changelog.enabled.',
    references: ['StateChangelogOptions', 'FsStateChangelogOptions#BASE_PATH', 'StateChangelogStorageLoader'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'state.changelog:\n  enabled: true\n  storage: filesystem\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: 'filesystem',
            message:
              "No task with state starts: the changelog storage 'filesystem' needs 'state.changelog.dstl.dfs.base-path', which is not set.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'state.changelog:\n  enabled: true\n  storage: memory\n' },
        finds: [
          {
            at: 'memory',
            message: "The changelog storage 'memory' is for tests: it keeps every change of the state on the heap.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'state.changelog:\n  enabled: true\n  storage: filesystem\n  dstl.dfs.base-path: s3://bucket/changelog\n',
        },
      },
      { files: { 'conf/config.yaml': 'state.changelog.storage: memory\n' } },
    ],
  },
  check: {
    *target(target) {
      const enabled = target.boolean('state.changelog.enabled');
      if (!enabled.known || !enabled.value) return;
      const storage = target.string('state.changelog.storage');
      const directory = target.string('state.changelog.dstl.dfs.base-path');
      const concurrent = target.int('execution.checkpointing.max-concurrent-checkpoints');
      const base = target.name('state.changelog.dstl.dfs.base-path');
      if (storage.known && storage.value.toLowerCase() === 'filesystem' && !directory.known && directory.absent) {
        const message = `No task with state starts: the changelog storage '${storage.text}' needs '${base}', which is not set.`;
        yield { at: storage.origin, message };
      }
      if (storage.known && storage.value.toLowerCase() === 'memory' && target.target.profile !== 'development') {
        const message = `The changelog storage '${storage.text}' is for tests: it keeps every change of the state on the heap.`;
        yield { at: storage.set ? storage.origin : enabled.origin, message, severity: 'warning' };
      }
      if (storage.known && !isOneOf(storage.value, ['memory', 'filesystem'])) {
        const message = `Flink has no changelog storage '${storage.text}': without a plugin that brings it, no task with state starts.`;
        yield { at: storage.origin, message, severity: 'warning' };
      }
      if (concurrent.known && concurrent.value > 1) {
        const message = `The changelog supports one checkpoint at a time, not '${concurrent.text}'.`;
        yield { at: concurrent.origin, related: [enabled.origin], message, severity: 'warning' };
      }
    },
  },
});
