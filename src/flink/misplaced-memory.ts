import type { ShapeFault } from '../model/target.js';
import type { TargetView } from '../model/view.js';

/** The fields of a resource that describe its processes. */
export const PROCESS_FIELDS = { jobmanager: 'jobManager', taskmanager: 'taskManager' } as const;

/**
 * A field that was meant to give a process its memory and stands where the operator does not look, as
 * `jobManager.memory` for `jobManager.resource.memory`; only where nothing else gives it any.
 */
export function misplacedMemory(target: TargetView, process: keyof typeof PROCESS_FIELDS): ShapeFault | undefined {
  const memory = target.processMemory(process);
  if (memory.kind !== 'refused' || memory.refusal.reason !== 'not-configured') return undefined;
  const meant = `${PROCESS_FIELDS[process]}.resource.memory`;
  return target.target.shape?.find(({ kind, nearest }) => kind === 'unknown' && nearest === meant);
}
