import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Approximate local recovery',
  severity: 'error',
  cost: 'restart',
  applies: { flink: '>=1.19', mode: 'streaming' },
  docs: {
    what: 'Approximate local recovery is switched on.',
    why: 'Flink reads the option since 1.19, and none of its schedulers supports what it asks for: the default one refuses every job, the adaptive one every job whose tasks exchange data.',
    fix: 'Remove execution.state-recovery.approximate-local-recovery.',
    references: [
      'DefaultSchedulerComponents#createSchedulerComponents',
      'AdaptiveScheduler#assertPreconditions',
      'StateRecoveryOptions#APPROXIMATE_LOCAL_RECOVERY',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.state-recovery.approximate-local-recovery: true\n' },
        flinkVersion: '2.2',
        finds: [
          {
            at: 'true',
            message:
              'Flink refuses every job whose tasks exchange data: no scheduler supports approximate local recovery.',
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.state-recovery.approximate-local-recovery: false\n' } }],
  },
  check: {
    *target(target) {
      const approximate = target.boolean('execution.state-recovery.approximate-local-recovery');
      if (!approximate.known || !approximate.value) return;
      const message =
        'Flink refuses every job whose tasks exchange data: no scheduler supports approximate local recovery.';
      yield { at: approximate.origin, message };
    },
  },
});
