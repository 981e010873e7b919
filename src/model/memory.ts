/** A process of Flink whose memory its configuration divides. */
export type ProcessName = 'jobmanager' | 'taskmanager';

/** A part of a process's memory, named as Flink's web UI names it. */
export type MemoryPartName =
  | 'JVM Heap'
  | 'Off-Heap Memory'
  | 'Framework Heap'
  | 'Task Heap'
  | 'Managed Memory'
  | 'Framework Off-Heap'
  | 'Task Off-Heap'
  | 'Network'
  | 'JVM Metaspace'
  | 'JVM Overhead';

/** A part of a process's memory. */
export interface MemoryPart {
  readonly name: MemoryPartName;
  readonly bytes: bigint;
}

/** How the memory of a process is divided. The parts of Flink and those of the JVM add up to the whole process. */
export interface MemoryPlan {
  readonly kind: 'plan';
  readonly process: ProcessName;
  /** Heap first, then what lies outside it. */
  readonly flinkParts: readonly MemoryPart[];
  readonly jvmParts: readonly MemoryPart[];
  /** Total Flink Memory. */
  readonly flink: bigint;
  /** Total Process Memory. */
  readonly total: bigint;
  /** What the JVM is started with: `-Xmx…`, `-Xms…`, `-XX:MaxDirectMemorySize=…`, `-XX:MaxMetaspaceSize=…`. */
  readonly jvmFlags: readonly string[];
}

/** How the Total Flink Memory was found where the whole process was sized. */
export interface FromProcess {
  readonly total: bigint;
  readonly metaspace: bigint;
  readonly overhead: bigint;
}

/** Why a process does not start, with the numbers in the order in which Flink's own message has them. */
export type MemoryRefusal =
  /** None of the sizes is set from which the others follow; `options` are the choices. */
  | { readonly reason: 'not-configured'; readonly options: readonly string[] }
  /** A fraction outside [0, 1), or a minimum above its maximum. */
  | {
      readonly reason: 'range';
      readonly part: MemoryPartName;
      /** The option of the fraction. */
      readonly option: string;
      readonly fraction: number;
      readonly min: bigint;
      readonly max: bigint;
    }
  | { readonly reason: 'jvm-exceeds-process'; readonly from: FromProcess }
  | {
      readonly reason: 'process-too-small';
      readonly total: bigint;
      readonly flink: bigint;
      readonly metaspace: bigint;
    }
  | {
      readonly reason: 'overhead-out-of-range';
      readonly total: bigint;
      readonly flink: bigint;
      readonly metaspace: bigint;
      readonly overhead: bigint;
      readonly min: bigint;
      readonly max: bigint;
    }
  | { readonly reason: 'heap-not-flink'; readonly heap: bigint; readonly offHeap: bigint; readonly flink: bigint }
  | { readonly reason: 'heap-exceeds-flink'; readonly heap: bigint; readonly flink: bigint }
  | { readonly reason: 'no-heap-left'; readonly flink: bigint; readonly offHeap: bigint; readonly from?: FromProcess }
  | {
      readonly reason: 'parts-exceed-flink';
      readonly parts: readonly MemoryPart[];
      readonly flink: bigint;
      readonly from?: FromProcess;
    }
  | {
      readonly reason: 'network-out-of-range';
      readonly network: bigint;
      readonly min: bigint;
      readonly max: bigint;
      readonly flink: bigint;
      readonly parts: readonly MemoryPart[];
    }
  /** The number of network buffers, of 1.20 and earlier, asks for another size than what is left. */
  | { readonly reason: 'network-mismatch'; readonly network: bigint; readonly asked: bigint }
  /** A memory segment that is too small, or no power of two. */
  | { readonly reason: 'segment-size'; readonly option: string; readonly size: bigint }
  | { readonly reason: 'negative'; readonly option: string; readonly value: bigint }
  /** Sums that no Java long holds. */
  | { readonly reason: 'overflow' };

/** A process that does not start with its memory. */
export interface RefusedMemory {
  readonly kind: 'refused';
  readonly process: ProcessName;
  readonly refusal: MemoryRefusal;
}

/** What comes of a process's memory options: its parts, or why it does not start. */
export type MemoryOutcome = MemoryPlan | RefusedMemory;

/** What can be said of a process's memory from what was read. */
export type ProcessMemory = MemoryOutcome | { readonly kind: 'unknown'; readonly why: string };
