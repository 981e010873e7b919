import { defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'State that is dropped when no operator claims it',
  severity: 'warning',
  cost: 'none',
  applies: { mode: 'streaming' },
  profiles: { strict: 'error', development: 'off' },
  docs: {
    what: 'Ignoring state that no operator claims is switched on for good.',
    why: 'When the uid of an operator changes by mistake, the job starts without its state instead of being refused, and nobody is told.',
    fix: 'Remove execution.state-recovery.ignore-unclaimed-state, and allow it for one submission at a time (flink run --allowNonRestoredState).',
    references: ['StateRecoveryOptions#SAVEPOINT_IGNORE_UNCLAIMED_STATE', 'Checkpoints#loadAndValidateCheckpoint'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.state-recovery.ignore-unclaimed-state: true\n' },
        finds: [
          {
            at: 'true',
            message: "A restored job silently loses the state of operators that it no longer finds: this is 'true'.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.state-recovery.ignore-unclaimed-state: false\n' } }],
  },
  check: {
    *target(target) {
      const ignore = target.boolean('execution.state-recovery.ignore-unclaimed-state');
      if (!ignore.known || !ignore.value || isGivenByFlag(target, ignore.origin.start)) return;
      const message = `A restored job silently loses the state of operators that it no longer finds: this is '${ignore.text}'.`;
      yield { at: ignore.origin, message };
    },
  },
});

/** What operations/non-restored-state speaks of. */
const isGivenByFlag = ({ target }: TargetView, start: number): boolean =>
  target.commands?.own.some(({ options }) => options.some(({ name, at }) => name === 'n' && at.start === start)) ===
  true;
