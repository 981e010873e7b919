import { isOneOf } from '../../src/flink/words.js';
import { defineRule, type TargetView } from '../../src/rule.js';

const OPTIONS = {
  'rest.flamegraph.enabled': 'Flame graphs are on: whoever opens one makes every TaskManager sample its threads',
  'rest.profiling.enabled':
    'Profiling from the web interface is on: whoever reaches it can start a profiler in any process',
} as const;

export default defineRule({
  title: 'Flame graphs or profiler open in production',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'rest.flamegraph.enabled or rest.profiling.enabled is true.',
    why: 'Both are made for the time of an investigation: they take stack traces of running jobs and cost throughput, and the profiler is experimental.',
    fix: 'Remove the line, and set it again for the time of an incident.',
    references: ['RestOptions#ENABLE_FLAMEGRAPH', 'RestOptions#ENABLE_PROFILER'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.flamegraph.enabled: true\n' },
        finds: [
          {
            at: 'true',
            message: 'Flame graphs are on: whoever opens one makes every TaskManager sample its threads.',
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'rest.flamegraph.enabled: false\n' } }],
  },
  check: {
    *target(target) {
      for (const key of Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]) {
        const option = target.boolean(key);
        if (!option.known || !option.value) continue;
        yield {
          at: option.origin,
          message: `${OPTIONS[key]}.`,
          ...(isInProduction(target) ? {} : { severity: 'info' }),
        };
      }
    },
  },
});

/** Nobody gives a cluster for trying things out a second JobManager. */
function isInProduction(target: TargetView): boolean {
  const availability = target.string('high-availability.type');
  return availability.known && isOneOf(availability.value, ['zookeeper', 'kubernetes']);
}
