import { isOneOf } from './words.js';

/** What the layer of the operator's own configuration is called, beneath all of its resources. */
export const OPERATOR_DEFAULTS_LAYER = 'operator-defaults';

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

/** Whether a version of the operator, the newest where none is named, is as new as another. */
export const isAtLeast = (version: string | undefined, first: string): boolean =>
  order(version ?? NEWEST_OPERATOR, first) >= 0;

function order(a: string, b: string): number {
  const [one = 0, minor = 0] = a.split('.').map(Number);
  const [other = 0, second = 0] = b.split('.').map(Number);
  return one - other || minor - second;
}

/** The newest version of Flink that `FlinkVersion` of each version of the operator has, as read in the released sources of 1.4 to 1.15. */
const NEWEST_FLINK: readonly (readonly [operator: string, flink: string])[] = [
  ['1.4', 'v1_17'],
  ['1.6', 'v1_18'],
  ['1.7', 'v1_19'],
  ['1.10', 'v1_20'],
  ['1.11', 'v2_0'],
  ['1.13', 'v2_2'],
  ['1.15', 'v2_4'],
];

/** The newest version of Flink that a version of the operator knows. */
export const newestFlink = (operator: string): string | undefined =>
  NEWEST_FLINK.findLast(([first]) => isAtLeast(operator, first))?.[1];

/** Whether a value of `high-availability.type` turns it on: `HighAvailabilityMode#isHighAvailabilityModeActivated`. */
export const activatesHighAvailability = (value: string | undefined): boolean =>
  value !== undefined && !isOneOf(value.trim(), ['none', 'standalone']);
