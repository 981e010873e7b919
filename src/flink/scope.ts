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

/** Who may set an option so that something reads it. */
export type Setter = 'cluster' | 'job' | 'client' | 'operator';

/** The Kubernetes operator and its autoscaler keep these to themselves. */
const OPERATOR = /^(?:kubernetes\.operator|job\.autoscaler|autoscaler\.standalone)\./;

/** What the command line, the SQL client or whoever deploys a cluster reads: `DeploymentOptions`, `ClientOptions`, … */
const CLIENT =
  /^(?:client\.|akka\.client\.|sql-client\.|execution\.(?:target|attached|shutdown-on-attached-exit)$|env\.java\.opts\.client$|kubernetes\.|yarn\.)/;

/** Who may set an option; options of clients that deploy a cluster reach its processes with the rest. */
export function setterOf(key: string): Setter {
  if (OPERATOR.test(key)) return 'operator';
  if (CLIENT.test(key)) return 'client';
  return isJobOption(key) ? 'job' : 'cluster';
}
