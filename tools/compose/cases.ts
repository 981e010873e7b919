/** A folder with compose files, and how docker compose is started in it. */
export interface ComposeCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What is given with `-f`; nothing where compose finds its files by itself. */
  readonly given?: readonly string[];
}

const service = (fields: string, name = 'jm'): string => `services:\n  ${name}:\n${indented(fields, '    ')}\n`;
const indented = (text: string, by: string): string => text.trimEnd().replace(/^(?=.)/gm, by);
const IMAGE = 'image: flink:1.20.1\n';

/** One file beside a `.env`. */
const filled = (name: string, env: string, fields: string): ComposeCase => ({
  name,
  files: { '.env': env, 'compose.yaml': service(IMAGE + fields) },
});

/** A file of variables that a service names. */
const variables = (name: string, text: string, more = ''): ComposeCase => ({
  name,
  files: { 'flink.env': text, 'compose.yaml': service(`${IMAGE}env_file: flink.env\n${more}`) },
});

/** An override that compose finds by itself. */
const over = (name: string, below: string, above: string): ComposeCase => ({
  name,
  files: { 'compose.yaml': service(IMAGE + below), 'compose.override.yaml': service(above) },
});

const PROPERTIES = 'FLINK_PROPERTIES="rest.port: 8082\nparallelism.default: 2"\n';

/** A command as one text, for the words that it is split into. */
const words = (name: string, command: string): ComposeCase => ({
  name: `words: ${name}`,
  files: { 'compose.yaml': service(`${IMAGE}command: ${JSON.stringify(command)}\n`) },
});

