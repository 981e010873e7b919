import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

/** What has no effect without unaligned checkpoints. */
const SWITCHES = [
  'execution.checkpointing.unaligned.interruptible-timers.enabled',
  'execution.checkpointing.unaligned.forced',
] as const;

/** Versions that make the coordinator's configuration before they look at the mode and at whether there are checkpoints. */
const ASKS_FIRST = '>=2.0 <2.2';

export default defineRule({
  title: 'Unaligned checkpoints that Flink refuses or switches off',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'Unaligned checkpoints are combined with what excludes them, be it in the configuration or a partitioner in the code, or their options are set and have no effect.',
    why: 'Flink refuses jobs with unaligned and concurrent checkpoints, and those with partitionCustom(…) unless they are forced. With the mode AT_LEAST_ONCE it switches them off, and without them it ignores their options.',
    fix: 'Keep execution.checkpointing.max-concurrent-checkpoints at 1 and execution.checkpointing.mode at EXACTLY_ONCE, or remove execution.checkpointing.unaligned.enabled.',
    references: ['CheckpointCoordinatorConfiguration', 'CheckpointingOptions#isUnalignedCheckpointEnabled'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'execution.checkpointing:\n  interval: 1 min\n  unaligned.enabled: true\n  max-concurrent-checkpoints: 2\n',
        },
        finds: [
          {
            at: '2',
            message:
              "Flink refuses every job with unaligned checkpoints and '2' concurrent ones: there may be only one at a time.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'execution.checkpointing:\n  interval: 1 min\n  unaligned.enabled: true\n  mode: AT_LEAST_ONCE\n',
        },
        finds: [
          { at: 'true', message: "Flink switches unaligned checkpoints off, because the mode is 'AT_LEAST_ONCE'." },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'execution.checkpointing:\n  interval: 1 min\n  unaligned.enabled: true\n  aligned-checkpoint-timeout: 30 s\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      yield* duringRecovery(target);
      const interval = target.duration('execution.checkpointing.interval');
      const unaligned = target.boolean('execution.checkpointing.unaligned.enabled');
      if (!unaligned.known) return;
      if (unaligned.value && target.version(ASKS_FIRST) === 'all') {
        const refused = [...concurrency(target, unaligned)];
        yield* refused;
        if (refused.length > 0) return;
      }
      if (!interval.known && interval.absent) return;
      yield* unaligned.value ? combined(target, unaligned) : withoutEffect(target);
    },
    *operator({ at, call, partitioners }, { target }) {
      const interval = target.duration('execution.checkpointing.interval');
      const unaligned = target.boolean('execution.checkpointing.unaligned.enabled');
      const forced = target.boolean('execution.checkpointing.unaligned.forced');
      if (!partitioners.includes('partitionCustom') || !interval.known || !unaligned.known || !unaligned.value) return;
      if (forced.known ? forced.value : forced.set) return;
      const message = `Flink refuses unaligned checkpoints with a custom partitioner before '${call}', where they are not forced.`;
      const help =
        'Switch unaligned checkpoints off, or set execution.checkpointing.unaligned.forced and never restore such a checkpoint at another parallelism.';
      // Whoever submits the job may force them.
      const sure = forced.known ? {} : ({ severity: 'warning' } as const);
      yield { at: { ...at, key: `${call} partitionCustom` }, related: [unaligned.origin], message, help, ...sure };
    },
  },
});

function* concurrency(target: TargetView, unaligned: { readonly origin: Draft['at'] }): Iterable<Draft> {
  const concurrent = target.int('execution.checkpointing.max-concurrent-checkpoints');
  if (!concurrent.known || concurrent.value <= 1) return;
  const message = `Flink refuses every job with unaligned checkpoints and '${concurrent.text}' concurrent ones: there may be only one at a time.`;
  yield { at: concurrent.origin, related: [unaligned.origin], message };
}

function* combined(target: TargetView, unaligned: { readonly origin: Draft['at'] }): Iterable<Draft> {
  const mode = target.enum('execution.checkpointing.mode');
  const timeout = target.duration('execution.checkpointing.timeout');
  const aligned = target.duration('execution.checkpointing.aligned-checkpoint-timeout');
  if (mode.known && mode.value === 'AT_LEAST_ONCE') {
    const message = `Flink switches unaligned checkpoints off, because the mode is '${mode.text}'.`;
    yield { at: unaligned.origin, related: [mode.origin], message, severity: 'warning' };
    return;
  }
  if (mode.set && !mode.known) return;
  yield* concurrency(target, unaligned);
  if (aligned.known && timeout.known && aligned.ms >= timeout.ms) {
    const message = `Checkpoints never become unaligned: they expire after '${timeout.text}', before the alignment may take '${aligned.text}'.`;
    yield { at: aligned.origin, message, severity: 'warning' };
  }
}

function* withoutEffect(target: TargetView): Iterable<Draft> {
  const aligned = target.duration('execution.checkpointing.aligned-checkpoint-timeout');
  if (aligned.known && aligned.ms > 0)
    yield withoutUnaligned('execution.checkpointing.aligned-checkpoint-timeout', aligned);
  for (const key of SWITCHES) {
    const option = target.boolean(key);
    if (option.known && option.value) yield withoutUnaligned(key, option);
  }
}

const withoutUnaligned = (key: string, { origin }: { readonly origin: Draft['at'] }): Draft => ({
  at: origin,
  message: `Flink ignores '${key}': unaligned checkpoints are off.`,
  help: `Remove ${key}, or set execution.checkpointing.unaligned.enabled to true.`,
  severity: 'info',
});

/** Follows `CheckpointingOptions#isCheckpointingDuringRecoveryEnabled`. */
function* duringRecovery(target: TargetView): Iterable<Draft> {
  if (target.version('>=2.3') !== 'all') return;
  const during = target.boolean('execution.checkpointing.during-recovery.enabled');
  const downstream = target.boolean('execution.checkpointing.unaligned.recover-output-on-downstream.enabled');
  if (!during.known || !during.value || !downstream.known || downstream.value) return;
  const message =
    "Flink ignores 'execution.checkpointing.during-recovery.enabled': it needs 'execution.checkpointing.unaligned.recover-output-on-downstream.enabled'.";
  const help = 'Set execution.checkpointing.unaligned.recover-output-on-downstream.enabled to true as well.';
  yield { at: during.origin, message, help, severity: 'warning' };
}
