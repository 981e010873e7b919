import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Failover that restarts all tasks',
  severity: 'info',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: "The failover strategy is 'full'.",
    why: 'When one task fails, all tasks of the job are restarted, also those in regions that exchange no data with it.',
    fix: "Remove jobmanager.execution.failover-strategy, for 'region' is the default.",
    references: [
      'FailoverStrategyFactoryLoader',
      'RestartAllFailoverStrategy',
      'JobManagerOptions#EXECUTION_FAILOVER_STRATEGY',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'jobmanager.execution.failover-strategy: full\n' },
        finds: [{ at: 'full', message: "With the failover strategy 'full', one failed task restarts the whole job." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'jobmanager.execution.failover-strategy: region\n' } }],
  },
  check: {
    *target(target) {
      const strategy = target.string('jobmanager.execution.failover-strategy');
      if (!strategy.known || strategy.value.toLowerCase() !== 'full') return;
      const message = `With the failover strategy '${strategy.text}', one failed task restarts the whole job.`;
      yield { at: strategy.origin, message };
    },
  },
});
