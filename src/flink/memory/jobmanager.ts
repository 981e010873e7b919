import type { FromProcess, MemoryPart } from '../../model/memory.js';
import { sum } from './arithmetic.js';
import type { MemoryOptions } from './options.js';
import type { ProcessKind } from './process.js';
import { Refused } from './refused.js';

const HEAP = 'jobmanager.memory.heap.size';
const OFF_HEAP = 'jobmanager.memory.off-heap.size';
const FLINK = 'jobmanager.memory.flink.size';

const parts = (heap: bigint, offHeap: bigint): readonly MemoryPart[] => [
  { name: 'JVM Heap', bytes: heap },
  { name: 'Off-Heap Memory', bytes: offHeap },
];

/** `JobManagerFlinkMemoryUtils` with the options of `JobManagerProcessUtils`. */
export const JOB_MANAGER: ProcessKind = {
  keys: {
    fineGrained: [HEAP],
    flink: FLINK,
    process: 'jobmanager.memory.process.size',
    metaspace: 'jobmanager.memory.jvm-metaspace.size',
    overhead: {
      fraction: 'jobmanager.memory.jvm-overhead.fraction',
      min: 'jobmanager.memory.jvm-overhead.min',
      max: 'jobmanager.memory.jvm-overhead.max',
    },
  },
  fromFineGrained(options: MemoryOptions) {
    const heap = options.size(HEAP);
    const offHeap = options.size(OFF_HEAP);
    if (!options.isSet(FLINK)) return parts(heap, offHeap);
    const flink = options.size(FLINK);
    if (options.isSet(OFF_HEAP)) {
      if (sum(heap, offHeap) !== flink) throw new Refused({ reason: 'heap-not-flink', heap, offHeap, flink });
      return parts(heap, offHeap);
    }
    if (flink < heap) throw new Refused({ reason: 'heap-exceeds-flink', heap, flink });
    return parts(heap, flink - heap);
  },
  fromFlink(options: MemoryOptions, flink: bigint, from?: FromProcess) {
    const offHeap = options.size(OFF_HEAP);
    if (flink <= offHeap) throw new Refused({ reason: 'no-heap-left', flink, offHeap, ...(from && { from }) });
    return parts(flink - offHeap, offHeap);
  },
};
