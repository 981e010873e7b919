import type { FromProcess, MemoryPart, MemoryRefusal, ProcessName } from '../../model/memory.js';

const KIB = 1024n;
const MIB = KIB * KIB;

/** What nobody means to be a limit. */
const UNLIMITED = 2n ** 62n;

/** A size as a user would write it, short: `512m`, `172.8m`, `4k`, `100 bytes`. */
export function sizeInWords(bytes: bigint): string {
  if (bytes !== 0n && bytes % MIB === 0n) return `${bytes / MIB}m`;
  if (bytes >= MIB) return `${(Number(bytes) / Number(MIB)).toFixed(1)}m`;
  if (bytes === 0n) return '0';
  return bytes % KIB === 0n ? `${bytes / KIB}k` : `${bytes} bytes`;
}

/** The processes as users call them. */
export const PROCESSES: Readonly<Record<ProcessName, string>> = {
  jobmanager: 'JobManager',
  taskmanager: 'TaskManager',
};

const WORDS: Readonly<Partial<Record<MemoryPart['name'], string>>> = {
  'Framework Heap': 'framework heap',
  'Framework Off-Heap': 'framework off-heap',
  'Task Heap': 'task heap',
  'Task Off-Heap': 'task off-heap',
  'Managed Memory': 'managed',
  Network: 'network',
};

const partsInWords = (parts: readonly MemoryPart[]): string =>
  parts
    .filter(({ bytes }) => bytes > 0n)
    .map(({ name, bytes }) => `${sizeInWords(bytes)} ${WORDS[name] ?? name}`)
    .join(' + ');

const totalOf = (parts: readonly MemoryPart[]): bigint => parts.reduce((total, { bytes }) => total + bytes, 0n);

/** `512m − 256m metaspace − 192m overhead = 64m`, or the Total Flink Memory itself where that was given. */
const flinkInWords = (flink: bigint, from: FromProcess | undefined): string =>
  from === undefined
    ? sizeInWords(flink)
    : `${sizeInWords(from.total)} − ${sizeInWords(from.metaspace)} metaspace − ${sizeInWords(from.overhead)} overhead = ${sizeInWords(flink)}`;

const boundsInWords = (min: bigint, max: bigint): string =>
  max > UNLIMITED ? `at least ${sizeInWords(min)}` : `between ${sizeInWords(min)} and ${sizeInWords(max)}`;

/** Why a process does not start, with the sums, as the end of a sentence without its period. */
export function refusalInWords(refusal: MemoryRefusal): string {
  switch (refusal.reason) {
    case 'not-configured':
      return 'nothing says how much memory it has';
    case 'range':
      return rangeInWords(refusal);
    case 'jvm-exceeds-process': {
      const { metaspace, overhead, total } = refusal.from;
      return `${sizeInWords(metaspace)} metaspace + ${sizeInWords(overhead)} overhead = ${sizeInWords(metaspace + overhead)}, which is more than the ${sizeInWords(total)} of the whole process`;
    }
    case 'process-too-small':
      return `${sizeInWords(refusal.flink)} Flink memory + ${sizeInWords(refusal.metaspace)} metaspace = ${sizeInWords(refusal.flink + refusal.metaspace)}, which is more than the ${sizeInWords(refusal.total)} of the whole process`;
    case 'overhead-out-of-range': {
      const { total, flink, metaspace, overhead, min, max } = refusal;
      return `${sizeInWords(total)} − ${sizeInWords(flink)} Flink memory − ${sizeInWords(metaspace)} metaspace leaves ${sizeInWords(overhead)} for the JVM overhead, which must be ${boundsInWords(min, max)}`;
    }
    case 'heap-not-flink':
      return `${sizeInWords(refusal.heap)} heap + ${sizeInWords(refusal.offHeap)} off-heap = ${sizeInWords(refusal.heap + refusal.offHeap)}, which is not the ${sizeInWords(refusal.flink)} of Flink memory`;
    case 'heap-exceeds-flink':
      return `the ${sizeInWords(refusal.heap)} heap is more than the ${sizeInWords(refusal.flink)} of Flink memory`;
    case 'no-heap-left':
      return `${flinkInWords(refusal.flink, refusal.from)}, which is not more than the ${sizeInWords(refusal.offHeap)} off-heap`;
    case 'parts-exceed-flink': {
      const needed = `${partsInWords(refusal.parts)} = ${sizeInWords(totalOf(refusal.parts))}`;
      return `${flinkInWords(refusal.flink, refusal.from)}, which is less than ${needed}`;
    }
    case 'network-out-of-range': {
      const { network, min, max, flink, parts } = refusal;
      return `${sizeInWords(flink)} Flink memory − (${partsInWords(parts)}) leaves ${sizeInWords(network)} for the network, which must be ${boundsInWords(min, max)}`;
    }
    case 'network-mismatch':
      return `${sizeInWords(refusal.network)} is left for the network, and the number of buffers asks for ${sizeInWords(refusal.asked)}`;
    case 'segment-size':
      return `a memory segment of ${sizeInWords(refusal.size)} is not a power of two of at least 4k`;
    case 'negative':
      return `${refusal.value} is negative`;
    case 'overflow':
      return 'the sizes are too large to be added up';
  }
}

function rangeInWords({ fraction, min, max, part }: MemoryRefusal & { readonly reason: 'range' }): string {
  const what = part === 'JVM Overhead' ? part : part.toLowerCase();
  if (min > max)
    return `the ${what} has a minimum of ${sizeInWords(min)}, which is above its maximum of ${sizeInWords(max)}`;
  return `the fraction of the ${what} is ${fraction}, and must be at least 0 and less than 1`;
}
