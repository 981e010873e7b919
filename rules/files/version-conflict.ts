import { versionText } from '../../src/flink/versions.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Files that name different Flink versions',
  severity: 'warning',
  cost: 'none',
  docs: {
    what: 'The image and the build beside a configuration name different minor versions of Flink.',
    why: 'A job built for one minor version is not guaranteed to run on another, and a configuration can be right for one of them only.',
    fix: 'Use one version, or set flinkVersion in .flinklint.yaml.',
    references: ['Flink documentation: API compatibility guarantees'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          Dockerfile: 'FROM flink:1.20.1\n',
          'pom.xml': '<project><properties><flink.version>2.0.1</flink.version></properties></project>\n',
        },
        finds: [{ at: '1.20.1', message: "This names Flink '1.20.1', but 'pom.xml:1' names '2.0.1'." }],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          Dockerfile: 'FROM flink:1.20.1\n',
          'pom.xml': '<project><properties><flink.version>1.20.0</flink.version></properties></project>\n',
        },
      },
    ],
  },
  check: {
    *target({ target: { conflict } }) {
      if (conflict?.a.at === undefined || conflict.b.at === undefined) return;
      const { a, b } = conflict;
      yield {
        at: conflict.a.at,
        related: [{ at: conflict.b.at, message: `Here it is '${versionText(b.range)}'.` }],
        message: `This names Flink '${versionText(a.range)}', but '${b.from}' names '${versionText(b.range)}'.`,
      };
    },
  },
});
