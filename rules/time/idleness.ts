import { eventTimeJob } from '../../src/examples.js';
import { isBounded, waitsForWatermarks, watermarksBehind } from '../../src/flink/event-time.js';
import { defineRule } from '../../src/rule.js';

const STRATEGY = 'WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofSeconds(5))';

export default defineRule({
  title: 'Watermarks that wait for partitions without records',
  severity: 'info',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'Event time comes from a source with partitions, and its watermark strategy knows no idleness.',
    why: 'A subtask without a partition, or with partitions that get no records, sends no watermark, and everything behind it waits. With as many partitions as subtasks, and records in all of them, it does no harm.',
    fix: 'Add withIdleness(Duration) to the strategy, longer than any usual pause.',
    references: ['WatermarkStrategy#withIdleness', 'WatermarksWithIdleness'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': eventTimeJob(STRATEGY) },
        finds: [
          {
            at: 'fromSource',
            message:
              "Event time stands still while a subtask of this source gets no records: 'forBoundedOutOfOrderness' has no withIdleness(…).",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': eventTimeJob(`${STRATEGY}.withIdleness(Duration.ofMinutes(1))`) } }],
  },
  check: {
    *job(job) {
      const waiting = job.operators.filter((one) => waitsForWatermarks(one) !== undefined);
      for (const { source, strategy } of waiting.flatMap((one) => watermarksBehind(one, job))) {
        const kind = strategy[0]?.name ?? '';
        if (!/^for(?:BoundedOutOfOrderness|MonotonousTimestamps)$/.test(kind) || source.call !== 'fromSource') continue;
        if (isBounded(source) || strategy.some(({ name }) => name === 'withIdleness')) continue;
        const message = `Event time stands still while a subtask of this source gets no records: '${kind}' has no withIdleness(…).`;
        yield { at: { ...source.at, key: 'idleness' }, message };
      }
    },
  },
});
