import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Java source that is not read in full',
  severity: 'info',
  cost: 'none',
  docs: {
    what: 'A job source has Java in it that flinklint cannot read, or is too large to be read at all.',
    why: 'What stands there is not checked, and rules about something missing stay silent around it.',
    fix: 'Correct the source where its compiler complains too; otherwise nothing is wrong with it.',
    references: [],
  },
  examples: {
    bad: [
      {
        files: {
          'Job.java':
            'import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\nclass Job {\n  int slots = );\n}\n',
        },
        finds: [
          { at: '', message: 'flinklint cannot read the Java here; the rest of this file is checked all the same.' },
        ],
      },
    ],
    good: [
      {
        files: {
          'Job.java':
            'import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\nclass Job {\n  int slots = 4;\n}\n',
        },
      },
    ],
  },
  check: {
    *source({ file, broken, unreadable }) {
      const [first] = broken;
      if (unreadable !== undefined) {
        yield { at: { file, start: 0, end: 0 }, message: `This source is not checked: ${unreadable}.` };
      } else if (first !== undefined) {
        // What could not be placed may be the rest of the file.
        yield {
          at: { file, start: first.start, end: first.start },
          message: 'flinklint cannot read the Java here; the rest of this file is checked all the same.',
        };
      }
    },
  },
});
