import type { MemoryPartName, MemoryRefusal, ProcessName } from '../../model/memory.js';
import { processKeys } from './derive.js';
import { LEGACY_HEAP } from './legacy-heap.js';

/** Refusals that can only come of two sizes that say the same thing twice. */
const CONFLICTS: ReadonlySet<MemoryRefusal['reason']> = new Set([
  'process-too-small',
  'overhead-out-of-range',
  'heap-not-flink',
  'heap-exceeds-flink',
]);

/** Whether a process does not start because two of its sizes contradict each other. */
export const isConflict = ({ reason }: MemoryRefusal): boolean => CONFLICTS.has(reason);

/** Options of which the memory model speaks and that lie elsewhere. */
const OUTSIDE: Readonly<Record<ProcessName, readonly string[]>> = {
  jobmanager: [],
  taskmanager: ['taskmanager.network.numberOfBuffers'],
};

const rangeKeys = (process: ProcessName, part: MemoryPartName): readonly string[] => {
  if (part === 'Managed Memory') return ['taskmanager.memory.managed.fraction'];
  const prefix = part === 'Network' ? 'taskmanager.memory.network' : `${process}.memory.jvm-overhead`;
  return [`${prefix}.min`, `${prefix}.max`, `${prefix}.fraction`];
};

/** The options that a refusal is about: the one to look at first, then others that take part in the sum. */
export function concernedKeys(process: ProcessName, refusal: MemoryRefusal): readonly string[] {
  if (refusal.reason === 'range') return rangeOptions(process, refusal);
  if (refusal.reason === 'segment-size' || refusal.reason === 'negative') return [refusal.option];
  const { flink, process: whole, fineGrained, metaspace, overhead } = processKeys(process);
  const totals = isConflict(refusal) ? [flink, ...fineGrained, whole] : [whole, flink, ...fineGrained];
  const { size, mb } = LEGACY_HEAP[process];
  return [...totals, size, mb, ...OUTSIDE[process], metaspace, overhead.min, overhead.max, ...OTHERS[process]];
}

/** Of a fraction out of bounds, the fraction; of a minimum above its maximum, these. */
function rangeOptions(process: ProcessName, range: MemoryRefusal & { readonly reason: 'range' }): readonly string[] {
  const keys = rangeKeys(process, range.part);
  return range.min > range.max ? keys.slice(0, 2) : keys.slice(-1);
}

const OTHERS: Readonly<Record<ProcessName, readonly string[]>> = {
  jobmanager: ['jobmanager.memory.off-heap.size'],
  taskmanager: [
    'taskmanager.memory.framework.heap.size',
    'taskmanager.memory.framework.off-heap.size',
    'taskmanager.memory.task.off-heap.size',
    'taskmanager.memory.managed.fraction',
    ...rangeKeys('taskmanager', 'Network'),
  ],
};
