/** When the operator sets an option by itself. */
export type Occasion = 'always' | 'job' | 'job-with-high-availability' | 'last-state';

/** An option that the Kubernetes operator sets where the resource does not. */
export interface OperatorDefault {
  readonly key: string;
  readonly value: string;
  readonly when: Occasion;
  /** The first and the last version of the operator that does so; its first and its newest where they are left out. */
  readonly from?: string;
  readonly to?: string;
}

/**
 * What `FlinkConfigBuilder#setDefaultConf` sets, read in the released sources of 1.0 to 1.15. Until 1.9 it stood in
 * `applyFlinkConfiguration`; since 1.10 `applyJobConfig` does it for session jobs too.
 */
export const OPERATOR_DEFAULTS: readonly OperatorDefault[] = [
  { key: 'kubernetes.rest-service.exposed.type', value: 'ClusterIP', when: 'always' },
  { key: 'web.cancel.enable', value: 'false', when: 'always' },
  { key: 'execution.checkpointing.interval', value: '5 min', when: 'last-state' },
  {
    key: 'execution.checkpointing.externalized-checkpoint-retention',
    value: 'RETAIN_ON_CANCELLATION',
    when: 'job',
  },
  { key: 'execution.submit-failed-job-on-application-error', value: 'true', when: 'job', from: '1.10' },
  {
    key: 'execution.submit-failed-job-on-application-error',
    value: 'true',
    when: 'job-with-high-availability',
    to: '1.9',
  },
];

/** The version of the operator that is taken where nothing names one. */
export const NEWEST_OPERATOR = '1.15';

/** The defaults of one version of the operator. */
export function operatorDefaults(version = NEWEST_OPERATOR): readonly OperatorDefault[] {
  return OPERATOR_DEFAULTS.filter(
    ({ from, to }) =>
      (from === undefined || order(from, version) <= 0) && (to === undefined || order(version, to) <= 0),
  );
}

function order(a: string, b: string): number {
  const [one = 0, minor = 0] = a.split('.').map(Number);
  const [other = 0, second = 0] = b.split('.').map(Number);
  return one - other || minor - second;
}

/** Whether a value of `high-availability.type` turns it on: `HighAvailabilityMode#isHighAvailabilityModeActivated`. */
export const activatesHighAvailability = (value: string | undefined): boolean =>
  value !== undefined && !/^(?:none|standalone)$/i.test(value.trim());
