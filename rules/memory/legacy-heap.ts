import { LEGACY_HEAP } from '../../src/flink/memory/legacy-heap.js';
import { PROCESSES } from '../../src/flink/memory/words.js';
import type { ProcessName } from '../../src/model/memory.js';
import { type Draft, defineRule, type SettingView, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Heap size of the old memory model',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'jobmanager.heap.size, taskmanager.heap.size or their older form heap.mb is set.',
    why: 'Flink 2.0 and later do not read them: without another size the process does not start. Earlier versions read them only where the new option is not set, and take that of a TaskManager for all memory of Flink, not for its heap; on Kubernetes and YARN, for the whole process.',
    fix: 'Set jobmanager.memory.process.size and taskmanager.memory.process.size instead.',
    references: ['MemoryBackwardsCompatibilityUtils', 'BashJavaUtils', 'JobManagerProcessUtils'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'jobmanager.heap.size: 1g\ntaskmanager.memory.process.size: 1728m\n',
        },
        flinkVersion: '2.0',
        finds: [
          {
            at: 'jobmanager.heap.size',
            message:
              "The JobManager does not start: Flink 2.0 ignores 'jobmanager.heap.size', and nothing else says how much memory it has.",
          },
        ],
      },
      {
        files: {
          'conf/flink-conf.yaml': 'jobmanager.memory.process.size: 1600m\ntaskmanager.heap.size: 2g\n',
        },
        flinkVersion: '1.20',
        finds: [
          {
            at: 'taskmanager.heap.size',
            message:
              "Flink 1.20 takes 'taskmanager.heap.size' for 'taskmanager.memory.flink.size', and Flink 2.0 ignores it.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'jobmanager.memory.process.size: 1600m\ntaskmanager.memory.process.size: 1728m\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      // What replaced them came with 1.10 and 1.11.
      if (target.version('>=1.11') === 'none') return;
      for (const process of ['jobmanager', 'taskmanager'] as const) {
        const { size, mb } = LEGACY_HEAP[process];
        for (const setting of target.settings) {
          if (setting.inEffect && (setting.key === size || setting.key === mb)) yield judge(target, process, setting);
        }
      }
    },
  },
});

function judge(target: TargetView, process: ProcessName, { key, keyAt, status }: SettingView): Draft {
  const version = `Flink ${target.target.version.value}`;
  const active = /^(?:kubernetes-(?:native|operator)|yarn|emr)$/.test(target.target.platform);
  const meant = LEGACY_HEAP[process].meant[active ? 'resource-manager' : 'scripts'];
  if (status.kind === 'removed') {
    const memory = target.processMemory(process);
    const lost = memory.kind === 'refused' && memory.refusal.reason === 'not-configured';
    const ignored = `${version} ignores '${key}'`;
    return lost
      ? {
          at: keyAt,
          message: `The ${PROCESSES[process]} does not start: ${ignored}, and nothing else says how much memory it has.`,
        }
      : { at: keyAt, message: `${ignored}, which Flink 1.20 was the last to read.`, severity: 'warning' };
  }
  if (target.settingOf(meant) !== undefined) {
    return { at: keyAt, message: `'${key}' has no effect: '${meant}' is set, which replaced it.`, severity: 'warning' };
  }
  const last = target.version('>=1.20') === 'all';
  return {
    at: keyAt,
    message: `${version} takes '${key}' for '${meant}'${last ? ', and Flink 2.0 ignores it' : ''}.`,
    severity: last ? 'warning' : 'info',
    help: `Write ${meant} instead.`,
  };
}
