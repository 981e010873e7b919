import type { FromProcess, MemoryPart, MemoryPartName } from '../../model/memory.js';
import { sum } from './arithmetic.js';
import { type FractionOptions, type MemoryOptions, rangeOf, withFraction, withInverseFraction } from './options.js';
import { type ProcessKind, totalOf } from './process.js';
import { Refused } from './refused.js';

const TASK_HEAP = 'taskmanager.memory.task.heap.size';
const MANAGED = 'taskmanager.memory.managed.size';
const FLINK = 'taskmanager.memory.flink.size';
const SEGMENT = 'taskmanager.memory.segment-size';
/** Only of 1.20 and earlier. */
const BUFFERS = 'taskmanager.network.numberOfBuffers';

const MANAGED_RANGE: FractionOptions = { part: 'Managed Memory', fraction: 'taskmanager.memory.managed.fraction' };

const NETWORK_KEYS = {
  fraction: 'taskmanager.memory.network.fraction',
  min: 'taskmanager.memory.network.min',
  max: 'taskmanager.memory.network.max',
} as const;

const NETWORK_RANGE: FractionOptions = { part: 'Network', ...NETWORK_KEYS };

interface Fixed {
  readonly frameworkHeap: bigint;
  readonly frameworkOffHeap: bigint;
  readonly taskOffHeap: bigint;
}

const fixed = (options: MemoryOptions): Fixed => ({
  frameworkHeap: options.size('taskmanager.memory.framework.heap.size'),
  frameworkOffHeap: options.size('taskmanager.memory.framework.off-heap.size'),
  taskOffHeap: options.size('taskmanager.memory.task.off-heap.size'),
});

interface Parts extends Fixed {
  readonly taskHeap: bigint;
  readonly managed: bigint;
  readonly network: bigint;
}

const part = (name: MemoryPartName, bytes: bigint): MemoryPart => ({ name, bytes });

const shown = (parts: Parts): readonly MemoryPart[] => [
  part('Framework Heap', parts.frameworkHeap),
  part('Task Heap', parts.taskHeap),
  part('Managed Memory', parts.managed),
  part('Framework Off-Heap', parts.frameworkOffHeap),
  part('Task Off-Heap', parts.taskOffHeap),
  part('Network', parts.network),
];

/** In the order in which Flink adds them up and names them. */
const withoutNetwork = ({
  frameworkHeap,
  frameworkOffHeap,
  taskHeap,
  taskOffHeap,
  managed,
}: Omit<Parts, 'network'>) => [
  part('Framework Heap', frameworkHeap),
  part('Framework Off-Heap', frameworkOffHeap),
  part('Task Heap', taskHeap),
  part('Task Off-Heap', taskOffHeap),
  part('Managed Memory', managed),
];

const withoutHeap = ({ frameworkHeap, frameworkOffHeap, taskOffHeap, managed, network }: Omit<Parts, 'taskHeap'>) => [
  part('Framework Heap', frameworkHeap),
  part('Framework Off-Heap', frameworkOffHeap),
  part('Task Off-Heap', taskOffHeap),
  part('Managed Memory', managed),
  part('Network', network),
];

/** `TaskExecutorFlinkMemoryUtils` with the options of `TaskExecutorProcessUtils`. */
export const TASK_MANAGER: ProcessKind = {
  keys: {
    fineGrained: [TASK_HEAP, MANAGED],
    flink: FLINK,
    process: 'taskmanager.memory.process.size',
    metaspace: 'taskmanager.memory.jvm-metaspace.size',
    overhead: {
      fraction: 'taskmanager.memory.jvm-overhead.fraction',
      min: 'taskmanager.memory.jvm-overhead.min',
      max: 'taskmanager.memory.jvm-overhead.max',
    },
  },
  fromFineGrained(options: MemoryOptions) {
    const rest = { taskHeap: options.size(TASK_HEAP), managed: options.size(MANAGED), ...fixed(options) };
    const known = totalOf(withoutNetwork(rest));
    if (options.isSet(FLINK)) return shown(networkIsRest(options, rest, options.size(FLINK)));
    const network = bufferMemory(options) ?? withInverseFraction(known, rangeOf(options, NETWORK_RANGE));
    sum(known, network);
    return shown({ ...rest, network });
  },
  fromFlink(options: MemoryOptions, flink: bigint, from?: FromProcess) {
    const base = fixed(options);
    if (options.isSet(TASK_HEAP)) {
      const taskHeap = options.size(TASK_HEAP);
      return shown(networkIsRest(options, { ...base, taskHeap, managed: managedOf(options, flink) }, flink, from));
    }
    const managed = managedOf(options, flink);
    const network = bufferMemory(options) ?? withFraction(flink, rangeOf(options, NETWORK_RANGE));
    const parts = withoutHeap({ ...base, managed, network });
    const taken = totalOf(parts);
    if (taken > flink) throw new Refused({ reason: 'parts-exceed-flink', parts, flink, ...(from && { from }) });
    return shown({ ...base, managed, network, taskHeap: flink - taken });
  },
};

const managedOf = (options: MemoryOptions, flink: bigint): bigint =>
  options.isSet(MANAGED) ? options.size(MANAGED) : withFraction(flink, rangeOf(options, MANAGED_RANGE));

/** The network gets what the others leave, which has to lie within its own bounds. */
function networkIsRest(options: MemoryOptions, rest: Omit<Parts, 'network'>, flink: bigint, from?: FromProcess): Parts {
  const parts = withoutNetwork(rest);
  const taken = totalOf(parts);
  if (taken > flink) throw new Refused({ reason: 'parts-exceed-flink', parts, flink, ...(from && { from }) });
  const network = flink - taken;
  const asked = bufferMemory(options);
  if (asked !== undefined) {
    if (asked !== network) throw new Refused({ reason: 'network-mismatch', network, asked });
    return { ...rest, network };
  }
  const { min, max } = rangeOf(options, NETWORK_RANGE);
  if (network > max || network < min) {
    throw new Refused({ reason: 'network-out-of-range', network, min, max, flink, parts });
  }
  return { ...rest, network };
}

/** What the number of buffers asks for, where it is set and none of the options that replaced it is. */
function bufferMemory(options: MemoryOptions): bigint | undefined {
  const replaced = [NETWORK_KEYS.min, NETWORK_KEYS.max, NETWORK_KEYS.fraction].some((key) => options.isSet(key));
  if (replaced || !options.isSet(BUFFERS)) return undefined;
  const buffers = options.int(BUFFERS);
  const bytes = buffers * segmentSize(options);
  if (bytes < 0n) throw new Refused({ reason: 'negative', option: BUFFERS, value: buffers });
  return bytes;
}

/** `ConfigurationParserUtils#getPageSize`. */
function segmentSize(options: MemoryOptions): bigint {
  const size = options.size(SEGMENT);
  if (isSegmentSize(size)) return size;
  throw new Refused({ reason: 'segment-size', option: SEGMENT, size });
}

/** Whether Flink takes a size for its memory segments: at least 4 KiB, a power of two, within a Java int. */
export const isSegmentSize = (size: bigint): boolean =>
  size >= 4096n && size < 2n ** 31n && (size & (size - 1n)) === 0n;
