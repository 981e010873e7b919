import { type Draft, defineRule, duration, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Heartbeats that Flink refuses, or that time out too soon',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The interval of heartbeats is 0, negative or longer than their timeout, or the timeout is short.',
    why: 'Flink refuses such intervals, and no process starts. With a short timeout, a pause for garbage collection looks like a lost TaskManager: its jobs restart, and fall back to their last checkpoint.',
    fix: 'Remove both options for the defaults of 10 s and 50 s, or keep heartbeat.timeout at several times heartbeat.interval.',
    references: ['HeartbeatServicesImpl', 'HeartbeatManagerOptions'],
  },
  options: { min: duration('10 s', 'The shortest timeout that is not reported.') },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'heartbeat:\n  interval: 60000\n  timeout: 50000\n' },
        finds: [
          {
            at: '60000',
            message: "Flink refuses the heartbeat interval '60000': it is longer than the timeout '50000'.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'heartbeat:\n  interval: 1000\n  timeout: 5000\n' },
        finds: [
          {
            at: '5000',
            message: "A process that pauses for '5000' ms counts as lost, and its jobs restart.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'heartbeat:\n  interval: 20000\n  timeout: 100000\n' } }],
  },
  check: {
    *target(target, { options: { min } }) {
      yield* failureThreshold(target);
      const interval = target.duration('heartbeat.interval');
      const timeout = target.duration('heartbeat.timeout');
      if (interval.known && interval.set && interval.ms <= 0) {
        const message = `Flink refuses the heartbeat interval '${interval.text}': it must be greater than 0.`;
        yield { at: interval.origin, message };
        return;
      }
      if (!timeout.known) return;
      if (interval.known && interval.ms > timeout.ms) {
        const related = [interval.set ? timeout.origin : interval.origin];
        const message = interval.set
          ? `Flink refuses the heartbeat interval '${interval.text}': it is longer than the timeout '${timeout.text}'.`
          : `Flink refuses the heartbeat timeout '${timeout.text}': it is shorter than the interval '${interval.text}'.`;
        yield { at: interval.set ? interval.origin : timeout.origin, related, message };
        return;
      }
      if (!timeout.set || timeout.ms >= min || target.target.profile === 'development') return;
      const pause = /^\d+$/.test(timeout.text) ? `'${timeout.text}' ms` : `'${timeout.text}'`;
      const message = `A process that pauses for ${pause} counts as lost, and its jobs restart.`;
      yield { at: timeout.origin, message, severity: 'info' };
    },
  },
});

function* failureThreshold(target: TargetView): Iterable<Draft> {
  const threshold = target.int('heartbeat.rpc-failure-threshold');
  if (!threshold.known || threshold.value > 0 || threshold.value === -1) return;
  const message = `Flink refuses the threshold '${threshold.text}': it must be at least 1, or -1 to count no failures.`;
  yield { at: threshold.origin, message };
}
