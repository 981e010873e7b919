import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Parallelism that divides the key groups unevenly',
  severity: 'info',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'The maximum parallelism is not a multiple of the parallelism. Told only in the profile strict, or where the autoscaler is on.',
    why: 'There are as many key groups as the maximum parallelism, and each subtask takes whole ones: some take one more than others and are the first to fall behind. The autoscaler prefers divisors of the maximum.',
    fix: 'Choose a parallelism that divides pipeline.max-parallelism; the maximum itself cannot change without losing state, and for a new job 720 has many divisors.',
    references: ['KeyGroupRangeAssignment#computeKeyGroupRangeForOperatorIndex', 'JobVertexScaler'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'parallelism.default: 100\npipeline.max-parallelism: 128\n' },
        profile: 'strict',
        finds: [
          {
            at: '100',
            message: "Of '100' subtasks, '28' take '2' of the '128' key groups, and the others '1'.",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'parallelism.default: 64\npipeline.max-parallelism: 128\n' }, profile: 'strict' },
      { files: { 'conf/config.yaml': 'parallelism.default: 100\npipeline.max-parallelism: 128\n' } },
    ],
  },
  check: {
    *target(target) {
      const max = target.int('pipeline.max-parallelism');
      const parallelism = target.int('parallelism.default');
      const autoscaler = target.boolean('job.autoscaler.enabled');
      if (target.target.profile !== 'strict' && !(autoscaler.known && autoscaler.value)) return;
      if (!max.known || !max.set || !parallelism.known || parallelism.value < 1) return;
      const [most, more] = [Math.ceil(max.value / parallelism.value), max.value % parallelism.value];
      if (more === 0 || max.value < parallelism.value) return;
      const message = `Of '${parallelism.text}' subtasks, '${String(more)}' take '${String(most)}' of the '${max.text}' key groups, and the others '${String(most - 1)}'.`;
      yield { at: parallelism.origin, related: [max.origin], message };
    },
  },
});
