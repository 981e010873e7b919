/** Where a state backend keeps the state of keys, as far as Flink's own backends go. */
export type BackendKind = 'heap' | 'rocksdb' | 'forst' | 'other';

const SHORT: Readonly<Record<string, BackendKind>> = {
  hashmap: 'heap',
  jobmanager: 'heap',
  filesystem: 'heap',
  rocksdb: 'rocksdb',
  forst: 'forst',
};

const FACTORIES: readonly (readonly [BackendKind, RegExp])[] = [
  ['rocksdb', /^org\.apache\.flink\.(?:contrib\.streaming\.state|state\.rocksdb)\.\w*RocksDB\w+$/i],
  ['forst', /^org\.apache\.flink\.state\.forst\.ForSt\w+$/i],
];

/** The kind of a value of `state.backend.type`. Follows `StateBackendLoader#loadStateBackendFromConfig`. */
export function backendKind(type: string): BackendKind {
  const lower = type.toLowerCase();
  if (Object.hasOwn(SHORT, lower)) return SHORT[lower] ?? 'other';
  return type.includes('.') ? (FACTORIES.find(([, names]) => names.test(type))?.[0] ?? 'other') : 'other';
}

/** What became of a state backend of Flink 1.x in 2.0. */
export interface Renamed {
  /** A short name in any case, or a factory's class. */
  readonly names: readonly string[];
  /** The backend to write instead, which keeps its state in the same format. */
  readonly use: string;
  /** Whether Flink 2 still loads it, by a class that stands in for it. */
  readonly loads?: true;
}

/** Backends that Flink 2.0 dropped or moved, found by loading each with 1.20 and 2.3. */
export const RENAMED_BACKENDS: readonly Renamed[] = [
  {
    names: [
      ...['jobmanager', 'filesystem'],
      'org.apache.flink.runtime.state.filesystem.FsStateBackendFactory',
      'org.apache.flink.runtime.state.memory.MemoryStateBackendFactory',
    ],
    use: 'hashmap',
  },
  { names: ['org.apache.flink.contrib.streaming.state.RocksDBStateBackendFactory'], use: 'rocksdb' },
  {
    names: ['org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackendFactory'],
    use: 'rocksdb',
    loads: true,
  },
];

/** Whether a value of `state.backend.type` is such a backend. */
export const isRenamed = ({ names }: Renamed, type: string): boolean =>
  names.some((name) => name === (name.includes('.') ? type : type.toLowerCase()));
