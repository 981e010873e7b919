import { defineRule } from '../../src/rule.js';

/** Flags that Flink derives from its memory options, with the option that each follows. */
const FLAGS = [
  { flag: /(?:^|[\s"'])(-Xmx[^\s"']*)/, sets: 'the heap' },
  { flag: /(?:^|[\s"'])(-Xms[^\s"']*)/, sets: 'the heap' },
  { flag: /(?:^|[\s"'])(-XX:MaxHeapSize=[^\s"']*)/, sets: 'the heap' },
  { flag: /(?:^|[\s"'])(-XX:MaxRAMPercentage=[^\s"']*)/, sets: 'the heap' },
  { flag: /(?:^|[\s"'])(-XX:MaxDirectMemorySize=[^\s"']*)/, sets: 'direct memory' },
  { flag: /(?:^|[\s"'])(-XX:MaxMetaspaceSize=[^\s"']*)/, sets: 'the metaspace' },
] as const;

/** Those of the client and the history server size processes that Flink does not size itself. */
const OPTIONS = ['env.java.opts.all', 'env.java.opts.jobmanager', 'env.java.opts.taskmanager'] as const;

export default defineRule({
  title: 'JVM flag that overrides the memory that Flink derived',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'The Java options of a JobManager or TaskManager set the heap, direct memory or metaspace.',
    why: 'Flink starts the JVM with flags that follow from its memory options, and the Java options come after them, so they win. The sizes that Flink logs, shows and shares out are then not those of the JVM, and a container is killed or lies idle.',
    fix: 'Remove the flag and set the memory option that it stands for: task.heap.size or heap.size, task.off-heap.size or off-heap.size, jvm-metaspace.size.',
    references: ['ProcessMemoryUtils#generateJvmParametersStr', 'bin/flink-daemon.sh', 'bin/taskmanager.sh'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'env.java.opts.taskmanager: -XX:+UseG1GC -Xmx4g\n' },
        finds: [
          {
            at: '-XX:+UseG1GC -Xmx4g',
            message: "'-Xmx4g' overrides the size of the heap that Flink derived from its memory options.",
          },
        ],
      },
    ],
    good: [
      {
        files: { 'conf/config.yaml': 'env.java.opts:\n  all: -XX:+UseG1GC\n  client: -Xmx1g\n' },
      },
    ],
  },
  check: {
    *target(target) {
      for (const option of OPTIONS) {
        const options = target.string(option);
        if (!options.known || !options.set) continue;
        for (const { flag, sets } of FLAGS) {
          const written = flag.exec(options.value)?.[1];
          if (written === undefined) continue;
          const message = `'${written}' overrides the size of ${sets} that Flink derived from its memory options.`;
          yield { at: options.origin, message };
        }
      }
    },
  },
});
