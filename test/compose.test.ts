import { describe, expect, test } from 'vitest';
import { effective, lintTexts, onlyTargetIn, targetsIn } from './project.js';

type Files = Readonly<Record<string, string>>;

const service = (name: string, fields: string): string => `  ${name}:\n${fields.trimEnd().replace(/^/gm, '    ')}\n`;
const compose = (...services: readonly string[]): string => `services:\n${services.join('')}`;

const IMAGE = 'image: flink:1.20.1\n';
const JOB_MANAGER = `${IMAGE}command: jobmanager\n`;
const TASK_MANAGER = `${IMAGE}command: taskmanager\n`;
const properties = (...lines: readonly string[]): string =>
  `environment:\n  FLINK_PROPERTIES: |\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('a compose project', () => {
  test('is one session cluster over what its image ships', async () => {
    const target = await onlyTargetIn({
      'compose.yaml': compose(
        service('jobmanager', JOB_MANAGER + properties('jobmanager.rpc.address: jobmanager', 'rest.port: 8082')),
        service('taskmanager', `${TASK_MANAGER}environment:\n  TASK_MANAGER_NUMBER_OF_TASK_SLOTS: 4\n`),
      ),
    });
    expect(target).toMatchObject({
      name: 'compose.yaml',
      kind: 'cluster',
      deployment: 'session',
      platform: 'docker',
      profile: 'development',
      complete: { cluster: true, job: false },
      version: { value: '1.20.1', from: 'compose.yaml:3' },
    });
    expect(effective(target, 'rest.port')).toBe('8082 (FLINK_PROPERTIES)');
    expect(effective(target, 'jobmanager.memory.process.size')).toBe('1600m (distribution)');
    expect(effective(target, 'rest.bind-address')).toBe('0.0.0.0 (distribution)');
    expect(effective(target, 'blob.server.port')).toBe('6124 (entry point)');
    expect(effective(target, 'taskmanager.numberOfTaskSlots')).toBe('4 (environment of TaskManagers)');
  });

  test('an application brings its job, and arguments win over everything', async () => {
    const target = await onlyTargetIn({
      'compose.yaml': compose(
        service(
          'job',
          `${IMAGE}command: standalone-job -Drest.port=9000 -D parallelism.default=3\n${properties('rest.port: 8082')}`,
        ),
      ),
    });
    expect(target).toMatchObject({ kind: 'application', complete: { cluster: true, job: true } });
    expect(effective(target, 'rest.port')).toBe('9000 (command line)');
    expect(effective(target, 'parallelism.default')).toBe('3 (command line)');
  });

  test('a file that is mounted takes the place of the one of the distribution', async () => {
    const target = await onlyTargetIn({
      'conf/config.yaml': 'rest:\n  port: 8083\nparallelism.default: 2\n',
      'compose.yaml': compose(
        service(
          'jm',
          `${JOB_MANAGER}volumes:\n  - ./conf/config.yaml:/opt/flink/conf/config.yaml\n${properties('rest.port: 8082')}`,
        ),
      ),
    });
    expect(effective(target, 'rest.port')).toBe('8082 (FLINK_PROPERTIES)');
    expect(effective(target, 'parallelism.default')).toBe('2 (file)');
    expect(effective(target, 'jobmanager.memory.process.size')).toBeUndefined();
    expect(target.files).toEqual(['compose.yaml', 'conf/config.yaml']);
  });

  test('under whatever name it has here', async () => {
    const target = await onlyTargetIn({
      'deploy/flink.settings': 'rest.port: 8083\n',
      'deploy/compose.yaml': compose(
        service(
          'jm',
          'image: flink:1.18.1\ncommand: jobmanager\nvolumes:\n  - ./flink.settings:/opt/flink/conf/flink-conf.yaml\n',
        ),
      ),
    });
    expect(effective(target, 'rest.port')).toBe('8083 (file)');
  });

  test('from 2.0 on a flink-conf.yaml is ignored, and the distribution’s file counts', async () => {
    const target = await onlyTargetIn({
      'conf/flink-conf.yaml': 'rest.port: 8083\n',
      'compose.yaml': compose(
        service(
          'jm',
          'image: flink:2.0.1\ncommand: jobmanager\nvolumes:\n  - ./conf/flink-conf.yaml:/opt/flink/conf/flink-conf.yaml\n',
        ),
      ),
    });
    expect(target.ignored.map(({ file, why }) => `${file}: ${why}`)).toEqual([
      'conf/flink-conf.yaml: Flink 2.0 and later read only config.yaml',
    ]);
    expect(effective(target, 'rest.port')).toBeUndefined();
    expect(effective(target, 'taskmanager.memory.process.size')).toBe('1728m (distribution)');
  });

  test('what an image is built with lies beneath', async () => {
    const target = await onlyTargetIn({
      'flink/Dockerfile':
        'FROM flink:1.18.1\nRUN echo "rest.port: 8084" >> /opt/flink/conf/flink-conf.yaml\nENV FLINK_PROPERTIES="parallelism.default: 5"\n',
      'compose.yaml': compose(service('jm', 'build: ./flink\ncommand: jobmanager\n')),
    });
    expect(target.version).toMatchObject({ value: '1.18.1', from: 'flink/Dockerfile:1' });
    expect(effective(target, 'rest.port')).toBe('8084 (image)');
    expect(effective(target, 'parallelism.default')).toBe('5 (FLINK_PROPERTIES)');
    expect(effective(target, 'jobmanager.memory.process.size')).toBe('1600m (distribution)');
  });

  test('a flink-conf.yaml that a command of the image begins is all that 1.19 and 1.20 read', async () => {
    const target = await onlyTargetIn({
      Dockerfile: 'FROM flink:1.20.1\nRUN echo "rest.port: 8084" >> /opt/flink/conf/flink-conf.yaml\n',
      'compose.yaml': compose(service('jm', 'build: .\ncommand: jobmanager\n')),
    });
    expect(effective(target, 'rest.port')).toBe('8084 (image)');
    expect(effective(target, 'jobmanager.memory.process.size')).toBeUndefined();
  });

  test('what a TaskManager has otherwise counts for what it reads alone', async () => {
    const slots = (count: string): string => properties(`taskmanager.numberOfTaskSlots: ${count}`, 'rest.port: 1');
    const of = async (manager: string, worker: string) =>
      effective(
        await onlyTargetIn({
          'compose.yaml': compose(service('jm', JOB_MANAGER + manager), service('tm', TASK_MANAGER + worker)),
        }),
        'taskmanager.numberOfTaskSlots',
      );
    expect(await of(slots('2'), `${slots('2')}  TASK_MANAGER_NUMBER_OF_TASK_SLOTS: 4\n`)).toBe('2 (FLINK_PROPERTIES)');
    expect(await of(slots('2'), slots('3'))).toBe('3 (FLINK_PROPERTIES of TaskManagers)');
    expect(await of(slots('2'), '')).toBe('1 (distribution of TaskManagers)');
  });

  test('which file counts is not known where the image has no version', async () => {
    const target = await onlyTargetIn({
      'flink-conf.yaml': 'parallelism.default: 2\n',
      'compose.yaml': compose(
        service(
          'jm',
          'image: flink:latest\ncommand: jobmanager\nvolumes:\n  - ./flink-conf.yaml:/opt/flink/conf/flink-conf.yaml\n',
        ),
      ),
    });
    expect(target).toMatchObject({ version: { assumed: true }, complete: { cluster: false }, ignored: [] });
  });

  test('an override is laid over the file beside it', async () => {
    const target = await onlyTargetIn({
      'compose.yaml': compose(service('jm', JOB_MANAGER + properties('rest.port: 8082'))),
      'compose.override.yaml': compose(service('jm', properties('rest.port: 8085'))),
    });
    expect(effective(target, 'rest.port')).toBe('8085 (FLINK_PROPERTIES)');
    expect(target.files).toEqual(['compose.yaml', 'compose.override.yaml']);
  });

  test('a tag and a value of .env are known, and stand where they are written', async () => {
    const env = 'TAG=1.19.3\nSLOTS=4\n';
    const file = compose(
      service(
        'jm',
        `image: flink:\${TAG}-java11\ncommand: jobmanager\n${properties('taskmanager.numberOfTaskSlots: ${SLOTS}', 'rest.port: ${PORT:-8082}', 'a.b: ${C}')}`,
      ),
    );
    const target = await onlyTargetIn({ 'deploy/.env': env, 'deploy/compose.yaml': file });
    expect(target).toMatchObject({
      complete: { cluster: true },
      version: { value: '1.19.3', from: 'deploy/.env:1' },
      files: ['deploy/compose.yaml', 'deploy/.env'],
    });
    expect(effective(target, 'rest.port')).toBe('8082 (FLINK_PROPERTIES)');
    expect(effective(target, 'a.b')).toBe('${C} (FLINK_PROPERTIES)');
    const slots = target.layers.flatMap(({ settings }) => settings).filter(({ value }) => value === '4');
    expect(slots.map(({ valueAt: at, keyAt }) => [at.file, env.slice(at.start, at.end), keyAt.file])).toEqual([
      ['deploy/.env', '4', 'deploy/compose.yaml'],
    ]);
  });

  test('files of variables lie beneath the variables of a service', async () => {
    const target = await onlyTargetIn({
      'flink.env': 'FLINK_PROPERTIES="rest.port: 8082\nparallelism.default: 2"\nTASK_MANAGER_NUMBER_OF_TASK_SLOTS=4\n',
      'compose.yaml': compose(
        service(
          'jm',
          `${JOB_MANAGER}env_file: [flink.env, {path: own.env, required: false}]\nenvironment: [TASK_MANAGER_NUMBER_OF_TASK_SLOTS=3]\n`,
        ),
      ),
    });
    expect(effective(target, 'rest.port')).toBe('8082 (FLINK_PROPERTIES)');
    expect(effective(target, 'taskmanager.numberOfTaskSlots')).toBe('3 (environment)');
    expect(target).toMatchObject({ complete: { cluster: true }, files: ['compose.yaml', 'flink.env'] });
  });

  test('configs of the file itself and of others are mounted', async () => {
    const target = await onlyTargetIn({
      'conf/logging': 'rootLogger.level = INFO\n',
      'compose.yaml': `${compose(
        service(
          'jm',
          `${JOB_MANAGER}configs:\n  - {source: flink, target: /opt/flink/conf/config.yaml}\n  - {source: log, target: /opt/flink/conf/log4j-console.properties}\n`,
        ),
      )}configs:\n  flink:\n    content: |\n      rest:\n        port: 8083\n  log: {file: ./conf/logging}\n`,
    });
    expect(effective(target, 'rest.port')).toBe('8083 (file)');
    expect(target.logging.map(({ file }) => file)).toEqual(['conf/logging']);
    expect(target.files).toEqual(['compose.yaml', 'conf/logging']);
  });

  test('what a file includes is one project with it, and stands where it is written', async () => {
    const files = {
      'compose.yaml': 'include:\n  - flink/docker-compose.flink.yml\n  - path: kafka/docker-compose.kafka.yml\n',
      'flink/docker-compose.flink.yml': compose(
        service('jobmanager', `${JOB_MANAGER}env_file: flink.env\n`),
        service('taskmanager', `${TASK_MANAGER}env_file: flink.env\n`),
      ),
      'flink/flink.env': 'FLINK_PROPERTIES="rest.port: 8082"\n',
      'kafka/docker-compose.kafka.yml': compose(service('kafka', 'image: kafka\n')),
    };
    const target = await onlyTargetIn(files);
    expect(target).toMatchObject({
      name: 'compose.yaml',
      complete: { cluster: true, job: false },
      files: ['compose.yaml', 'flink/docker-compose.flink.yml', 'flink/flink.env'],
      version: { value: '1.20.1', from: 'flink/docker-compose.flink.yml:3' },
    });
    expect(effective(target, 'rest.port')).toBe('8082 (FLINK_PROPERTIES)');
  });

  test('a file that it includes and that is not here may add to its services', async () => {
    const target = await onlyTargetIn({
      'compose.yaml': `include: [oci://registry.example.com/flink]\n${compose(service('jobmanager', JOB_MANAGER))}`,
    });
    expect(target.complete.cluster).toBe(false);
  });

  describe('with FLINK_CONF_DIR', () => {
    const files = (fields: string): Files => ({
      'compose.yaml': compose(service('jm', `${JOB_MANAGER}${fields}`)),
      'flink/config.yaml': 'rest.port: 8083\n',
      'etc/my.yaml': 'rest.port: 8084\n',
    });
    const ELSEWHERE = 'environment: {FLINK_CONF_DIR: /etc/flink/, FLINK_PROPERTIES: "rest.port: 8085"}\n';

    test.each([
      [
        'a folder that is mounted',
        `${ELSEWHERE}volumes: [./flink:/etc/flink, ./etc/my.yaml:/opt/flink/conf/config.yaml]\n`,
      ],
      ['a file in it', `${ELSEWHERE}volumes: [./flink/config.yaml:/etc/flink/config.yaml]\n`],
    ])('%s is read, and what the entry point writes is not', async (_, fields) => {
      const { report, targets } = await lintTexts(files(fields), { only: ['files/ignored-file'] });
      const target = targets.map((one) => one.target).find(({ kind }) => kind === 'cluster');
      expect(
        target && [effective(target, 'rest.port'), effective(target, 'blob.server.port'), target.complete.cluster],
      ).toEqual(['8083 (file)', undefined, true]);
      expect(report.findings.map(({ message }) => message)).toEqual([
        "Flink does not read 'FLINK_PROPERTIES': the image's entry point writes it into '/opt/flink/conf', and FLINK_CONF_DIR makes '/etc/flink' the folder of its configuration.",
      ]);
    });

    test.each([
      ['a folder that is not seen', ELSEWHERE, ['/etc/flink holds no file that Flink reads']],
      [
        'one that is known when it starts',
        'environment: {FLINK_CONF_DIR: "$$FLINK_HOME/etc"}\n',
        ['the folder of its configuration is known only when it starts'],
      ],
      ['the usual one', 'environment: {FLINK_CONF_DIR: /opt/flink/conf}\n', []],
    ])('%s', async (_, fields, open) => {
      const target = (await targetsIn(files(fields))).find(({ platform }) => platform === 'docker');
      expect([...new Set(target?.layers.flatMap((layer) => layer.open ?? []))]).toEqual(open);
    });
  });

  test('a service that is extended lies beneath', async () => {
    const target = await onlyTargetIn({
      'common/flink.yaml': compose(
        service('base', `${IMAGE}${properties('rest.port: 8082', 'parallelism.default: 2')}`),
      ),
      'compose.yaml': compose(
        service('jm', 'extends: {file: common/flink.yaml, service: base}\ncommand: jobmanager -Drest.port=8084\n'),
      ),
    });
    expect(effective(target, 'rest.port')).toBe('8084 (command line)');
    expect(effective(target, 'parallelism.default')).toBe('2 (FLINK_PROPERTIES)');
    expect(target.files).toEqual(['compose.yaml', 'common/flink.yaml']);
  });

  describe('a variant', () => {
    const files = {
      'docker-compose.yml': compose(service('jm', JOB_MANAGER + properties('rest.port: 8082'))),
      'docker-compose.prod.yml': compose(service('jm', `command: jobmanager -Drest.port=8085\n`)),
    };
    const ports = async (more: Files) =>
      (await targetsIn({ ...files, ...more })).map((target) => [target.name, effective(target, 'rest.port')]);
    const alone = ['docker-compose.yml', '8082 (FLINK_PROPERTIES)'];
    const both = ['docker-compose.yml + docker-compose.prod.yml', '8085 (command line)'];

    test.each([
      ['a Makefile', 'Makefile', 'up:\n\tdocker compose -f docker-compose.yml -f docker-compose.prod.yml up -d\n'],
      ['a script', 'bin/up.sh', 'sudo docker-compose --file docker-compose.yml --file=docker-compose.prod.yml up\n'],
      [
        'a pipeline',
        '.github/workflows/ci.yml',
        'jobs: {a: {steps: [{run: docker compose -p x -f docker-compose.yml -f docker-compose.prod.yml up}]}}\n',
      ],
    ])('is laid over what %s starts it with', async (_, file, text) => {
      expect(await ports({ [file]: text })).toEqual([alone, both]);
    });

    test('is started in the place of the file alone where .env says so', async () => {
      const env = 'COMPOSE_FILE=docker-compose.yml:docker-compose.prod.yml\n';
      expect(await ports({ '.env': env })).toEqual([['docker-compose.yml', '8085 (command line)']]);
    });

    test.each([
      ['nothing', {}],
      ['something that is not here', { Makefile: 'up:\n\tdocker compose -f docker-compose.yml -f other.yml up\n' }],
      ['a file that a variable names', { Makefile: 'up:\n\tdocker compose -f docker-compose.yml -f $(FILE) up\n' }],
      ['the file alone', { 'up.sh': 'docker compose -f docker-compose.yml up\n' }],
    ])('stands alone where a script names %s', async (_, more: Files) => {
      expect(await ports(more)).toEqual([alone]);
    });
  });

  test.each([
    ['what comes from outside', 'env_file: flink.env\n'],
    ['another entry point', 'entrypoint: [/start.sh, jobmanager]\n'],
    ['a file that is not here', 'volumes:\n  - /etc/flink/config.yaml:/opt/flink/conf/config.yaml\n'],
    ['an image that is built elsewhere', 'image: acme/flink-app:3\n'],
    ['an image of which nobody here knows what it ships', 'image: flink:1.12.1\n'],
  ])('%s leaves it incomplete', async (_, fields) => {
    const base = fields.startsWith('image') ? 'command: jobmanager\n' : JOB_MANAGER;
    const target = await onlyTargetIn({ 'compose.yaml': compose(service('jm', base + fields)) });
    expect(target.complete.cluster).toBe(false);
  });

  test('two JobManagers are two clusters, each with the TaskManagers that name it', async () => {
    const worker = (of: string, slots: string): string =>
      `${TASK_MANAGER}environment:\n  JOB_MANAGER_RPC_ADDRESS: ${of}\n  TASK_MANAGER_NUMBER_OF_TASK_SLOTS: ${slots}\n`;
    const found = await targetsIn({
      'compose.yaml': compose(
        service('a', JOB_MANAGER),
        service('b', JOB_MANAGER),
        service('ta', worker('a', '2')),
        service('tb', worker('b', '6')),
      ),
    });
    expect(found.map((target) => [target.name, effective(target, 'taskmanager.numberOfTaskSlots')])).toEqual([
      ['compose.yaml', '2 (environment of TaskManagers)'],
      ['compose.yaml (b)', '6 (environment of TaskManagers)'],
    ]);
  });

  test('what the settings file says of a file that is mounted counts too', async () => {
    const target = await onlyTargetIn({
      'conf/config.yaml': 'parallelism.default: 2\n',
      'compose.yaml': compose(service('jm', `${JOB_MANAGER}volumes: ["./conf:/opt/flink/conf"]\n`)),
      '.flinklint.yaml': 'overrides:\n  - files: [conf/**]\n    profile: production\n',
    });
    expect(target.profile).toBe('production');
  });

  test('the settings file says what it is', async () => {
    const [target] = await targetsIn({
      'compose.yaml': compose(service('jm', JOB_MANAGER)),
      '.flinklint.yaml': 'overrides:\n  - files: [compose.yaml]\n    profile: strict\n',
    });
    expect(target?.profile).toBe('strict');
  });
});

