import { defineRule } from '../../src/rule.js';

/** Numbers that `DefaultValidator#validateAutoScalerFlinkConfiguration` of every operator keeps from being negative. */
const NOT_NEGATIVE = [
  'job.autoscaler.scale-down.max-factor',
  'job.autoscaler.scale-up.max-factor',
  'job.autoscaler.utilization.target',
  'job.autoscaler.target.utilization.boundary',
] as const;

export default defineRule({
  title: 'Autoscaler with limits that contradict each other',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'The autoscaler is on, and one of its numbers is negative, or a lower limit lies above its upper limit.',
    why: 'The Kubernetes operator refuses negative numbers, and the deployment is not updated. With a lower limit above the upper one no job is ever scaled as was meant.',
    fix: 'Keep job.autoscaler.vertex.min-parallelism at most job.autoscaler.vertex.max-parallelism, job.autoscaler.utilization.min below job.autoscaler.utilization.max, and all numbers above 0.',
    references: ['DefaultValidator#validateAutoScalerFlinkConfiguration', 'JobVertexScaler', 'AutoScalerOptions'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'taskmanager.numberOfTaskSlots: 2\njob.autoscaler:\n  enabled: true\n  vertex:\n    min-parallelism: 16\n    max-parallelism: 8\n',
        },
        finds: [{ at: '16', message: "The least parallelism '16' is greater than the greatest one '8'." }],
      },
      {
        files: {
          'conf/config.yaml':
            'taskmanager.numberOfTaskSlots: 2\njob.autoscaler:\n  enabled: true\n  scale-down.max-factor: -0.5\n',
        },
        finds: [{ at: '-0.5', message: "The Kubernetes operator refuses '-0.5': the number must not be negative." }],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'taskmanager.numberOfTaskSlots: 2\njob.autoscaler:\n  enabled: true\n  vertex:\n    min-parallelism: 2\n    max-parallelism: 16\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const enabled = target.boolean('job.autoscaler.enabled');
      if (!enabled.known || !enabled.value) return;
      for (const key of NOT_NEGATIVE) {
        const number = target.double(key);
        if (!number.known || number.value >= 0) continue;
        const message = `The Kubernetes operator refuses '${number.text}': the number must not be negative.`;
        yield { at: number.origin, message };
      }
      const least = target.int('job.autoscaler.vertex.min-parallelism');
      const greatest = target.int('job.autoscaler.vertex.max-parallelism');
      if (least.known && greatest.known && least.value > greatest.value) {
        const [at, related] = least.set ? [least.origin, greatest.origin] : [greatest.origin, least.origin];
        const message = `The least parallelism '${least.text}' is greater than the greatest one '${greatest.text}'.`;
        yield { at, related: [related], message };
      }
      const low = target.double('job.autoscaler.utilization.min');
      const high = target.double('job.autoscaler.utilization.max');
      if (!low.known || !high.known || low.value <= high.value) return;
      const message = `The least utilization '${low.text}' is greater than the greatest one '${high.text}'.`;
      yield { at: low.origin, related: [high.origin], message };
    },
  },
});
