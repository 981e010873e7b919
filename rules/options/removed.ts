import { defineRule } from '../../src/rule.js';

/** Removed keys of which another rule says more. */
const ELSEWHERE =
  /^(?:security\.ssl\.(?:enabled|verify-hostname)$|metrics\.reporter\.|(?:job|task)manager\.heap\.(?:size|mb)$)/;

export default defineRule({
  title: 'Option that the Flink version no longer has',
  severity: 'warning',
  cost: 'restart',
  applies: { flink: '>=1.15' },
  docs: {
    what: 'A key was an option of earlier Flink versions and is unknown to the one in use, under any name.',
    why: 'Flink ignores it without a word, so what it was set for no longer happens.',
    fix: 'Use what replaced it, or remove the line.',
    references: ['schemas/flink-options.json, extracted from the jars of each version'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\ncluster.evenly-spread-out-slots: true\n' },
        flinkVersion: '2.0',
        finds: [
          {
            at: 'cluster.evenly-spread-out-slots',
            message: "Flink 2.0 ignores 'cluster.evenly-spread-out-slots', which Flink 1.20 was the last to have.",
          },
        ],
      },
    ],
    good: [
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\ncluster.evenly-spread-out-slots: true\n' },
        flinkVersion: '1.20',
      },
    ],
  },
  check: {
    *setting({ key, keyAt, status }, { target }) {
      if (status.kind !== 'removed' || ELSEWHERE.test(key)) return;
      const { use, note, last } = status;
      const instead = use.map((name) => `'${name}'`).join(' or ');
      yield {
        at: keyAt,
        message: `Flink ${target.target.version.value} ignores '${key}', which Flink ${last} was the last to have.`,
        help:
          use.length === 0 ? (note ?? 'Remove the line.') : `Use ${instead}${note === undefined ? '' : ` (${note})`}.`,
      };
    },
  },
});
