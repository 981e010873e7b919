import type { IntOption, MemoryOption } from '../model/option-keys.js';

/**
 * Counts that RocksDB's backend refuses below 1: `RocksDBConfigurableOptions#POSITIVE_INT_CONFIG_SET`, and the cache of
 * timers, which fails when the backend is created.
 */
export const POSITIVE_COUNTS: readonly IntOption[] = [
  'state.backend.rocksdb.thread.num',
  'state.backend.rocksdb.log.file-num',
  'state.backend.rocksdb.writebuffer.count',
  'state.backend.rocksdb.writebuffer.number-to-merge',
  'state.backend.rocksdb.timer-service.cache-size',
];

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
 * configuration file go through no other check: each alone may lie outside of 0 to 1.
 */
export const acceptsRatios = (writeBuffers: number, highPriority: number): boolean =>
  (2 * writeBuffers) / (3 - writeBuffers) + highPriority < 1;