/** Files that include others. */
const INCLUDES: readonly ComposeCase[] = [
  {
    name: 'a file that is included',
    files: {
      'compose.yaml': `include:\n  - flink/jobs.yaml\n${service(IMAGE, 'own')}`,
      'flink/jobs.yaml': service(
        `${IMAGE}build: .\nenv_file: jm.env\nenvironment: [A, "B=$A"]\nvolumes: ["./conf:/conf", "../up:/up"]\nconfigs: [{source: conf, target: /c}]\n`,
      ).concat('configs:\n  conf: {file: ./conf/c}\n'),
      'flink/jm.env': 'C=${A}\n',
      'flink/.env': 'A=flink\n',
    },
  },
  {
    name: 'variables of both',
    files: {
      '.env': 'A=root\n',
      'compose.yaml': 'include: [flink/jobs.yaml]\n',
      'flink/jobs.yaml': service(`${IMAGE}environment: {A: "$A", B: "$B", C: "\${C:-c}", D: }\nenv_file: x.env\n`),
      'flink/.env': 'A=flink\nB=${A}b\nD=d\n',
      'flink/x.env': 'E=${A}${B}\n',
    },
  },
  {
    name: 'the long form of an include',
    files: {
      '.env': 'DIR=flink\n',
      'compose.yaml':
        'include:\n  - path: "$DIR/jobs.yaml"\n    project_directory: "./${DIR}/project"\n    env_file: ["$DIR/a.env", flink/b.env]\n',
      'flink/jobs.yaml': service(
        `${IMAGE}build: {context: ctx}\nvolumes: ["./conf:/conf"]\nenvironment: {A: "$A", B: "$B", C: "$C"}\n`,
      ),
      'flink/.env': 'C=no\n',
      'flink/project/.env': 'C=none\n',
      'flink/a.env': 'A=a\nB=${A}\n',
      'flink/b.env': 'A=b\nC=${A}${B}\n',
    },
  },
  {
    name: 'an include of several files',
    files: {
      'compose.yaml': 'include:\n  - path: [flink/jobs.yaml, flink/more.yaml]\n',
      'flink/jobs.yaml': service(`${IMAGE}environment: {A: 1, B: 1}\ncommand: jobmanager\n`),
      'flink/more.yaml': service('environment: {B: 2}\ncommand: taskmanager\nports: ["8081:8081"]\n'),
    },
  },
  {
    name: 'an include without variables',
    files: {
      '.env': 'A=a\n',
      'compose.yaml': 'include:\n  - {path: flink/jobs.yaml, env_file: /dev/null}\n',
      'flink/jobs.yaml': service(`${IMAGE}environment: {A: "$A", B: "\${B:-b}"}\n`),
      'flink/.env': 'B=flink\n',
    },
  },
  {
    name: 'an include within an include',
    files: {
      'compose.yaml': 'include: [a/compose.yaml]\n',
      'a/compose.yaml': `include: [b/compose.yaml]\n${service(`${IMAGE}volumes: ["./x:/x"]\nenvironment: {A: "$A"}\n`)}`,
      'a/.env': 'A=a\n',
      'a/b/compose.yaml': service(`${IMAGE}volumes: ["./y:/y"]\nenvironment: {A: "$A", B: "$B"}\n`, 'tm'),
      'a/b/.env': 'A=b\nB=${A}b\n',
    },
  },
  {
    name: 'a service over the one that is included',
    files: {
      'compose.yaml': `include: [flink/jobs.yaml]\n${service('environment: {B: 2}\ncommand: taskmanager\nports: ["9000:8081"]\n')}`,
      'flink/jobs.yaml': service(`${IMAGE}environment: {A: 1, B: 1}\ncommand: jobmanager\nports: ["8081:8081"]\n`),
    },
  },
  {
    name: 'a service that is included twice',
    files: {
      'compose.yaml': 'include: [one.yaml, two.yaml]\n',
      'one.yaml': service(`${IMAGE}environment: {A: 1, B: 1}\n`),
      'two.yaml': service('image: flink:2.0.1\nenvironment: {B: 2, C: 2}\n'),
    },
  },
  {
    name: 'a file that is included on two ways',
    files: {
      'compose.yaml': 'include: [one.yaml, two.yaml]\n',
      'one.yaml': 'include: [base.yaml]\n',
      'two.yaml': 'include: [base.yaml]\n',
      'base.yaml': service(`${IMAGE}ports: ["8081:8081"]\nvolumes: ["./a:/a"]\n`),
    },
  },
  {
    name: 'files that include each other',
    files: {
      'compose.yaml': `include: [one.yaml]\n${service(IMAGE)}`,
      'one.yaml': 'include: [compose.yaml]\n',
    },
  },
  {
    name: 'a service that extends an included one',
    files: {
      'compose.yaml': `include: [flink/jobs.yaml]\n${service('extends: base\nenvironment: {B: 2}\nvolumes: ["./own:/own"]\n')}`,
      'flink/jobs.yaml': service(`${IMAGE}environment: {A: 1, B: 1}\nvolumes: ["./conf:/conf"]\n`, 'base'),
    },
  },
  {
    name: 'a service over an included one that extends another',
    files: {
      'compose.yaml': `include: [flink/jobs.yaml]\n${service('extends: {file: base.yaml, service: base}\nenvironment: {C: 3}\n')}`,
      'flink/jobs.yaml': service(`${IMAGE}environment: {A: 1, B: 1, C: 1}\nuser: included\n`),
      'base.yaml': service('environment: {B: 2, D: 2}\nuser: base\ncommand: jobmanager\n', 'base'),
    },
  },
  {
    name: 'an override over what is included',
    files: {
      'compose.yaml': 'include: [flink/jobs.yaml]\n',
      'compose.override.yaml': service('environment: {B: 2}\nvolumes: ["./own:/own"]\n'),
      'flink/jobs.yaml': service(`${IMAGE}environment: {A: 1, B: 1}\n`),
    },
  },
  {
    name: 'an include of a file that is given',
    given: ['deploy/base.yml', 'extra/more.yml'],
    files: {
      'deploy/.env': 'A=deploy\n',
      'deploy/base.yml': 'include: [flink.yml]\n',
      'deploy/flink.yml': service(`${IMAGE}environment: {A: "$A"}\nvolumes: ["./conf:/conf"]\n`),
      'extra/more.yml': 'include: [../deploy/tm.yml, tm2.yml]\n',
      'deploy/tm.yml': service(`${IMAGE}volumes: ["./conf:/conf"]\n`, 'tm'),
      'deploy/tm2.yml': service(`${IMAGE}volumes: ["./conf:/conf"]\n`, 'tm2'),
      'tm.yml': service(`${IMAGE}volumes: ["./conf:/conf"]\n`, 'tm3'),
    },
  },
  {
    name: 'a build without a folder that is included',
    files: {
      'compose.yaml': 'include: [flink/jobs.yaml]\n',
      'flink/jobs.yaml': service('build: {dockerfile: flink.Dockerfile}\n'),
    },
  },
  {
    name: 'configs of an include',
    files: {
      'compose.yaml': `include: [flink/jobs.yaml]\n${service(`${IMAGE}configs: [{source: conf, target: /a}, {source: own, target: /b}]\n`)}configs:\n  own: {file: ./own}\n`,
      'flink/jobs.yaml': 'configs:\n  conf: {file: ./conf}\n',
    },
  },
  {
    name: 'an include that is not there',
    files: { 'compose.yaml': `include: [none.yaml]\n${service(IMAGE)}` },
  },
];

