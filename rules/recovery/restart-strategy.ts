import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

/** Each failure within the interval has its place in an array, which has one more; the JVM's longest is this. */
const LONGEST_ARRAY = 2 ** 31 - 3;

export default defineRule({
  title: 'Restart strategy that fails, or fails the job',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The restart strategy is unknown to Flink, its options break the bounds that Flink enforces, or it ends the job on the first failures.',
    why: 'Flink refuses every job with an unknown strategy or with options out of bounds. With none, the first failure ends the job; with fixed-delay and no number of attempts, the second.',
    fix: "Use 'exponential-delay', the default of Flink 1.19 and later for jobs with checkpoints.",
    references: ['RestartBackoffTimeStrategyFactoryLoader', 'RestartStrategyOptions'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'restart-strategy.type: fixed\n' },
        finds: [
          {
            at: 'fixed',
            message:
              "Flink refuses every job: 'fixed' is not one of 'disable', 'fixed-delay', 'failure-rate', 'exponential-delay'.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'restart-strategy:\n  type: none\n' },
        finds: [{ at: 'none', message: "The first failure ends the job: the restart strategy is 'none'." }],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'restart-strategy.type: exponential-delay\n' } },
      {
        files: { 'conf/flink-conf.yaml': 'restart-strategy: fixeddelay\nrestart-strategy.fixed-delay.attempts: 10\n' },
      },
    ],
  },
  check: {
    *target(target) {
      const setting = target.setting('restart-strategy.type');
      if (setting?.refusal !== undefined) {
        if (setting.quoted && setting.layer.grammar === 'legacy') return;
        yield { at: setting.valueAt, message: `Flink refuses every job: ${setting.refusal}.` };
        return;
      }
      const type = target.string('restart-strategy.type');
      if (!type.known || !type.set) return;
      switch (type.value.toLowerCase()) {
        case 'none':
        case 'off':
        case 'disable': {
          if (target.target.profile === 'development') return;
          const message = `The first failure ends the job: the restart strategy is '${type.text}'.`;
          yield { at: type.origin, message, severity: 'warning' };
          return;
        }
        case 'fixed-delay':
        case 'fixeddelay':
          yield* fixedDelay(target);
          return;
        case 'failure-rate':
        case 'failurerate':
          yield* failureRate(target);
          return;
        case 'exponential-delay':
        case 'exponentialdelay':
          yield* exponentialDelay(target);
      }
    },
  },
});

function* fixedDelay(target: TargetView): Iterable<Draft> {
  const attempts = target.int('restart-strategy.fixed-delay.attempts');
  const type = target.setting('restart-strategy.type');
  if (attempts.known && attempts.set && attempts.value < 0) {
    yield refused(attempts.origin, attempts.text, 'attempts', 'it must not be negative');
  }
  if (attempts.set || type === undefined || target.target.profile === 'development') return;
  yield {
    at: type.valueAt,
    message: `The strategy '${type.value}' without 'restart-strategy.fixed-delay.attempts' restarts the job once, and then it fails.`,
    help: "Set restart-strategy.fixed-delay.attempts, or use 'exponential-delay'.",
    severity: 'warning',
  };
}

function* failureRate(target: TargetView): Iterable<Draft> {
  const failures = target.int('restart-strategy.failure-rate.max-failures-per-interval');
  const interval = target.duration('restart-strategy.failure-rate.failure-rate-interval');
  if (failures.known && failures.value <= 0) {
    yield refused(failures.origin, failures.text, 'max-failures-per-interval', 'it must be greater than 0');
  }
  if (failures.known && failures.value > LONGEST_ARRAY - 1) {
    yield refused(failures.origin, failures.text, 'max-failures-per-interval', 'no Java array is that long');
  }
  if (interval.known && interval.ms <= 0) {
    yield refused(interval.origin, interval.text, 'failure-rate-interval', 'it must be greater than 0 ms');
  }
}

function* exponentialDelay(target: TargetView): Iterable<Draft> {
  const initial = target.duration('restart-strategy.exponential-delay.initial-backoff');
  const max = target.duration('restart-strategy.exponential-delay.max-backoff');
  const multiplier = target.double('restart-strategy.exponential-delay.backoff-multiplier');
  const jitter = target.double('restart-strategy.exponential-delay.jitter-factor');
  const threshold = target.duration('restart-strategy.exponential-delay.reset-backoff-threshold');
  const attempts = target.int('restart-strategy.exponential-delay.attempts-before-reset-backoff');
  if (initial.known && initial.ms < 1) {
    yield refused(initial.origin, initial.text, 'initial-backoff', 'it must be at least 1 ms');
  }
  if (initial.known && max.known && max.ms < initial.ms) {
    yield refused(max.origin, max.text, 'max-backoff', `it is less than the initial backoff '${initial.text}'`);
  }
  if (multiplier.known && !(multiplier.value > 1)) {
    yield refused(multiplier.origin, multiplier.text, 'backoff-multiplier', 'it must be greater than 1');
  }
  if (jitter.known && !(jitter.value >= 0 && jitter.value <= 1)) {
    yield refused(jitter.origin, jitter.text, 'jitter-factor', 'it must lie between 0 and 1');
  }
  if (threshold.known && threshold.ms < 1) {
    yield refused(threshold.origin, threshold.text, 'reset-backoff-threshold', 'it must be at least 1 ms');
  }
  if (attempts.known && attempts.value < 1) {
    yield refused(attempts.origin, attempts.text, 'attempts-before-reset-backoff', 'it must be at least 1');
  }
}

const refused = (at: Draft['at'], text: string, name: string, why: string): Draft => ({
  at,
  message: `Flink refuses every job: the ${name} '${text}' is out of bounds, ${why}.`,
  help: 'Write a value within the bounds, or remove the line for the default.',
});
