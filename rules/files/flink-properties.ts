import { PROPERTIES } from '../../src/flink/config-files.js';
import { isSecret, MASK } from '../../src/flink/secrets.js';
import { defineRule, type SettingView } from '../../src/rule.js';

/** What the entry point does to a line. */
const DOES = {
  comment: 'The image takes the comment for a part of the value',
  blanks: 'The image takes all blanks out of the value',
  'no-colon': 'The image ends a key at a colon, which does not stand here',
} as const;

const HELP = {
  comment: 'Put the comment on a line of its own.',
  blanks: 'Set it in a configuration file that is mounted, or with -D in the command.',
  'no-colon': "Write 'key: value'.",
} as const;

export default defineRule({
  title: 'Line of FLINK_PROPERTIES that becomes another value',
  severity: 'warning',
  cost: 'restart',
  applies: { flink: '>=1.19' },
  docs: {
    what: 'A line of FLINK_PROPERTIES has a comment behind its value, a value with blanks in it, or no colon.',
    why: "The entry point of Flink's image takes all blanks out of each line since 1.19, knows no comments, and splits at the first colon. Options for the JVM run into each other, and a comment becomes a part of the value.",
    fix: 'Put comments on lines of their own, and values with blanks into a configuration file that is mounted.',
    references: ['docker-entrypoint.sh#process_flink_properties (apache/flink-docker)'],
  },
  examples: {
    bad: [
      {
        files: {
          'compose.yaml': `services:
  jobmanager:
    image: flink:1.20.1
    command: jobmanager
    environment:
      FLINK_PROPERTIES: |
        env.java.opts.all: -Dorders.region=eu -Xss2m
        state.checkpoints.dir: s3://orders/checkpoints # all of them
`,
        },
        finds: [
          {
            at: '-Dorders.region=eu -Xss2m',
            message:
              "The image takes all blanks out of the value: 'env.java.opts.all' becomes '-Dorders.region=eu-Xss2m'.",
          },
          {
            at: '# all of them',
            message:
              "The image takes the comment for a part of the value: 'state.checkpoints.dir' becomes 's3://orders/checkpoints#allofthem'.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'compose.yaml': `services:
  jobmanager:
    image: flink:1.20.1
    command: jobmanager
    environment:
      FLINK_PROPERTIES: |
        # all of them
        state.checkpoints.dir: s3://orders/checkpoints
        execution.checkpointing.interval: 10 min
`,
        },
      },
    ],
  },
  check: {
    *setting(setting) {
      const { layer, key, value, keyAt, refusal, status } = setting;
      // What Flink refuses is reported as that, and a key that it does not know as that.
      if (layer.facts?.name !== PROPERTIES || refusal !== undefined || status.kind === 'unknown') return;
      const fault = layer.facts.faults.find(
        (one) => one.kind === 'squeezed' && one.key === key && isOn(one.at, setting),
      );
      if (fault?.kind !== 'squeezed' || (fault.reason === 'blanks' && setting.expected !== 'a string')) return;
      const held = isSecret(key) ? MASK : value;
      const at = { ...(fault.reason === 'no-colon' ? keyAt : fault.at), key, value };
      yield { at, message: `${DOES[fault.reason]}: '${key}' becomes '${held}'.`, help: HELP[fault.reason] };
    },
  },
});

const isOn = (at: { readonly start: number }, { keyAt, valueAt }: SettingView): boolean =>
  keyAt.start <= at.start && at.start <= valueAt.end;
