/**
 * Options that a job may bring itself, by code, by `-D` at submission or by SQL's SET, so that their absence from a
 * cluster's configuration says nothing. All others belong to the cluster's processes.
 * Follows what `StreamExecutionEnvironment#configure`, `CheckpointConfig#configure`, `ExecutionConfig#configure` and
 * `TableConfig` read.
 */
const JOB_PREFIXES = [
  'execution.',
  'pipeline.',
  'parallelism.',
  'restart-strategy',
  'state.',
  'table.',
  'python.',
  'sql-client.',
  'cleanup-strategy',
  'dstl.',
  'taskmanager.memory.managed.consumer-weights',
] as const;

/** Whether a job may bring the option itself. */
export const isJobOption = (key: string): boolean => JOB_PREFIXES.some((prefix) => key.startsWith(prefix));
