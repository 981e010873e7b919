import { LEGACY_HEAP } from '../../src/flink/memory/legacy-heap.js';
import { PROCESSES } from '../../src/flink/memory/words.js';
import { defineRule, type Severity, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Process whose memory is not sized',
  severity: 'error',
  cost: 'restart',
  profiles: { development: 'off' },
  applies: { platforms: ['standalone', 'docker', 'kubernetes-standalone', 'kubernetes-native', 'yarn'] },
  docs: {
    what: 'Neither the whole process, nor the memory of Flink in it, nor the parts that would do are sized for a JobManager or TaskManager.',
    why: 'No size has a default: Flink refuses to start the process. The configuration that Flink ships sets process.size; a file that takes its place has to set it too.',
    fix: 'Set jobmanager.memory.process.size and taskmanager.memory.process.size.',
    references: ['ProcessMemoryUtils#failBecauseRequiredOptionsNotConfigured'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'jobmanager.rpc.address: jobmanager\njobmanager.memory.process.size: 1600m\ntaskmanager.numberOfTaskSlots: 2\n',
        },
        finds: [
          {
            at: 'jobmanager.rpc.address',
            message:
              "The TaskManager does not start: none of 'taskmanager.memory.process.size', 'taskmanager.memory.flink.size' or 'taskmanager.memory.task.heap.size' with 'taskmanager.memory.managed.size' is set.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'jobmanager.rpc.address: jobmanager\njobmanager.memory.process.size: 1600m\ntaskmanager.memory.process.size: 1728m\n',
        },
      },
      { files: { 'conf/config.yaml': 'parallelism.default: 4\n' } },
    ],
  },
  check: {
    *target(target) {
      const certain = certainty(target);
      if (certain === undefined) return;
      for (const process of ['jobmanager', 'taskmanager'] as const) {
        const memory = target.processMemory(process);
        if (memory.kind !== 'refused' || memory.refusal.reason !== 'not-configured') continue;
        const { size, mb } = LEGACY_HEAP[process];
        if (target.settings.some(({ key }) => key === size || key === mb)) continue;
        const [whole = '', flink = '', ...parts] = memory.refusal.options;
        const options = [`'${whole}'`, `'${flink}' or ${parts.map((part) => `'${part}'`).join(' with ')}`].join(', ');
        yield {
          at: target.memory(`${process}.memory.process.size`).origin,
          message: `The ${PROCESSES[process]} does not start: none of ${options} is set.`,
          help: `Set ${whole}, in a container to its limit.`,
          severity: certain,
        };
      }
    },
  },
});

/**
 * How certain it is that a configuration is the whole of a cluster's. One that says where the JobManager is, and sizes
 * something, is, unless a command line adds to it. One that sizes something may be a piece that something else
 * completes; one that sizes nothing is such a piece, for no cluster starts from it.
 */
function certainty({ target, under, settingOf }: TargetView): Severity | undefined {
  const found = settingOf('jobmanager.rpc.address') ?? settingOf('high-availability.type');
  if (under('jobmanager.memory.').length === 0 && under('taskmanager.memory.').length === 0) {
    return found === undefined ? undefined : 'info';
  }
  const onCommandLine = target.platform === 'yarn' || target.platform === 'kubernetes-native';
  return found === undefined || onCommandLine ? 'warning' : 'error';
}
