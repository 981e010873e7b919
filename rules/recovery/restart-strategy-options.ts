import { defineRule, type SettingView } from '../../src/rule.js';

const OPTION = /^restart-strategy\.(fixed-delay|failure-rate|exponential-delay)\./;

export default defineRule({
  title: 'Options of a restart strategy that is not selected',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'info' },
  docs: {
    what: 'Options of a restart strategy are set, and restart-strategy.type selects another one or none at all.',
    why: 'Flink reads only the options of the selected strategy. Without restart-strategy.type it applies a strategy of its own with fixed values, even where that is the one whose options are set.',
    fix: 'Set restart-strategy.type to the strategy whose options are set, or remove them.',
    references: ['RestartBackoffTimeStrategyFactoryLoader', 'RestartStrategyOptions'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'restart-strategy:\n  type: exponential-delay\n  fixed-delay:\n    attempts: 10\n    delay: 10 s\n',
        },
        finds: [
          {
            at: '10',
            message: "Flink ignores the options of 'fixed-delay': the restart strategy is 'exponential-delay'.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'execution.checkpointing.interval: 1 min\nrestart-strategy.exponential-delay.max-backoff: 10 min\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: '10 min',
            message: "Flink ignores the options of 'exponential-delay': 'restart-strategy.type' is not set.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'restart-strategy:\n  type: exponential-delay\n  exponential-delay.max-backoff: 10 min\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const type = target.string('restart-strategy.type');
      // A placeholder, or a name that Flink refuses, selects nobody knows what.
      if (type.set && !type.known) return;
      const selected = type.known ? type.value.toLowerCase() : undefined;
      for (const [strategy, [first]] of byStrategy(target.under('restart-strategy.'))) {
        if (first === undefined || selected?.replace('-', '') === strategy.replace('-', '')) continue;
        const why =
          selected === undefined
            ? `'${target.name('restart-strategy.type')}' is not set`
            : `the restart strategy is '${type.known ? type.text : selected}'`;
        const message = `Flink ignores the options of '${strategy}': ${why}.`;
        // Whoever submits a job to a session cluster may select the strategy; one that is selected works as it says.
        const certain = selected === undefined && !type.known && type.absent;
        yield { at: first.valueAt, message, ...(certain ? {} : { severity: 'info' }) };
      }
    },
  },
});

/** Settings of each strategy, in the order of their first. */
function byStrategy(settings: readonly SettingView[]): ReadonlyMap<string, readonly SettingView[]> {
  const groups = new Map<string, SettingView[]>();
  for (const setting of settings) {
    const strategy = OPTION.exec(setting.key)?.[1];
    if (strategy === undefined || setting.status.kind === 'unknown') continue;
    groups.set(strategy, [...(groups.get(strategy) ?? []), setting]);
  }
  return groups;
}
