import { lookup } from '../../lookup.js';
import type { FlinkCommand } from '../../model/commands.js';
import type { Platform } from '../../model/target.js';

/** What a command starts, and where. */
export interface Deployment {
  readonly kind: 'cluster' | 'job';
  readonly deployment: 'session' | 'application' | 'unknown';
  readonly platform?: Platform;
}

const BY_COMMAND: Readonly<Record<string, Deployment>> = {
  'standalone-job.sh': { kind: 'job', deployment: 'application' },
  'kubernetes-session.sh': { kind: 'cluster', deployment: 'session', platform: 'kubernetes-native' },
  'yarn-session.sh': { kind: 'cluster', deployment: 'session', platform: 'yarn' },
  'flink run-application': { kind: 'job', deployment: 'application' },
  'flink run': { kind: 'job', deployment: 'unknown' },
  'sql-client.sh embedded': { kind: 'job', deployment: 'unknown' },
  'sql-client.sh gateway': { kind: 'job', deployment: 'unknown' },
};

/** Whether a command is a process of a cluster's, and no client. */
export const isProcess = (command: string): boolean => PROCESSES.has(command);

const PROCESSES: ReadonlySet<string> = new Set(['jobmanager.sh', 'taskmanager.sh', 'standalone-job.sh']);

/** `DeploymentOptions#TARGET`. */
const BY_TARGET: Readonly<Record<string, Deployment>> = {
  remote: { kind: 'job', deployment: 'session' },
  'kubernetes-session': { kind: 'job', deployment: 'session', platform: 'kubernetes-native' },
  'kubernetes-application': { kind: 'job', deployment: 'application', platform: 'kubernetes-native' },
  'yarn-session': { kind: 'job', deployment: 'session', platform: 'yarn' },
  'yarn-application': { kind: 'job', deployment: 'application', platform: 'yarn' },
  'yarn-per-job': { kind: 'job', deployment: 'application', platform: 'yarn' },
};

/** What a command starts; nothing where it starts nothing. */
export function deploysBy(command: FlinkCommand): Deployment | undefined {
  const usual = lookup(BY_COMMAND, command.command);
  const target = executionTarget(command);
  return usual === undefined || target === undefined ? usual : (lookup(BY_TARGET, target) ?? usual);
}

/** The execution target that a command names: by `-t`, by `-D`, or by `-m` (`AbstractYarnCli#isActive`, `DefaultCLI`). */
export function executionTarget({ options, settings }: FlinkCommand): string | undefined {
  const named = options.find(({ name }) => name === 't' || name === 'e')?.values[0]?.value;
  const master = options.find(({ name }) => name === 'm')?.values[0]?.value;
  return (
    named ??
    settings.findLast(({ key }) => key === 'execution.target')?.value ??
    (master === undefined ? undefined : master === 'yarn-cluster' ? 'yarn-per-job' : 'remote')
  );
}
