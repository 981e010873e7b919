import { defineRule } from '../../src/rule.js';

/** Switches of metrics that are off by default because of what they cost. */
const SWITCHES = {
  'state.latency-track.keyed-state-enabled': 'Flink times accesses to keyed state',
  'state.size-track.keyed-state-enabled': 'Flink measures keys and values of keyed state',
  'taskmanager.network.detailed-metrics': 'Flink inspects the queues of every channel each time that metrics are read',
} as const;

export default defineRule({
  title: 'Metrics that cost throughput',
  severity: 'info',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'Latency markers, timing of state access or another expensive metric is switched on.',
    why: 'Flink leaves them off because they cost throughput or, with latency markers, make a histogram for each pair of source and operator instance, which metrics systems choke on.',
    fix: 'Remove the line once what it was set for is measured.',
    references: ['MetricOptions#LATENCY_INTERVAL', 'NettyShuffleEnvironmentOptions#NETWORK_DETAILED_METRICS'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'metrics.latency.interval: 1 s\n' },
        flinkVersion: '2.0',
        finds: [
          {
            at: '1 s',
            message: "Each source sends a latency marker every '1 s', and each operator keeps a histogram of them.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'metrics.latency.interval: 0\n' } }],
  },
  check: {
    *target(target) {
      const interval = target.duration('metrics.latency.interval');
      if (interval.known && interval.ms > 0) {
        const message = `Each source sends a latency marker every '${interval.text}', and each operator keeps a histogram of them.`;
        yield { at: interval.origin, message };
      }
      for (const key of Object.keys(SWITCHES) as (keyof typeof SWITCHES)[]) {
        const option = target.boolean(key);
        if (!option.known || !option.value) continue;
        yield { at: option.origin, message: `'${target.name(key)}' is true: ${SWITCHES[key]}.` };
      }
    },
  },
});