describe('a Dockerfile by itself', () => {
  test('with configuration is a fragment', async () => {
    const target = await onlyTargetIn({
      'flink/Dockerfile': 'FROM flink:1.20.1\nENV FLINK_PROPERTIES="rest.port: 8082"\n',
    });
    expect(target).toMatchObject({ kind: 'fragment', profile: 'production', complete: { cluster: false, job: false } });
  });

  test('without, it is none of ours', async () => {
    expect(await targetsIn({ Dockerfile: 'FROM flink:1.20.1\nCOPY job.jar /opt/flink/usrlib/\n' })).toEqual([]);
  });
});

describe('files that cannot take effect', () => {
  const LOG4J =
    'rootLogger.level = INFO\nrootLogger.appenderRef.main.ref = M\nappender.main.type = Console\nappender.main.name = M\n';
  const jm = (image: string, more: string): string =>
    compose(service('jm', `image: ${image}\ncommand: jobmanager\n${more}`));
  const said = async (files: Files): Promise<readonly string[]> => {
    const only = ['files/ignored-file', 'observability/log-syntax'];
    return (await lintTexts(files, { only })).report.findings.map(({ at, message }) => `${at.file}: ${message}`);
  };

  test.each([
    [
      'a log4j.properties that is mounted',
      {
        'a/log4j.properties': LOG4J,
        'compose.yaml': jm('flink:1.20.1', 'volumes: ["./a/log4j.properties:/opt/flink/conf/log4j.properties"]\n'),
      },
      "a/log4j.properties: Flink does not read 'a/log4j.properties': in a container it logs with 'log4j-console.properties'.",
    ],
    [
      'one in a folder that is mounted',
      {
        'conf/log4j.properties': LOG4J,
        'conf/config.yaml': 'rest.port: 8082\n',
        'compose.yaml': jm('flink:2.0.1', 'volumes: ["./conf:/opt/flink/conf"]\n'),
      },
      "conf/log4j.properties: Flink does not read 'conf/log4j.properties': in a container it logs with 'log4j-console.properties'.",
    ],
    [
      'one that a Dockerfile copies',
      { 'a/log4j.properties': LOG4J, Dockerfile: 'FROM flink:1.20.1\nCOPY a/log4j.properties /opt/flink/conf/\n' },
      "a/log4j.properties: Flink does not read 'a/log4j.properties': in a container it logs with 'log4j-console.properties'.",
    ],
    [
      'a flink-conf.yaml in a config for 2.x',
      {
        'compose.yaml': `${jm('flink:2.0.1', 'configs: [{source: c, target: /opt/flink/conf/flink-conf.yaml}]\n')}configs: {c: {content: "rest.port: 8082"}}\n`,
      },
      "compose.yaml: Flink does not read '/opt/flink/conf/flink-conf.yaml': Flink 2.0 and later read only config.yaml.",
    ],
    [
      'a config.yaml that a Dockerfile makes of another file for 1.18',
      {
        'deploy/settings.yaml': 'rest:\n  port: 8082\n',
        'deploy/Dockerfile': 'FROM flink:1.18.1\nCOPY settings.yaml /opt/flink/conf/config.yaml\n',
      },
      "deploy/settings.yaml: Flink does not read 'deploy/settings.yaml': Flink 1.18 and earlier read only flink-conf.yaml.",
    ],
  ])('%s', async (_, files: Files, message) => {
    expect(await said(files)).toEqual([message]);
  });

  test.each([
    [
      'a log4j.properties that becomes the file for consoles',
      {
        'a/log4j.properties': LOG4J,
        'compose.yaml': jm(
          'flink:1.20.1',
          'volumes: ["./a/log4j.properties:/opt/flink/conf/log4j-console.properties"]\n',
        ),
      },
    ],
    [
      'a Dockerfile that two folders may be for',
      {
        'log4j.properties': LOG4J,
        'a/log4j.properties': LOG4J,
        'a/Dockerfile': 'FROM flink:1.20.1\nCOPY log4j.properties /opt/flink/conf/\n',
      },
    ],
  ])('but not %s', async (_, files: Files) => {
    expect(await said(files)).toEqual([]);
  });
});

