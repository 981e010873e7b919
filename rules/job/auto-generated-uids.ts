import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Cluster that refuses jobs with generated uids',
  severity: 'info',
  cost: 'none',
  applies: { mode: 'streaming' },
  docs: {
    what: 'pipeline.auto-generate-uids is false in the configuration of a cluster.',
    why: 'Flink then refuses every job submitted with this file in which any operator has neither a uid nor a uid hash. That protects the state of jobs, and it stops those that were not written for it.',
    fix: 'Give every operator a uid. Set it to false for one job rather than for a cluster that others share.',
    references: ['StreamGraphGenerator', 'PipelineOptions#AUTO_GENERATE_UIDS'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'pipeline.auto-generate-uids: false\n' },
        finds: [{ at: 'false', message: "Flink refuses every job with an operator without a uid: this is 'false'." }],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'pipeline.auto-generate-uids: true\n' } },
      {
        files: {
          'conf/config.yaml': 'pipeline.auto-generate-uids: false\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const generate = target.boolean('pipeline.auto-generate-uids');
      // For one job it is what we would advise ourselves.
      if (!generate.known || generate.value || target.target.kind !== 'cluster') return;
      const message = `Flink refuses every job with an operator without a uid: this is '${generate.text}'.`;
      yield { at: generate.origin, message };
    },
  },
});
