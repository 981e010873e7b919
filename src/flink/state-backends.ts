/** Where a state backend keeps the state of keys, as far as Flink's own backends go. */
export type BackendKind = 'heap' | 'rocksdb' | 'forst' | 'other';

const KINDS: readonly (readonly [BackendKind, RegExp])[] = [
  ['heap', /^(?:hashmap|jobmanager|filesystem)$/i],
  ['rocksdb', /^(?:rocksdb|org\.apache\.flink\.(?:contrib\.streaming\.state|state\.rocksdb)\.\w*RocksDB\w+)$/i],
  ['forst', /^(?:forst|org\.apache\.flink\.state\.forst\.ForSt\w+)$/i],
];

/** The kind of a value of `state.backend.type`. Follows `StateBackendLoader#loadStateBackendFromConfig`. */
export const backendKind = (type: string): BackendKind => KINDS.find(([, names]) => names.test(type))?.[0] ?? 'other';

/** What became of a state backend of Flink 1.x in 2.0. */
export interface Renamed {
  readonly names: RegExp;
  /** The backend to write instead, which keeps its state in the same format. */
  readonly use: string;
  /** Whether Flink 2 still loads it, by a class that stands in for it. */
  readonly loads?: true;
}

/** Backends that Flink 2.0 dropped or moved, found by loading each with 1.20 and 2.3. */
export const RENAMED_BACKENDS: readonly Renamed[] = [
  { names: /^jobmanager$/i, use: 'hashmap' },
  { names: /^filesystem$/i, use: 'hashmap' },
  {
    names: /^org\.apache\.flink\.runtime\.state\.(?:filesystem\.Fs|memory\.Memory)StateBackendFactory$/,
    use: 'hashmap',
  },
  { names: /^org\.apache\.flink\.contrib\.streaming\.state\.RocksDBStateBackendFactory$/, use: 'rocksdb' },
  {
    names: /^org\.apache\.flink\.contrib\.streaming\.state\.EmbeddedRocksDBStateBackendFactory$/,
    use: 'rocksdb',
    loads: true,
  },
];
