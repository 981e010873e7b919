import type { Operator } from '../../src/rule.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Maximum parallelism left to Flink',
  severity: 'warning',
  cost: 'state',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'The whole configuration of a streaming job is known, and pipeline.max-parallelism is not set; where its code is at hand, for a keyed operator with state that sets none itself.',
    why: 'Flink derives the maximum from the parallelism of the first run (128 up to a parallelism of 85) and keeps it with the state: the job can never be scaled beyond it without losing its state.',
    fix: 'Set pipeline.max-parallelism before the first run, for example to 720. A job that has state keeps the maximum of its first run: set that, unless its state may be dropped.',
    references: ['KeyGroupRangeAssignment#computeDefaultMaxParallelism', 'PipelineOptions#MAX_PARALLELISM'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'parallelism.default: 4\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: 'parallelism.default',
            message: "The first run decides how far the job can ever be scaled: 'pipeline.max-parallelism' is not set.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'pipeline.max-parallelism: 720\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
      },
      { files: { 'conf/config.yaml': 'parallelism.default: 4\n' } },
    ],
  },
  check: {
    *target(target) {
      const max = target.int('pipeline.max-parallelism');
      // The default stands for what Flink derives, and is known only where nothing else can set the option.
      if (!max.known || max.set) return;
      const { job } = target.target;
      if (job !== undefined && !job.operators.some(isOpen)) return;
      const message = `The first run decides how far the job can ever be scaled: '${target.name('pipeline.max-parallelism')}' is not set.`;
      yield { at: max.origin, message };
    },
  },
});

/** Whether an operator has state by key groups, of which nothing says how many there are. */
const isOpen = ({ keyed, stateful, maxParallelism }: Operator): boolean =>
  keyed.known &&
  keyed.value &&
  stateful.known &&
  stateful.value &&
  maxParallelism.known &&
  maxParallelism.value === undefined;
