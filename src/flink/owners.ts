/**
 * Options whose refused values are reported by the rule that owns the option, which can say more than that a value is
 * not of its type.
 */
export const OWNERS: Readonly<Record<string, string>> = {
  'execution.checkpointing.dir': 'checkpointing/storage',
  'execution.checkpointing.savepoint-dir': 'checkpointing/storage',
  'execution.checkpointing.storage': 'checkpointing/storage',
  'high-availability.type': 'availability/high-availability',
  'high-availability.storageDir': 'availability/storage-directory',
  'restart-strategy.type': 'recovery/restart-strategy',
  'state.backend.type': 'state/backend',
};
