import type { Place } from '../model/span.js';
import type { Known, Reading, TargetView } from '../model/view.js';
import { isNativeKubernetes } from './platforms.js';

/** A limit of a whole cluster, as it is set. */
export interface Limit {
  readonly amount: bigint;
  readonly text: string;
  readonly origin: Place;
}

/** The limits of one resource that are set, and how much of it each TaskManager has. */
export interface Limited {
  readonly min: Limit | undefined;
  readonly max: Limit | undefined;
  /** Undefined where it cannot be known. */
  readonly ofWorker: bigint | undefined;
}

/** Slots, CPU and memory of a cluster that starts its own TaskManagers; a resource is left out where it is not known. */
export interface ClusterLimits {
  readonly slots: Limited;
  readonly cpu: Limited | undefined;
  readonly memory: Limited | undefined;
}

/** `Integer#MAX_VALUE`, the default of slots at most. */
const NO_LIMIT = 2n ** 31n - 1n;

/** Reads what `SlotManagerConfiguration#fromConfiguration` reads; nothing where not even the slots are known. */
export function clusterLimits(target: TargetView): ClusterLimits | undefined {
  const each = target.int('taskmanager.numberOfTaskSlots');
  const slots = pair(target, [
    target.int('slotmanager.number-of-slots.min'),
    target.int('slotmanager.number-of-slots.max'),
    ({ value }) => BigInt(value),
  ]);
  if (slots === undefined || !each.known) return undefined;
  const cpu = pair(target, [
    target.double('slotmanager.min-total-resource.cpu'),
    target.double('slotmanager.max-total-resource.cpu'),
    ({ value }) => cpuOf(value),
  ]);
  const memory = pair(target, [
    target.memory('slotmanager.min-total-resource.memory'),
    target.memory('slotmanager.max-total-resource.memory'),
    ({ bytes }) => BigInt(bytes),
  ]);
  const { min } = slots;
  const max = slots.max ?? (min && { ...min, amount: NO_LIMIT, text: String(NO_LIMIT) });
  return {
    slots: { min, max, ofWorker: BigInt(each.value) },
    cpu: cpu && { ...cpu, ofWorker: cpuOfWorker(target, each.value) },
    memory: memory && { ...memory, ofWorker: memoryOfWorker(target) },
  };
}

/** Both limits of a resource as far as they are set; nothing where that is not known of one of them. */
function pair<T>(
  target: TargetView,
  [min, max, amount]: readonly [Reading<T>, Reading<T>, (known: Known<T>) => bigint],
): Pick<Limited, 'min' | 'max'> | undefined {
  const limit = (one: Reading<T>): Limit | undefined =>
    one.known && one.set ? { amount: amount(one), text: one.text, origin: one.origin } : undefined;
  const certain = (one: Reading<T>): boolean => one.known || one.absent;
  if (!certain(max)) return undefined;
  // 1.18 knows no lower limits.
  const lower = target.version('>=1.19');
  if (lower === 'none') return { min: undefined, max: limit(max) };
  return certain(min) && (lower === 'all' || !min.set) ? { min: limit(min), max: limit(max) } : undefined;
}

/** Follows `TaskExecutorProcessUtils#getCpuCoresWithFallback`, with what Kubernetes and YARN give it to fall back on. */
function cpuOfWorker(target: TargetView, slots: number): bigint | undefined {
  const own = target.double('taskmanager.cpu.cores');
  const fallback = isNativeKubernetes(target)
    ? target.double('kubernetes.taskmanager.cpu.amount')
    : target.int('yarn.containers.vcores');
  if (own.known) return cpuOf(own.value);
  if (!own.absent || !(fallback.known || fallback.absent)) return undefined;
  return cpuOf(fallback.known && fallback.value > 0 ? fallback.value : slots);
}

/** What tasks and their network have of a TaskManager's memory (`WorkerResourceSpec#getTotalMemSize`). */
const FOR_TASKS: ReadonlySet<string> = new Set(['Task Heap', 'Task Off-Heap', 'Network', 'Managed Memory']);

function memoryOfWorker(target: TargetView): bigint | undefined {
  const memory = target.processMemory('taskmanager');
  if (memory.kind !== 'plan') return undefined;
  const parts = memory.flinkParts.filter(({ name }) => FOR_TASKS.has(name));
  return parts.reduce((sum, { bytes }) => sum + bytes, 0n);
}

/** Decimals of CPU cores that Flink keeps (`Resource#MAX_VALUE_SCALE`). */
const DIGITS = 8;

/** Cores as a whole number, in the smallest part that Flink keeps; the rest is cut off. */
export function cpuOf(cores: number): bigint {
  const [mantissa = '', exponent = '0'] = String(Math.abs(cores)).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = DIGITS - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return cores < 0 ? -size : size;
}

/** Why limits are refused: the lower one is above the upper one, or no number of workers comes to lie between them. */
export interface Contradiction {
  readonly why: 'crossed' | 'nothing-between';
  readonly lower: Limit;
  readonly upper: Limit;
}

/**
 * What `SlotManagerConfiguration` finds wrong with the limits of a resource. One that is not set follows from that of
 * slots: as much as so many slots have.
 */
export function contradiction({ min, max, ofWorker }: Limited, slots: Limited): Contradiction | undefined {
  const [lower, upper] = [min ?? slots.min, max ?? slots.max];
  if (lower === undefined || upper === undefined || (min ?? max) === undefined) return undefined;
  const share = ({ amount }: Limit): bigint | undefined => shareOf(amount, ofWorker, slots.ofWorker);
  const least = min === undefined ? share(lower) : min.amount;
  // No limit of slots is none of anything else.
  const most = max === undefined && upper.amount !== NO_LIMIT ? share(upper) : max?.amount;
  if (least === undefined || most === undefined) return undefined;
  if (least > most) return { why: 'crossed', lower, upper };
  if (least === 0n || ofWorker === undefined || ofWorker <= 0n) return undefined;
  const fits = (least + ofWorker - 1n) / ofWorker <= most / ofWorker;
  return fits ? undefined : { why: 'nothing-between', lower, upper };
}

function shareOf(slots: bigint, ofWorker: bigint | undefined, perWorker: bigint | undefined): bigint | undefined {
  return ofWorker === undefined || !perWorker ? undefined : (ofWorker * slots) / perWorker;
}
