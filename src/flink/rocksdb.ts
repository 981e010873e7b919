import type { IntOption, MemoryOption } from '../model/option-keys.js';

/** Counts that RocksDB's backend refuses below 1: `RocksDBConfigurableOptions#POSITIVE_INT_CONFIG_SET`. */
export const POSITIVE_COUNTS: readonly IntOption[] = [
  'state.backend.rocksdb.thread.num',
  'state.backend.rocksdb.log.file-num',
  'state.backend.rocksdb.writebuffer.count',
  'state.backend.rocksdb.writebuffer.number-to-merge',
];

/** `RocksDBPriorityQueueConfig#UNDEFINED_ROCKSDB_PRIORITY_QUEUE_SET_CACHE_SIZE`, for which Flink takes its default. */
const CACHE_UNDEFINED = -1;

/** Whether the cache of timers in RocksDB can be made (`RocksDBPriorityQueueSetFactory`). */
export const acceptsTimerCache = (size: number): boolean => size > 0 || size === CACHE_UNDEFINED;

/** Sizes that it refuses at 0: `RocksDBConfigurableOptions#SIZE_CONFIG_SET`. */
export const POSITIVE_SIZES: readonly MemoryOption[] = [
  'state.backend.rocksdb.compaction.level.target-file-size-base',
  'state.backend.rocksdb.compaction.level.max-size-level-base',
  'state.backend.rocksdb.writebuffer.size',
  'state.backend.rocksdb.block.blocksize',
  'state.backend.rocksdb.block.metadata-blocksize',
  'state.backend.rocksdb.block.cache-size',
];

/**
 * Whether RocksDB's backend accepts its two ratios together (`RocksDBMemoryConfiguration#validate`). Values of a
 * configuration file go through no other check: each alone may lie outside of 0 to 1, or be no number.
 */
export const acceptsRatios = (writeBuffers: number, highPriority: number): boolean =>
  !((2 * writeBuffers) / (3 - writeBuffers) + highPriority >= 1);
