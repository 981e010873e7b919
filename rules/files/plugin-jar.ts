import { missingInOpt } from '../../src/flink/built-in-plugins.js';
import { PLUGIN_JAR, PLUGINS_VARIABLE, versionsOfImage } from '../../src/flink/images.js';
import { type Draft, defineRule, type FlinkImage } from '../../src/rule.js';

const FOLDER = 'Put it into a folder of its own below /opt/flink/plugins/.';

export default defineRule({
  title: "Plugin's jar that is not where Flink looks for it",
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'ENABLE_BUILT_IN_PLUGINS names a jar that the image does not have, or the jar of a plugin is put into lib/ or right into plugins/.',
    why: 'The entry point of the image exits where it does not find a jar, so Flink does not start. Right in plugins/ Flink reads no jar, and in lib/ the Hadoop and Guava of a file system get in the way of those of Flink and of jobs.',
    fix: 'Name the jar of exactly the version of the image, and give each plugin a folder of its own below plugins/.',
    references: ['flink-docker docker-entrypoint.sh', 'DirectoryBasedPluginFinder', 'flink-dist opt.xml'],
  },
  examples: {
    bad: [
      {
        files: {
          'compose.yaml':
            'services:\n  jobmanager:\n    image: flink:1.20.5\n    command: jobmanager\n    environment:\n      ENABLE_BUILT_IN_PLUGINS: flink-s3-fs-hadoop-1.20.0.jar\n',
        },
        finds: [
          {
            at: 'flink-s3-fs-hadoop-1.20.0.jar',
            message:
              "The image 'flink:1.20.5' has no 'flink-s3-fs-hadoop-1.20.0.jar' in /opt/flink/opt: its entry point exits, and Flink does not start.",
          },
        ],
      },
      {
        files: { Dockerfile: 'FROM flink:1.20.1\nCOPY flink-s3-fs-hadoop-1.20.1.jar /opt/flink/lib/\n' },
        finds: [
          {
            at: 'COPY',
            message:
              "'flink-s3-fs-hadoop-1.20.1.jar' is a plugin: in lib/ its Hadoop and Guava are on the class path of Flink and of every job.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'compose.yaml':
            'services:\n  jobmanager:\n    image: flink:1.20.5\n    command: jobmanager\n    environment:\n      ENABLE_BUILT_IN_PLUGINS: flink-s3-fs-hadoop-1.20.5.jar\n',
        },
      },
      {
        files: {
          Dockerfile:
            'FROM flink:1.20.1\nENV ENABLE_BUILT_IN_PLUGINS=flink-s3-fs-hadoop-1.20.1.jar\nCOPY flink-gs-fs-hadoop-1.20.1.jar /opt/flink/plugins/gs/\n',
        },
      },
    ],
  },
  check: {
    *image(image) {
      if (image.ownEntry) yield* missing(image);
      for (const { target, at } of image.placed) {
        const [, lib] = PLUGIN_JAR.exec(target) ?? [];
        const jar = target.slice(target.lastIndexOf('/') + 1);
        if (lib !== undefined) {
          const message = `'${jar}' is a plugin: in lib/ its Hadoop and Guava are on the class path of Flink and of every job.`;
          yield { at, message, help: FOLDER, severity: 'warning' };
        } else if (PLUGIN_JAR.test(target)) {
          const message = `Flink ignores '${jar}': right in plugins/ it looks for folders only.`;
          yield { at, message, help: FOLDER, severity: 'warning' };
        }
      }
    },
  },
});

/** The entry point links each jar before it starts anything. */
function* missing({ base, environment, placed, ran, started }: FlinkImage): Iterable<Draft> {
  const variable = environment.findLast(({ name }) => name === PLUGINS_VARIABLE);
  const range = versionsOfImage(base.text);
  if (variable === undefined || range === undefined || variable.value.includes('$')) return;
  const adds = (path: string): boolean => /\/opt(?:\/|$)|\.sh\b/.test(path.replace(/\/opt\/flink(?=\/|$)/g, ''));
  if (placed.some(({ target }) => adds(target) || target === '/opt/flink') || ran.some(({ text }) => adds(text)))
    return;
  const { value, valueAt } = variable;
  for (const { 0: name, index } of value.matchAll(/[^;\s]+/g)) {
    const help = missingInOpt(name, range);
    const start = valueAt.start + (valueAt.end - valueAt.start === value.length ? index : 0);
    const end = valueAt.end - valueAt.start === value.length ? start + name.length : valueAt.end;
    const message = `The image '${base.text}' has no '${name}' in /opt/flink/opt: its entry point exits, and Flink does not start.`;
    const severity = started ? {} : ({ severity: 'warning' } as const);
    if (help !== undefined) yield { at: { ...valueAt, start, end }, message, help, ...severity };
  }
}
