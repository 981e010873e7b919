import { isSecret, MASK } from '../../src/flink/secrets.js';
import { defineRule, type SettingView } from '../../src/rule.js';

export default defineRule({
  title: 'Older spelling that loses to a newer one',
  severity: 'warning',
  cost: 'restart',
  applies: { flink: '>=1.15' },
  docs: {
    what: 'An option is set under two of its names, with different values.',
    why: "Flink takes the option's current name first, then its older ones, wherever they stand: the value of the losing name has no effect, even in a layer above, such as -D on the command line.",
    fix: 'Keep the current name and remove the other.',
    references: ['Configuration#getRawValueFromOption'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'state.backend.type: rocksdb\nstate.backend: hashmap\n' },
        finds: [
          { at: 'hashmap', message: "Flink takes 'rocksdb' from 'state.backend.type'; 'state.backend' has no effect." },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'state.backend: rocksdb\nstate.checkpoints.dir: s3://bucket/checkpoints\n' } },
    ],
  },
  check: {
    *setting(setting, { target }) {
      const { key, status, inEffect, option, value } = setting;
      if (!inEffect || option === undefined || (status.kind === 'alias' && status.of.length > 1)) return;
      const winner = target.settingOf(option);
      if (winner === undefined || winner.key === key) return;
      // A fallback key such as jobmanager.rpc.address is an option of its own, with a meaning of its own.
      if (status.kind === 'option' && status.key === option) return;
      if (status.kind === 'alias' && !status.deprecated) return;
      yield {
        at: setting.valueAt,
        related: [{ at: winner.valueAt, message: 'Flink takes this one.' }],
        message: `Flink takes '${shown(winner)}' from '${winner.key}'; '${key}' has no effect.`,
        ...(winner.value === value ? { severity: 'info' } : {}),
      };
    },
  },
});

const shown = ({ key, value }: SettingView): string => (isSecret(key) ? MASK : value);
