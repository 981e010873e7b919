import { startsWorkers } from '../../src/flink/platforms.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Numbers of slots that Flink refuses',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A TaskManager has less than one slot, or the least number of slots of the cluster does not fit below the greatest.',
    why: 'Flink checks these numbers when a process starts, and ends it. The limits of the whole cluster are checked on YARN and native Kubernetes, where Flink starts its TaskManagers itself; a standalone cluster ignores them.',
    fix: 'Keep taskmanager.numberOfTaskSlots at 1 or more, and slotmanager.number-of-slots.min at most slotmanager.number-of-slots.max, with a multiple of the slots of a TaskManager between them.',
    references: ['ConfigurationParserUtils#getSlot', 'SlotManagerConfiguration', 'StandaloneResourceManagerFactory'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'taskmanager:\n  numberOfTaskSlots: 0\n  memory.process.size: 2 gb\n' },
        finds: [{ at: '0', message: "Flink refuses '0' slots: a TaskManager must have at least one." }],
      },
      {
        files: {
          'conf/config.yaml':
            'yarn.application.name: orders\ntaskmanager.memory.process.size: 2 gb\nslotmanager.number-of-slots:\n  min: 8\n  max: 4\n',
        },
        finds: [{ at: '8', message: "Flink refuses at least '8' slots: there may be at most '4'." }],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'yarn.application.name: orders\ntaskmanager:\n  numberOfTaskSlots: 4\n  memory.process.size: 2 gb\nslotmanager.number-of-slots:\n  min: 4\n  max: 8\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const slots = target.int('taskmanager.numberOfTaskSlots');
      if (slots.known && slots.value < 1) {
        const message = `Flink refuses '${slots.text}' slots: a TaskManager must have at least one.`;
        yield { at: slots.origin, message };
        return;
      }
      // A standalone cluster drops the limits.
      if (startsWorkers(target) && target.version('>=1.19') === 'all') yield* limits(target);
    },
  },
});

function* limits(target: TargetView): Iterable<Draft> {
  const slots = target.int('taskmanager.numberOfTaskSlots');
  const min = target.int('slotmanager.number-of-slots.min');
  const max = target.int('slotmanager.number-of-slots.max');
  if (max.known && max.set && max.value < 1) {
    yield { at: max.origin, message: `Flink refuses at most '${max.text}' slots: there must be at least one.` };
    return;
  }
  if (!min.known || !min.set) return;
  if (min.value < 0) {
    yield { at: min.origin, message: `Flink refuses at least '${min.text}' slots: the number must not be negative.` };
  } else if (max.known && min.value > max.value) {
    const message = `Flink refuses at least '${min.text}' slots: there may be at most '${max.text}'.`;
    yield { at: min.origin, related: [max.origin], message };
  } else if (max.known && slots.known && Math.ceil(min.value / slots.value) > Math.floor(max.value / slots.value)) {
    const message = `Flink refuses from '${min.text}' to '${max.text}' slots: no number of TaskManagers with '${slots.text}' slots each lies between them.`;
    yield { at: min.origin, related: [max.origin], message };
  }
}
