import type { ProcessName } from '../../model/memory.js';
import type { MemoryOptions } from './options.js';
import { Refused } from './refused.js';

/** What starts the processes: Flink's own scripts, or the resource manager of Kubernetes or YARN. */
export type Starter = 'scripts' | 'resource-manager';

/** The old heap sizes of Flink 1.20 and earlier, and what each way of starting takes them for. */
export const LEGACY_HEAP: Readonly<
  Record<ProcessName, { readonly size: string; readonly mb: string; readonly meant: Readonly<Record<Starter, string>> }>
> = {
  jobmanager: {
    size: 'jobmanager.heap.size',
    mb: 'jobmanager.heap.mb',
    meant: { scripts: 'jobmanager.memory.heap.size', 'resource-manager': 'jobmanager.memory.process.size' },
  },
  taskmanager: {
    size: 'taskmanager.heap.size',
    mb: 'taskmanager.heap.mb',
    meant: { scripts: 'taskmanager.memory.flink.size', 'resource-manager': 'taskmanager.memory.process.size' },
  },
};

/**
 * The options with the old heap size in the place of the new option that it is taken for, unless that is set itself
 * (`MemoryBackwardsCompatibilityUtils`).
 */
export function legacyHeap(process: ProcessName, options: MemoryOptions, starter: Starter): MemoryOptions {
  const { size, mb, meant } = LEGACY_HEAP[process];
  const key = meant[starter];
  // Versions without the old options, and configurations without them, ask nothing more.
  if (!options.isSet(size) && !options.isSet(mb)) return options;
  if (options.isSet(key)) return options;
  const bytes = options.isSet(size) ? options.size(size) : megabytes(mb, options.int(mb));
  return {
    ...options,
    isSet: (option) => option === key || options.isSet(option),
    size: (option) => (option === key ? bytes : options.size(option)),
  };
}

function megabytes(option: string, value: bigint): bigint {
  if (value < 0n) throw new Refused({ reason: 'negative', option, value });
  return value << 20n;
}
