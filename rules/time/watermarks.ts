import { eventTimeJob } from '../../src/examples.js';
import { isBounded, waitsForWatermarks, watermarksBehind } from '../../src/flink/event-time.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Event time without watermarks',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'An operator waits for event time, and a source that it reads from gives no watermarks.',
    why: 'An operator goes by the least watermark of its inputs. Without any, windows never fire and timers never go off, while their state grows; the job looks healthy. Sources that end are not reported: Flink sends a last watermark after them.',
    fix: 'Give the source WatermarkStrategy.forBoundedOutOfOrderness(…), or use windows of processing time.',
    references: ['WatermarkStrategy#noWatermarks', 'EventTimeTrigger'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': eventTimeJob('WatermarkStrategy.noWatermarks()') },
        finds: [
          {
            at: 'reduce',
            message:
              "'reduce' never sees its time pass: its windows are TumblingEventTimeWindows, and 'noWatermarks()' at its source gives none.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Orders.java': eventTimeJob(
            'WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofSeconds(5)).withIdleness(Duration.ofMinutes(1))',
          ),
        },
      },
    ],
  },
  check: {
    *job(job) {
      for (const operator of job.operators) {
        const why = waitsForWatermarks(operator);
        if (why === undefined || operator.implied === true) continue;
        const silent = watermarksBehind(operator, job).find(
          ({ source, strategy }) =>
            strategy[0]?.name === 'noWatermarks' && source.call === 'fromSource' && !isBounded(source),
        );
        if (silent === undefined) continue;
        const message = `'${operator.call}' never sees its time pass: ${why}, and 'noWatermarks()' at its source gives none.`;
        const related = [{ at: silent.source.at, message: 'The source without watermarks.' }];
        yield { at: { ...operator.at, key: `${operator.call} watermarks` }, related, message };
      }
    },
  },
});
