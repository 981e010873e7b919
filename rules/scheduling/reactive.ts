import { startsWorkers } from '../../src/flink/platforms.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Reactive mode where Flink refuses it, or without checkpoints',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The scheduler mode is reactive on YARN or native Kubernetes, together with a parallelism, or for a job without checkpoints.',
    why: 'Only standalone application clusters run in reactive mode; all others do not start. It takes every slot there is and ignores parallelism.default. Each TaskManager that comes or goes restarts the job, which loses its state without checkpoints.',
    fix: 'Remove scheduler-mode and use the adaptive scheduler, or deploy the job as a standalone application cluster.',
    references: [
      'ClusterEntrypoint#supportsReactiveMode',
      'AdaptiveScheduler#computeReactiveModeVertexParallelismStore',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'taskmanager.numberOfTaskSlots: 2\nscheduler-mode: reactive\nyarn.application.name: orders\n',
        },
        finds: [
          {
            at: 'reactive',
            message:
              "No JobManager starts here with the scheduler mode 'reactive': Flink runs it only on standalone application clusters.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': 'taskmanager.numberOfTaskSlots: 2\nscheduler-mode: reactive\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: 'reactive',
            message:
              "Each TaskManager that comes or goes makes the job start from nothing: 'execution.checkpointing.interval' is not set.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'scheduler-mode: reactive\nexecution.checkpointing.interval: 1 min\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const mode = target.enum('scheduler-mode');
      if (!mode.known || mode.value.toLowerCase() !== 'reactive') return;
      if (startsWorkers(target)) {
        const message = `No JobManager starts here with the scheduler mode '${mode.text}': Flink runs it only on standalone application clusters.`;
        yield { at: mode.origin, message };
        return;
      }
      if (target.target.mode !== 'streaming') return;
      yield* withoutCheckpoints(target, mode.origin);
      const parallelism = target.int('parallelism.default');
      if (!parallelism.known || !parallelism.set || parallelism.value <= 1) return;
      const message = `Flink ignores the parallelism '${parallelism.text}' in reactive mode: a job takes all slots there are, up to its maximum parallelism.`;
      yield { at: parallelism.origin, related: [mode.origin], message, severity: 'info' };
    },
  },
});

function* withoutCheckpoints(target: TargetView, at: Draft['at']): Iterable<Draft> {
  const interval = target.duration('execution.checkpointing.interval');
  if (interval.known || !interval.absent || target.target.profile === 'development') return;
  const message =
    "Each TaskManager that comes or goes makes the job start from nothing: 'execution.checkpointing.interval' is not set.";
  yield { at, message, severity: 'warning' };
}