/** What compose does with files, by what it is. */
export const cases: readonly ComposeCase[] = [
  filled('an image from .env', 'TAG=1.19.3\n', 'environment: {A: "${TAG}"}\n'),
  filled('a default', '', 'environment: {A: "${TAG:-1.18.1}-java11", B: "${TAG-x}"}\n'),
  filled(
    'an empty value',
    'TAG=\n',
    'environment: {A: "${TAG:-1.18.1}", B: "${TAG-x}", C: "${TAG:+y}", D: "${TAG+z}"}\n',
  ),
  filled('a default within a default', 'B=b\n', 'environment: {A: "${X:-${Y:-a${B}c}}d"}\n'),
  filled(
    'braces in a default',
    'B=b\n',
    'environment: {A: "${X:-{a}}", B: "${X:-{}", C: "${X:-a}b}", D: "${X:-{{a}}"}\n',
  ),
  filled('dollars', 'A=1\n', 'environment: {A: "$$A", B: "$$$A", C: "a$$", D: "$${A}", E: "$$$$A"}\n'),
  filled('a dollar that means nothing', '', 'environment: {A: "a$ b"}\n'),
  filled('a value that is wanted', 'A=1\n', 'environment: {A: "${A:?no}", B: "${A?no}"}\n'),
  filled('a value that is missing', '', 'environment: {A: "${A:?no}"}\n'),
  filled('variables without a value', 'A=1\n', 'environment: [A, "B=2", "C="]\n'),
  filled('variables without a value, as a mapping', 'A=1\n', 'environment: {A: , B: 2, C: "", D: true, E: 1.50}\n'),
  filled('ports', 'PORT=9000\n', 'ports: ["${PORT}:8081", "127.0.0.1:${PORT}:8082", "${OTHER:-81}:8083"]\n'),
  filled(
    'ports in the long form',
    'PORT=9000\n',
    'ports: [{target: 8081, published: "${PORT}", host_ip: 127.0.0.1}]\n',
  ),
  filled('volumes', 'DIR=./conf\n', 'volumes: ["${DIR}/config.yaml:/opt/flink/conf/config.yaml:ro", "${DIR}:/x"]\n'),
  filled(
    'a volume in the long form',
    'DIR=./conf\n',
    'volumes: [{type: bind, source: "${DIR}", target: /opt/flink/conf, read_only: true}]\n',
  ),
  filled('a command', 'ARGS=-Dx=y\n', 'command: jobmanager ${ARGS} "-Da=b c" \'-Dd=$$e\' -Df=g\\ h\n'),
  filled(
    'a command as a list',
    'ARGS=-Dx=y z\n',
    'command: [jobmanager, "${ARGS}"]\nentrypoint: /docker-entrypoint.sh\n',
  ),
  words('blanks', '  jobmanager \t -Da=b\n -Dc=d  '),
  words('quotes', `jobmanager -Da="b c" '-Dd=e f'g"h"i '' ""`),
  words('backslashes', 'a\\ b "c\\d" "e\\"f" \'g\\h\' i\\\\j "k\\\\l" "m\\$$n"'),
  words('signs of a shell within quotes', `bash -c "a; b | c > d && e (f) # g \`h\` $$(i)"`),
  words('signs of a shell', 'a#b #c d=e {f} [g] *h ~i !j'),
  words('variables of the container', '-Da=$$B -Dc=$${D} "-De=$$F"'),
  words('a line that goes on', 'a \\\n b'),
  words('a semicolon', 'a; b'),
  words('an ampersand', 'a & b'),
  words('a pipe', 'a | b'),
  words('a redirection', 'a > b'),
  words('a redirection of a number', 'a 2> b'),
  words('parentheses', 'a (b) c'),
  words('a substitution', 'a $$(b c) d'),
  words('backquotes', 'a `b c` d'),
  words('a quote that is never closed', 'a "b c'),
  filled('a build', 'CONTEXT=flink\n', 'build: {context: "./${CONTEXT}", dockerfile: "${FILE:-Dockerfile}"}\n'),
  filled('a build by its folder', '', 'build: ./flink\n'),
  filled('a build without a folder', '', 'build: {dockerfile: flink.Dockerfile}\n'),
  filled(
    'the value of another in .env',
    'A=1\nB=${A}2\nC="${B}3"\nD=\'${A}\'\n',
    'environment: {B: "$B", C: "$C", D: "$D"}\n',
  ),
  filled('.env with a mistake', 'A B=1\n', 'environment: {A: 1}\n'),
  variables('a file of variables', `A=1\n# no\nexport B = 2 # why\nC: 3\nD=a#b\n${PROPERTIES}`),
  variables(
    'quotes',
    `A="a \\"b\\" \\n\\t\\$X \\q \\\\"\nB='a \\'b\\' \\n'\nC=a "b" 'c'\nD="x" # y\nE="\\0101\\01\\0777"\n`,
  ),
  variables('lines', 'A="one\n  two # no\nthree"\nB=\nC\nD=d'),
  variables('lines that end as on Windows', 'A=1\r\nB="2"\r\nC=3 # x\r\n'),
  variables('what is never closed', 'A="1\nB=2\n'),
  variables('a sign that no name has', 'A!=1\n'),
  variables('a name alone at the end', 'A=1\nB'),
  variables('a name of several words', 'A=1\nB C\n'),
  variables('what stands around it', 'A=${B}x\nC=${D:-d}\nB=mine\nE=${B}\n', 'environment: {B: theirs, D: }\n'),
  variables('what the service itself sets', 'A=1\nB=2\n', 'environment: {A: 3}\n'),
  variables('what the service leaves open', 'A=1\nB=2\n', 'environment: [A]\n'),
  {
    name: 'several files of variables',
    files: {
      'a.env': 'A=1\nB=1\n',
      'env/b.env': 'B=2\nC=${A}${B}\n',
      'compose.yaml': service(`${IMAGE}env_file: [a.env, {path: ./env/b.env}, {path: c.env, required: false}]\n`),
    },
  },
  {
    name: 'a file of variables that is missing',
    files: { 'compose.yaml': service(`${IMAGE}env_file: a.env\n`) },
  },
  over('variables by name', 'environment: {A: 1, B: 2}\n', 'environment: [B=3, C=4]\n'),
  over('a variable without a value over one with', 'environment: {A: 1}\n', 'environment: [A]\n'),
  over('a command', 'command: jobmanager -Da=b\nentrypoint: [/x]\n', 'command: [taskmanager]\n'),
  over('no command', 'command: jobmanager\n', 'command:\nentrypoint:\n'),
  over('ports', 'ports: ["8081:8081"]\n', 'ports: ["8081:8081", "9000:8081"]\n'),
  over(
    'volumes of one target',
    'volumes: ["./a:/x", "./b:/y"]\n',
    'volumes: ["./c:/x:ro", {type: bind, source: ./d, target: /z}]\n',
  ),
  over('an image and no image', 'user: flink\n', 'image: flink:2.0.1\nuser:\n'),
  over('a build field by field', 'build: ./flink\n', 'build: {dockerfile: other.Dockerfile}\n'),
  over(
    'what is reset',
    'ports: ["8081:8081"]\nenvironment: {A: 1}\nvolumes: ["./a:/x"]\n',
    'ports: !reset []\nenvironment: !reset\n  {}\nvolumes: !reset null\n',
  ),
  over(
    'what is replaced',
    'ports: ["8081:8081"]\nenvironment: {A: 1}\n',
    'ports: !override ["9000:8081"]\nenvironment: !override {B: 2}\n',
  ),
  over('anchors and merge keys', 'environment: &env {A: 1, B: 2}\n', 'environment: {C: 3}\n'),
  {
    name: 'merge keys',
    files: {
      'compose.yaml': `x-env: &env {A: 1, B: 2}\nx-base: &base\n  image: flink:1.20\n  environment: *env\nservices:\n  jm:\n    <<: *base\n    command: jobmanager\n  tm:\n    <<: [*base]\n    environment: {<<: *env, B: 3}\n`,
    },
  },
  {
    name: 'files that are given',
    given: ['deploy/base.yml', 'deploy/production.yml', 'extra/more.yml'],
    files: {
      'deploy/.env': 'A=deploy\n',
      '.env': 'A=root\n',
      'deploy/base.yml': service(`${IMAGE}environment: {A: "\${A}"}\nvolumes: ["./conf:/conf"]\nenv_file: x.env\n`),
      'deploy/x.env': 'X=1\n',
      'deploy/production.yml': service('environment: {B: 2}\nvolumes: ["../up:/up"]\n'),
      'extra/more.yml': service('volumes: ["./conf2:/conf2"]\n'),
    },
  },
  {
    name: 'the names that compose knows',
    files: {
      'docker-compose.yml': service(`${IMAGE}environment: {A: 1}\n`),
      'docker-compose.override.yaml': service('environment: {B: 2}\n'),
      'docker-compose.prod.yml': service('environment: {C: 3}\n'),
    },
  },
  {
    name: 'two files of which one is taken',
    files: {
      'docker-compose.yml': service(`${IMAGE}environment: {A: 1}\n`),
      'compose.yml': service(`${IMAGE}environment: {B: 2}\n`),
      'docker-compose.override.yml': service('environment: {C: 3}\n'),
    },
  },
  {
    name: 'the files that .env names',
    files: {
      '.env': 'COMPOSE_FILE=compose.yaml:compose.prod.yaml\n',
      'compose.yaml': service(`${IMAGE}environment: {A: 1}\n`),
      'compose.prod.yaml': service('environment: {B: 2}\n'),
      'compose.override.yaml': service('environment: {C: 3}\n'),
    },
  },
  {
    name: 'a service of the same file that is extended',
    files: {
      'compose.yaml': `services:\n  base:\n    image: flink:1.20\n    environment: {A: 1, B: 2}\n    ports: ["8081:8081"]\n    command: jobmanager\n  jm:\n    extends: base\n    environment: [B=3]\n    ports: ["9000:8081"]\n  tm:\n    extends: {service: jm}\n    command: taskmanager\n`,
    },
  },
  {
    name: 'a service of another file that is extended',
    files: {
      '.env': 'A=1\n',
      'common/base.yaml': `services:\n  base:\n    image: flink:\${TAG:-1.20}\n    build: .\n    env_file: base.env\n    environment: {A: "$A"}\n    volumes: ["./conf:/conf"]\n  other:\n    extends: base\n    user: root\n`,
      'common/base.env': 'B=2\n',
      'compose.yaml': service(
        'extends: {file: common/base.yaml, service: other}\nvolumes: ["./own:/own"]\nbuild: {dockerfile: X}\n',
      ),
    },
  },
  {
    name: 'a service that extends itself',
    files: { 'compose.yaml': service(`${IMAGE}extends: jm\n`) },
  },
  {
    name: 'a service that is extended and not there',
    files: { 'compose.yaml': service(`${IMAGE}extends: {file: none.yaml, service: x}\n`) },
  },
  {
    name: 'configs and secrets',
    files: {
      'conf/config.yaml': 'rest.port: 8082\n',
      'compose.yaml': `${service(`${IMAGE}configs:\n  - short\n  - {source: conf, target: /opt/flink/conf/config.yaml}\n  - {source: text, target: /opt/flink/conf/log4j.properties}\nsecrets:\n  - key\n  - {source: key, target: other}\n  - {source: key, target: /opt/flink/conf/key}\n`)}configs:\n  short: {file: ./conf/config.yaml}\n  conf: {file: ./conf/config.yaml}\n  text:\n    content: |\n      rootLogger.level = \${LEVEL:-INFO}\nsecrets:\n  key: {file: ./key}\n`,
    },
  },
  {
    name: 'configs of two files',
    files: {
      'compose.yaml': `${service(`${IMAGE}configs: [{source: conf, target: /a}]\n`)}configs:\n  conf: {file: ./one}\n`,
      'compose.override.yaml': `${service('configs: [{source: conf, target: /b}, {source: more, target: /a}]\n')}configs:\n  conf: {file: ./two}\n  more: {file: ./three}\n`,
    },
  },
  ...INCLUDES,
];
