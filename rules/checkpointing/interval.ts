import { type Draft, defineRule, duration, type TargetView } from '../../src/rule.js';

/** What Flink itself demands (`CheckpointCoordinatorConfiguration#MINIMAL_CHECKPOINT_TIME`). */
const FLINKS_MINIMUM_MS = 10;

export default defineRule({
  title: 'Checkpoint interval out of bounds',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The checkpoint interval, the one during a backlog or the number of concurrent checkpoints is outside what Flink allows; or the interval is shorter or longer than is sensible.',
    why: 'Flink refuses intervals below 10 ms; 0 does not switch checkpoints off. During a backlog 0 does, and else that interval must not be the shorter one. Very short ones spend more on checkpoints than on the job, very long ones reprocess much after a failure.',
    fix: 'Set execution.checkpointing.interval to between 10 s and 10 min, or remove it to switch checkpoints off.',
    references: [
      'CheckpointConfig#setCheckpointInterval',
      'CheckpointConfig#getCheckpointIntervalDuringBacklog',
      'StreamingJobGraphGenerator#preValidate',
      'CheckpointingOptions#CHECKPOINTING_INTERVAL',
    ],
  },
  options: {
    min: duration('1 s', 'The shortest interval that is not reported.'),
    max: duration('1 h', 'The longest interval that is not reported.'),
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing.interval: 0\n' },
        finds: [
          {
            at: '0',
            message:
              "Flink refuses the checkpoint interval '0': it must be at least 10 ms, and 0 does not switch checkpoints off.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'execution.checkpointing.interval: 60\n' },
        finds: [
          { at: '60', message: "The checkpoint interval '60' is 60 ms: a number without a unit counts milliseconds." },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n' } }],
  },
  check: {
    *target(target, { options: { min, max } }) {
      yield* concurrency(target);
      yield* backlog(target);
      const interval = target.duration('execution.checkpointing.interval');
      if (!interval.known) return;
      const { ms, text, origin } = interval;
      if (ms < FLINKS_MINIMUM_MS) {
        const also = ms === 0 ? ', and 0 does not switch checkpoints off' : '';
        yield {
          at: origin,
          message: `Flink refuses the checkpoint interval '${text}': it must be at least 10 ms${also}.`,
        };
      } else if (Number(ms) < Number(min)) {
        const bare = /^\d+$/.test(text);
        // Tests and trials checkpoint as fast as they can on purpose.
        if (!bare && target.target.profile === 'development') return;
        const message = bare
          ? `The checkpoint interval '${text}' is ${text} ms: a number without a unit counts milliseconds.`
          : `The checkpoint interval '${text}' is very short.`;
        yield { at: origin, message, severity: 'warning' };
      } else if (Number(ms) > Number(max)) {
        const message = `The checkpoint interval '${text}' is long: a failure reprocesses up to that much.`;
        yield { at: origin, message, severity: 'info' };
      }
    },
  },
});

function* concurrency(target: TargetView): Iterable<Draft> {
  const most = target.int('execution.checkpointing.max-concurrent-checkpoints');
  if (!most.known || most.value >= 1) return;
  yield {
    at: most.origin,
    message: `Flink refuses '${most.text}' concurrent checkpoints: it must be at least 1.`,
    help: 'Remove execution.checkpointing.max-concurrent-checkpoints, for the default is 1.',
  };
}

function* backlog(target: TargetView): Iterable<Draft> {
  const interval = target.duration('execution.checkpointing.interval');
  const during = target.duration('execution.checkpointing.interval-during-backlog');
  if (!during.known) return;
  const { ms, text, origin } = during;
  if (ms === 0) {
    yield* pausedSources(target, during);
  } else if (ms < FLINKS_MINIMUM_MS) {
    const message = `Flink refuses the interval '${text}' during a backlog: it must be 0, for none, or at least 10 ms.`;
    yield { at: origin, message };
  } else if (interval.known && ms < interval.ms) {
    const message = `Flink refuses every job: the interval '${text}' during a backlog is shorter than the interval '${interval.text}'.`;
    yield { at: origin, related: [interval.origin], message };
  } else if (!interval.known && interval.absent) {
    const message = `Flink refuses every job: there is an interval '${text}' during a backlog, and no checkpoint interval.`;
    yield { at: origin, message };
  }
}

function* pausedSources(target: TargetView, during: { readonly origin: Draft['at'] }): Iterable<Draft> {
  const paused = target.boolean('pipeline.sources.pause-until-first-checkpoint');
  const interval = target.duration('execution.checkpointing.interval');
  if (!paused.known || !paused.value || (!interval.known && interval.absent)) return;
  yield {
    at: paused.origin,
    related: [during.origin],
    message: 'Flink refuses every job: sources wait for the first checkpoint, and there is none during a backlog.',
    help: 'Remove pipeline.sources.pause-until-first-checkpoint or execution.checkpointing.interval-during-backlog.',
  };
}
