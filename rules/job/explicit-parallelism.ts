import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Parallelism fixed for single operators',
  severity: 'info',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'A configuration file fixes the parallelism of single vertices, or that of all SQL operators beside another default.',
    why: 'The ids of vertices follow the shape of the job: after a change Flink ignores the overrides without a word. SQL operators with a parallelism of their own ignore parallelism.default and flink run -p.',
    fix: 'Remove the overrides, and set parallelism.default, the parallelism of the submission, or that of operators in the code.',
    references: [
      'PipelineOptions#PARALLELISM_OVERRIDES',
      'ExecutionConfigOptions#TABLE_EXEC_RESOURCE_DEFAULT_PARALLELISM',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': "pipeline.jobvertex-parallelism-overrides: 'bc764cd8ddf7a0cff126f51c16239658:4'\n",
        },
        finds: [
          {
            at: "'bc764cd8ddf7a0cff126f51c16239658:4'",
            message:
              'The parallelism is fixed for vertices by their ids, which change with the job; Flink ignores ids that it does not find.',
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'parallelism.default: 8\ntable.exec.resource.default-parallelism: 2\n' },
        finds: [{ at: '2', message: "SQL jobs run with the parallelism '2' and ignore the default of '8'." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'parallelism.default: 8\n' } }],
  },
  check: {
    *target(target) {
      const overrides = target.map('pipeline.jobvertex-parallelism-overrides');
      if (overrides.known && overrides.set && overrides.entries.size > 0) {
        const message =
          'The parallelism is fixed for vertices by their ids, which change with the job; Flink ignores ids that it does not find.';
        yield { at: overrides.origin, message };
      }
      const table = target.int('table.exec.resource.default-parallelism');
      const parallelism = target.int('parallelism.default');
      if (!table.known || table.value < 1 || !parallelism.known || !parallelism.set) return;
      if (parallelism.value === table.value || parallelism.value === 1) return;
      const message = `SQL jobs run with the parallelism '${table.text}' and ignore the default of '${parallelism.text}'.`;
      yield { at: table.origin, related: [parallelism.origin], message };
    },
  },
});
