import { runsAsRoot } from '../../src/flink/images.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Flink as root in its container',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'An image of Flink 2.2 or later ends as root, or its container is started as root.',
    why: 'Until Flink 2.1 the entry point of the image steps down to the user flink by itself. Since 2.2 it only warns: the code of every job that is submitted then runs as root.',
    fix: 'End the Dockerfile with USER flink, once all is installed that needs root.',
    references: ['flink-docker docker-entrypoint.sh'],
  },
  examples: {
    bad: [
      {
        files: { Dockerfile: 'FROM flink:2.2.1\nUSER root\nRUN apt-get install -y python3\n' },
        finds: [
          {
            at: 'root',
            message:
              "Flink and its jobs run as 'root' unless a container is told otherwise: since 2.2 the entry point does not step down.",
          },
        ],
      },
    ],
    good: [
      { files: { Dockerfile: 'FROM flink:2.2.1\nUSER root\nRUN apt-get install -y python3\nUSER flink\n' } },
      {
        files: {
          Dockerfile: 'FROM flink:1.20.1\nUSER root\nENV ENABLE_BUILT_IN_PLUGINS=flink-s3-fs-hadoop-1.20.1.jar\n',
        },
      },
    ],
  },
  check: {
    *image(image) {
      const { user } = image;
      if (user === undefined || !image.ownEntry || !runsAsRoot(image)) return;
      yield {
        at: user.at,
        message: `Flink and its jobs run as '${user.text}' unless a container is told otherwise: since 2.2 the entry point does not step down.`,
        help: 'Run it as flink: with USER flink at the end of the Dockerfile, or as the user of the service.',
      };
    },
  },
});
