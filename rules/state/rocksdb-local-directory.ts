import { isTemporary, splitPaths } from '../../src/flink/paths.js';
import { backendKind } from '../../src/flink/state-backends.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: "Directory of RocksDB's files refused, or in memory",
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The local directories of RocksDB are not absolute local paths, or lie in memory; in the strict profile also where they are unset or temporary.',
    why: 'Flink refuses every job with RocksDB when one of the directories is a relative path or a URI, or when the list holds a blank. On a file system in memory the state takes the memory that RocksDB should save.',
    fix: 'Set state.backend.rocksdb.localdir to absolute paths on fast local disks, separated by commas without blanks, or remove it to use the working directory.',
    references: ['EmbeddedRocksDBStateBackend#setDbStoragePaths', 'RocksDBOptions#LOCAL_DIRECTORIES'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'state.backend:\n  type: rocksdb\n  rocksdb.localdir: file:///mnt/rocksdb\n' },
        finds: [
          {
            at: 'file:///mnt/rocksdb',
            message:
              "Flink refuses every job with RocksDB: 'file' is not an absolute path, and ':' separates paths here.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'state.backend:\n  type: rocksdb\n  rocksdb.localdir: /dev/shm/rocksdb\n' },
        finds: [
          {
            at: '/dev/shm/rocksdb',
            message: "RocksDB's files lie in memory: '/dev/shm/rocksdb' is on no disk.",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'state.backend:\n  type: rocksdb\n  rocksdb.localdir: /mnt/a,/mnt/b\n' } },
      { files: { 'conf/config.yaml': 'state.backend.type: rocksdb\n' } },
    ],
  },
  check: {
    *target(target) {
      const backend = target.string('state.backend.type');
      const directories = target.string('state.backend.rocksdb.localdir');
      if (backend.known && backendKind(backend.value) !== 'rocksdb') return;
      const strict = target.target.profile === 'strict';
      if (!directories.known) {
        if (!directories.absent || !backend.known || !strict) return;
        const message =
          "RocksDB's files lie in the working directory, often on a small or slow disk: no directory is set.";
        yield { at: directories.origin, message, severity: 'info' };
        return;
      }
      const { text, value, origin } = directories;
      const paths = splitPaths(value);
      const relative = paths.find((path) => !path.startsWith('/'));
      if (relative !== undefined) {
        const why = value.includes(`${relative}:/`) ? ", and ':' separates paths here" : '';
        const message = `Flink refuses every job with RocksDB: '${relative}' is not an absolute path${why}.`;
        // Jobs may choose another backend where none is known here.
        yield { at: origin, message, ...(backend.known ? {} : { severity: 'warning' }) };
      } else if (paths.some((path) => path.startsWith('/dev/shm'))) {
        yield { at: origin, message: `RocksDB's files lie in memory: '${text}' is on no disk.`, severity: 'warning' };
      } else if (strict && paths.some(isTemporary)) {
        yield { at: origin, message: `RocksDB's files lie in a temporary directory: '${text}'.`, severity: 'info' };
      }
    },
  },
});
