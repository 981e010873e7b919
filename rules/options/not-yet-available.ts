import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Option of a later Flink version',
  severity: 'warning',
  cost: 'restart',
  applies: { flink: '>=1.15' },
  docs: {
    what: 'A key is an option of later Flink versions and unknown to the one in use.',
    why: 'Flink ignores it without a word, so what it was set for does not happen.',
    fix: 'Use the name that the version in use knows, or upgrade Flink first.',
    references: ['schemas/flink-options.json, extracted from the jars of each version'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': 'execution.checkpointing.dir: s3://bucket/checkpoints\n' },
        flinkVersion: '1.18',
        finds: [
          {
            at: 'execution.checkpointing.dir',
            message: "Flink 1.18 ignores 'execution.checkpointing.dir', which Flink 1.20 is the first to have.",
          },
        ],
      },
    ],
    good: [
      {
        files: { 'conf/flink-conf.yaml': 'state.checkpoints.dir: s3://bucket/checkpoints\n' },
        flinkVersion: '1.18',
      },
    ],
  },
  check: {
    *setting({ key, keyAt, status, layer }, { target }) {
      // The file of a cluster is judged by the version of the cluster, not by those of its jobs.
      if (status.kind !== 'not-yet' || !target.target.files.includes(layer.file)) return;
      const name = status.older;
      yield {
        at: keyAt,
        message: `Flink ${target.target.version.value} ignores '${key}', which Flink ${status.first} is the first to have.`,
        ...(name === undefined ? {} : { help: `Write '${name}', as this version calls it.` }),
      };
    },
  },
});