describe('findings', () => {
  const files = {
    'conf/config.yaml': 'rest.port: many\n',
    'compose.yaml': compose(
      service(
        'jm',
        `${JOB_MANAGER}volumes:\n  - ./conf:/opt/flink/conf\n${properties('parallelism.default: few', 's3.secret-key: hunter2hunter2')}`,
      ),
    ),
  };
  const found = async (paths: readonly string[]) =>
    (await lintTexts(files, { paths })).report.findings.map(
      ({ at, rule, targets: of }) => `${at.file} ${rule} ${of.join()}`,
    );

  test('are the same one by one as all at once', async () => {
    const all = await found(['']);
    expect(all).toEqual([
      'compose.yaml options/invalid-value compose.yaml',
      'conf/config.yaml options/invalid-value compose.yaml',
    ]);
    expect([...(await found(['compose.yaml'])), ...(await found(['conf/config.yaml']))]).toEqual(all);
  });

  test('stand in files of variables, where an ignore comment silences them and secrets are hidden', async () => {
    const own = {
      'flink.env': 'AWS_SECRET_ACCESS_KEY=hunter2hunter2\nFLINK_PROPERTIES="parallelism.default: few"\n',
      'compose.yaml': compose(service('jm', `${JOB_MANAGER}env_file: flink.env\n`)),
    };
    const rules = async (files: Files, paths = ['']) =>
      (await lintTexts(files, { paths })).report.findings.map(({ at, rule }) => `${at.file} ${rule}`);
    expect(await rules(own)).toEqual(['flink.env options/invalid-value']);
    expect(await rules(own, ['flink.env'])).toEqual(['flink.env options/invalid-value']);
    expect(await rules(own, ['compose.yaml'])).toEqual([]);
    const comment = '# flinklint-ignore options/invalid-value: a sample\nFLINK';
    expect(await rules({ ...own, 'flink.env': own['flink.env'].replace('FLINK', comment) })).toEqual([]);
    const { report } = await lintTexts(own);
    const { lines } = report.excerpt({ file: 'flink.env', start: 0, end: own['flink.env'].length });
    expect(lines.join('\n')).not.toContain('hunter2');
  });

  test('show no secret of a compose file', async () => {
    const { report } = await lintTexts(files);
    const { lines } = report.excerpt({ file: 'compose.yaml', start: 0, end: files['compose.yaml'].length });
    expect(lines.join('\n')).not.toContain('hunter2');
  });
});
