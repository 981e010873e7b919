import { MOST_PARALLELISM as MOST, parallelismFaults } from '../../src/flink/operator-parallelism.js';
import { defineRule } from '../../src/rule.js';

/** `ExecutionConfig#PARALLELISM_DEFAULT` and `#PARALLELISM_UNKNOWN`, which leave the parallelism as it is. */
const UNSET: ReadonlySet<number> = new Set([-1, -2]);

export default defineRule({
  title: 'Parallelism out of bounds',
  severity: 'error',
  cost: 'state',
  docs: {
    what: 'The parallelism or the maximum parallelism, of a job or of an operator in its code, is outside what Flink accepts, or the one is greater than the other.',
    why: 'Flink refuses every job that runs with these values. The maximum parallelism of a job with state cannot be changed without losing the state.',
    fix: 'Keep 1 ≤ parallelism.default ≤ pipeline.max-parallelism ≤ 32768.',
    references: [
      'ExecutionConfig#setParallelism',
      'KeyGroupRangeAssignment#checkParallelismPreconditions',
      'PipelineOptions#MAX_PARALLELISM',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'pipeline.max-parallelism: 40000\n' },
        finds: [
          { at: '40000', message: "Flink refuses the maximum parallelism '40000': it must lie between 1 and 32768." },
        ],
      },
      {
        files: { 'conf/config.yaml': 'parallelism.default: 256\npipeline.max-parallelism: 128\n' },
        finds: [
          {
            at: '256',
            message: "Flink refuses every job: the parallelism '256' is greater than the maximum parallelism '128'.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'parallelism.default: 64\npipeline.max-parallelism: 128\n' } }],
  },
  check: {
    *target(target) {
      const parallelism = target.int('parallelism.default');
      const max = target.int('pipeline.max-parallelism');
      const asked = parallelism.known && parallelism.set ? parallelism : undefined;
      if (asked !== undefined && asked.value < 1 && !UNSET.has(asked.value)) {
        const message = `Flink refuses the parallelism '${asked.text}': it must be at least 1, or -1 for the default.`;
        yield { at: asked.origin, message, cost: 'restart' };
      } else if (asked !== undefined && asked.value > MOST) {
        const message = `Flink refuses the parallelism '${asked.text}': it must be at most ${MOST}.`;
        yield { at: asked.origin, message, cost: 'restart' };
      }
      if (!max.known || !max.set) return;
      if (max.value < 1 || max.value > MOST) {
        const message = `Flink refuses the maximum parallelism '${max.text}': it must lie between 1 and ${MOST}.`;
        yield { at: max.origin, message };
      } else if (asked !== undefined && asked.value > max.value && asked.value <= MOST) {
        yield {
          at: asked.origin,
          related: [{ at: max.origin, message: `The maximum parallelism is '${max.text}'.` }],
          message: `Flink refuses every job: the parallelism '${asked.text}' is greater than the maximum parallelism '${max.text}'.`,
          cost: 'restart',
        };
      }
    },
    operator: (operator, { job, target }) => parallelismFaults(operator, job, target),
  },
});
