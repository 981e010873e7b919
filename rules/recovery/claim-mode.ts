import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Snapshots that nobody owns after a restore',
  severity: 'warning',
  cost: 'none',
  applies: { mode: 'streaming' },
  docs: {
    what: "The claim mode is 'LEGACY', which is deprecated.",
    why: 'The job goes on to depend on files of the snapshot it was restored from, and never deletes them: who removes the old snapshot breaks the new checkpoints, and who does not keeps it for ever.',
    fix: "Remove execution.state-recovery.claim-mode for the default 'NO_CLAIM', or use 'CLAIM' to hand the snapshot over to the job.",
    references: ['RecoveryClaimMode', 'StateRecoveryOptions#RESTORE_MODE'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.state-recovery.claim-mode: LEGACY\n' },
        finds: [
          {
            at: 'LEGACY',
            message: "With the claim mode 'LEGACY', checkpoints depend on a snapshot that the job does not own.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.state-recovery.claim-mode: CLAIM\n' } }],
  },
  check: {
    *target(target) {
      const mode = target.enum('execution.state-recovery.claim-mode');
      if (!mode.known || mode.value.toUpperCase() !== 'LEGACY') return;
      const message = `With the claim mode '${mode.text}', checkpoints depend on a snapshot that the job does not own.`;
      yield { at: mode.origin, message };
    },
  },
});
