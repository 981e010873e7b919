import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Ignore comment that does not hold',
  severity: 'warning',
  cost: 'none',
  docs: {
    what: 'A flinklint-ignore comment names no rule, an unknown rule, gives no reason, or silences nothing.',
    why: 'Silence without a reason cannot be reviewed, and one that silences nothing hides the next finding.',
    fix: "Write 'flinklint-ignore <rule>: reason', or remove the comment.",
    references: [],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': '# flinklint-ignore options/unknwon: ours\nrest.port: 8081\n' },
        finds: [
          { at: 'options/unknwon', message: "There is no rule 'options/unknwon'; did you mean 'options/unknown'?" },
        ],
      },
      {
        files: { 'conf/config.yaml': '# flinklint-ignore files/merge-key: was needed once\nrest.port: 8081\n' },
        finds: [
          { at: 'files/merge-key', message: "This comment silences nothing: 'files/merge-key' finds nothing here." },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'a: &a\n  b: c\nweb:\n  # flinklint-ignore files/merge-key: read by our own plugin\n  <<: *a\n',
        },
      },
    ],
  },
  check: {
    *directive({ at, problem, rule, known, nearest, reason, used }) {
      if (problem !== undefined) yield { at, message: problem };
      else if (!known) {
        const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`;
        yield { at, message: `There is no rule '${rule}'${hint === '' ? '.' : hint}` };
      } else if (reason === undefined) {
        yield {
          at,
          message: `This comment silences '${rule}' without a reason.`,
          help: `Write 'flinklint-ignore ${rule}: reason'.`,
        };
      } else if (used === false) {
        yield {
          at,
          message: `This comment silences nothing: '${rule}' finds nothing here.`,
          help: 'Remove the comment.',
        };
      }
    },
  },
});
