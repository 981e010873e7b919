import type { Target } from '../model/target.js';
import type { TargetView } from '../model/view.js';
import { isNativeMode, isOperators } from './manifest.js';

/** Platforms that put every process in a container, or under a resource manager that decides where it listens. */
const CONTAINED: readonly Target['platform'][] = [
  ...(['docker', 'kubernetes-native', 'kubernetes-operator', 'kubernetes-standalone'] as const),
  ...(['aws-managed-flink', 'alibaba', 'ververica', 'confluent'] as const),
];

/** Platforms that run several processes on one machine as they see fit. */
const SHARED: readonly Target['platform'][] = ['yarn', 'emr'];

/** Whether the processes run in containers: by the platform, or because an image names the Flink version. */
export const isContained = ({ platform, version }: Target): boolean =>
  CONTAINED.includes(platform) || (platform === 'standalone' && version.strength === 'deployment');

/** Whether a resource manager places the processes on machines that they share. */
export const isPlacedByManager = ({ platform }: Target): boolean => SHARED.includes(platform);

/** Names that JobManagers have as services of a compose file or of Kubernetes. */
const SERVICE = /^[\w-]*job-?manager[\w-]*$/i;

/** Whether anything at all speaks for containers: an image somewhere in the repository, or the name of a service. */
const mayBeContained = (target: Target): boolean =>
  isContained(target) ||
  target.evidence.some(({ strength }) => strength === 'deployment') ||
  target.layers.some(({ settings }) =>
    settings.some(({ key, value }) => key === 'jobmanager.rpc.address' && SERVICE.test(value)),
  );

/** Whether somebody starts the processes on machines of their own, and nothing speaks for containers. */
export const isBareMachine = (target: Target): boolean => target.platform === 'standalone' && !mayBeContained(target);

/** Whether a host name or address means the machine itself. */
export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/** Whether an address means every interface of the machine. */
export const isAnyAddress = (host: string): boolean => /^(?:0\.0\.0\.0|\[?::0?\]?)$/.test(host);

/** Options that only the client of native Kubernetes reads. */
const isNativeOption = (key: string): boolean => NATIVE.some((start) => key.startsWith(start));

const NATIVE = ['container.image', 'jobmanager.', 'taskmanager.', 'pod-template'].map((end) => `kubernetes.${end}`);

/**
 * Whether options are set that only native Kubernetes reads. A cluster id is none of them: Kubernetes' high availability
 * needs one on standalone clusters too.
 */
export const isNativeKubernetes = ({ settings, target: { resource } }: TargetView): boolean =>
  resource !== undefined && isOperators(resource)
    ? isNativeMode(resource)
    : settings.some(({ key }) => isNativeOption(key));

/** Whether Flink itself starts the TaskManagers. */
export const startsWorkers = (view: TargetView): boolean => isPlacedByManager(view.target) || isNativeKubernetes(view);
