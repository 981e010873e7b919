import type { TargetView } from '../model/view.js';

/** Who decides how parallel a job runs, and what becomes of a parallelism that code fixes for one operator. */
export interface Rescaler {
  readonly applies: (target: TargetView) => boolean;
  /** `pins`: the operator stays as it is while the rest is scaled. */
  readonly explicit: 'pins' | 'overridden' | 'ignored';
  /** Whether the parallelism of the whole environment is meant too. */
  readonly environment: boolean;
  /** What is lost, as the end of a sentence. */
  readonly loss: string;
  /** Where it is said. */
  readonly source: string;
}

const isReactive = (target: TargetView): boolean => {
  const mode = target.enum('scheduler-mode');
  return mode.known && mode.set && mode.value.toLowerCase() === 'reactive';
};

const isAutoscaled = (target: TargetView): boolean => {
  const enabled = target.boolean('job.autoscaler.enabled');
  return enabled.known && enabled.value;
};

/** Batch jobs take the adaptive scheduler unless another one is named. */
const isAdaptiveBatch = (target: TargetView): boolean => {
  const scheduler = target.setting('jobmanager.scheduler');
  const adaptive = scheduler === undefined || scheduler.value.toLowerCase().replaceAll('_', '-') === 'adaptivebatch';
  return target.target.mode === 'batch' && adaptive && target.version('>=1.17') === 'all';
};

/** The first that applies decides. */
export const RESCALERS: readonly Rescaler[] = [
  {
    applies: isReactive,
    explicit: 'ignored',
    environment: true,
    loss: 'every operator takes all the slots that there are',
    source: 'AdaptiveScheduler#computeReactiveModeVertexParallelismStore',
  },
  {
    applies: isAutoscaled,
    explicit: 'overridden',
    environment: false,
    loss: 'it sets what it measures',
    source: 'PipelineOptions#PARALLELISM_OVERRIDES',
  },
  {
    applies: ({ target }) => target.platform === 'alibaba',
    explicit: 'pins',
    environment: true,
    loss: 'Realtime Compute rescales a running job only where nothing is fixed',
    source:
      'https://www.alibabacloud.com/help/en/flink/realtime-flink/user-guide/dynamically-update-deployment-parameters',
  },
  {
    applies: ({ target }) => target.platform === 'aws-managed-flink',
    explicit: 'pins',
    environment: true,
    loss: 'the scaling of the service leaves it as it is',
    source: 'https://docs.aws.amazon.com/managed-flink/latest/java/how-scaling.html',
  },
  {
    applies: isAdaptiveBatch,
    explicit: 'pins',
    environment: false,
    loss: 'the adaptive scheduler cannot fit it to the data',
    source: 'AdaptiveBatchScheduler',
  },
];

/** What changes the parallelism of a target's jobs while they run; nothing where nobody does. */
export const rescalerOf = (target: TargetView): Rescaler | undefined =>
  RESCALERS.find(({ applies }) => applies(target));
