import type { MemoryOutcome, MemoryPart, MemoryPlan, ProcessName, RefusedMemory } from '../../model/memory.js';
import { JOB_MANAGER } from './jobmanager.js';
import { legacyHeap, type Starter } from './legacy-heap.js';
import type { MemoryOptions } from './options.js';
import { checkOverhead, type Derived, deriveProcess, type ProcessKeys, type ProcessKind, totalOf } from './process.js';
import { Refused } from './refused.js';
import { TASK_MANAGER } from './taskmanager.js';

const KINDS: Readonly<Record<ProcessName, ProcessKind>> = { jobmanager: JOB_MANAGER, taskmanager: TASK_MANAGER };

/** The options that the memory of a process hangs on. */
export const processKeys = (process: ProcessName): ProcessKeys => KINDS[process].keys;

/**
 * The memory of a JobManager as `JobManagerProcessUtils#processSpecFromConfig` derives it, or of a TaskManager as
 * `TaskExecutorProcessUtils#processSpecFromConfig` does, down to the byte, or why Flink refuses to start it.
 */
export const deriveMemory = (process: ProcessName, options: MemoryOptions, starter: Starter): MemoryOutcome =>
  outcome(process, () => planOf(process, options, legacyHeap(process, options, starter)));

function outcome<T>(process: ProcessName, derive: () => T): T | RefusedMemory {
  try {
    return derive();
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', process, refusal: error.refusal };
    throw error;
  }
}

function planOf(process: ProcessName, asked: MemoryOptions, options: MemoryOptions): MemoryPlan {
  const derived = deriveProcess(options, KINDS[process]);
  const flink = totalOf(derived.flinkParts);
  return {
    kind: 'plan',
    process,
    flinkParts: derived.flinkParts,
    jvmParts: [
      { name: 'JVM Metaspace', bytes: derived.metaspace },
      { name: 'JVM Overhead', bytes: derived.overhead },
    ],
    flink,
    total: flink + derived.metaspace + derived.overhead,
    jvmFlags: process === 'jobmanager' ? jobManagerFlags(derived, asked) : taskManagerFlags(derived),
  };
}

/**
 * A refusal that follows from the bounds of the JVM overhead alone: whatever the other options are, every derivation
 * asks for them in the end.
 */
export const refusedOverhead = (process: ProcessName, options: MemoryOptions): RefusedMemory | undefined =>
  outcome(process, () => {
    checkOverhead(options, KINDS[process]);
    return undefined;
  });

const bytesOf = (parts: readonly MemoryPart[], ...names: readonly MemoryPart['name'][]): bigint =>
  totalOf(parts.filter(({ name }) => names.includes(name)));

/** `ProcessMemoryUtils#generateJvmParametersStr`. */
function flags(heap: bigint, direct: bigint | undefined, metaspace: bigint): readonly string[] {
  const limit = direct === undefined ? [] : [`-XX:MaxDirectMemorySize=${direct}`];
  return [`-Xmx${heap}`, `-Xms${heap}`, ...limit, `-XX:MaxMetaspaceSize=${metaspace}`];
}

function jobManagerFlags({ flinkParts, metaspace }: Derived, options: MemoryOptions): readonly string[] {
  const limited = options.boolean('jobmanager.memory.enable-jvm-direct-memory-limit');
  const direct = limited ? bytesOf(flinkParts, 'Off-Heap Memory') : undefined;
  return flags(bytesOf(flinkParts, 'JVM Heap'), direct, metaspace);
}

function taskManagerFlags({ flinkParts, metaspace }: Derived): readonly string[] {
  const direct = bytesOf(flinkParts, 'Framework Off-Heap', 'Task Off-Heap', 'Network');
  return flags(bytesOf(flinkParts, 'Framework Heap', 'Task Heap'), direct, metaspace);
}

/** What the heap of a JobManager should have at least: `JobManagerOptions#MIN_JVM_HEAP_SIZE`, below which Flink warns. */
export const RECOMMENDED_HEAP = 128n << 20n;

/** A size for the option that sets the whole, with which a process that is too small would start. */
export interface Enough {
  readonly option: string;
  readonly bytes: bigint;
}

/** Refusals that more memory for the whole can end. */
const TOO_SMALL: ReadonlySet<string> = new Set(['jvm-exceeds-process', 'no-heap-left', 'parts-exceed-flink']);

const MOST_MEBIBYTES = 1 << 22;

/** The smallest size in whole mebibytes for the total that is set, with which the process starts as it should. */
export function enoughMemory(process: ProcessName, options: MemoryOptions, starter: Starter): Enough | undefined {
  const { flink, process: whole } = KINDS[process].keys;
  const option = [flink, whole].find((key) => options.isSet(key));
  if (option === undefined) return undefined;
  const at = (mebibytes: number): MemoryOutcome => {
    const size = (key: string): bigint => (key === option ? BigInt(mebibytes) << 20n : options.size(key));
    return deriveMemory(process, { ...options, size }, starter);
  };
  const tooSmall = (outcome: MemoryOutcome): boolean =>
    outcome.kind === 'refused' ? TOO_SMALL.has(outcome.refusal.reason) : lacksHeap(outcome);
  let [below, above] = [0, MOST_MEBIBYTES];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (tooSmall(at(middle))) below = middle;
    else above = middle;
  }
  return at(above).kind === 'plan' ? { option, bytes: BigInt(above) << 20n } : undefined;
}

/** Whether a JobManager starts with less heap than Flink itself recommends. */
export const lacksHeap = ({ flinkParts }: MemoryPlan): boolean =>
  flinkParts.some(({ name, bytes }) => name === 'JVM Heap' && bytes < RECOMMENDED_HEAP);
