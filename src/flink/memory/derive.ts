import type {
  BoundedPart,
  MemoryOutcome,
  MemoryPart,
  MemoryPlan,
  ProcessName,
  RefusedMemory,
} from '../../model/memory.js';
import { JOB_MANAGER } from './jobmanager.js';
import { legacyHeap, type Starter } from './legacy-heap.js';
import type { MemoryOptions } from './options.js';
import { checkOverhead, type Derived, deriveProcess, type ProcessKeys, type ProcessKind, totalOf } from './process.js';
import { Refused } from './refused.js';
import { checkNetwork, TASK_MANAGER } from './taskmanager.js';

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
 * A refusal that follows from the bounds of one part alone, whatever the other options are: every derivation asks for
 * them in the end.
 */
export function refusedBounds(
  process: ProcessName,
  options: MemoryOptions,
  part: BoundedPart,
): RefusedMemory | undefined {
  return outcome(process, () => {
    if (part === 'JVM Overhead') checkOverhead(options, KINDS[process]);
    else checkNetwork(options);
    return undefined;
  });
}

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
