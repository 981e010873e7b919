/** The official image of one Flink version without its container: its folder, its entry point and what that calls. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stockFolder } from '../distribution/fetch.js';
import { build, versions } from '../judge/build.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const WORK = process.env.DISTRIBUTION_WORK ?? join(here, '..', '..', 'node_modules', '.cache', 'distribution');

/** What lies in the folder of every distribution, for the shell that meets a `*` there. */
const FOLDER = ['LICENSE', 'NOTICE', 'README.txt', 'examples', 'licenses', 'log', 'opt', 'plugins'];

/** The scripts and the version of Python that the wheel with a version's configuration is for. */
const IMAGES: Readonly<Record<string, { readonly script: string; readonly python: string }>> = {
  '1.18': { script: '1.18.sh', python: '3.9' },
  '1.20': { script: '1.19.sh', python: '3.9' },
  '2.2': { script: '2.2.sh', python: '3.9' },
};

/** What the entry point is started with. */
export interface Start {
  readonly variables: Readonly<Record<string, string>>;
  /** Files in place of those of the image. */
  readonly conf?: Readonly<Record<string, string>>;
  /** How Kubernetes mounts them, where it does: a ConfigMap over the folder, or each by its `subPath`. */
  readonly mounted?: 'folder' | 'files';
}

/** How the entry point ended, and what it said last. */
export interface Started {
  readonly exit: number;
  readonly said: string;
}

/** A ConfigMap is mounted read-only, whatever the manifest says; its files are links to those of its generation. */
const MOUNTS = {
  folder: (conf: string) => [`mount --bind ${conf}.map ${conf}`, `mount -o remount,bind,ro ${conf}`],
  files: (conf: string) => [
    `for file in ${conf}.map/*; do`,
    `  place=${conf}/$(basename $file); touch $place`,
    '  mount --bind $(realpath $file) $place; mount -o remount,bind,ro $place',
    'done',
  ],
} as const;

/** What the Dockerfile of the image does to the configuration that it ships. */
const REPLACED = ['rest.address', 'rest.bind-address', 'jobmanager.bind-host', 'taskmanager.bind-host'];

/** Java that hands its last arguments on to the one that runs already. */
const java = (port: number): string => `#!/usr/bin/env bash
shift 3
exec 3<>/dev/tcp/127.0.0.1/${port}
printf '%s\\0' "$@" >&3
printf '\\1' >&3
cat <&3
`;

/** The image of a version, started once for many containers. */
export class Image {
  readonly #home: string;
  readonly #server: ChildProcess | undefined;
  readonly #script: string;
  readonly #stock: string;
  /** The version that it is of. */
  readonly flink: string;

  private constructor(flink: string, home: string, script: string, server: ChildProcess | undefined) {
    this.flink = flink;
    this.#home = home;
    this.#script = script;
    this.#server = server;
    this.#stock = join(home, 'stock');
  }

  /** @param opt what lies in `opt/`, without its version */
  static async start(minor: string, opt: readonly string[] = []): Promise<Image> {
    const { script, python } = IMAGES[minor] ?? { script: '', python: '' };
    const flink = versions[minor]?.flink ?? minor;
    const home = mkdtempSync(join(tmpdir(), `flink-${minor}-`));
    mkdirSync(WORK, { recursive: true });
    cpSync(stockFolder('bin', flink, python, WORK), join(home, 'bin'), { recursive: true });
    cpSync(stockFolder('conf', flink, python, WORK), join(home, 'stock'), { recursive: true });
    for (const name of FOLDER) mkdirSync(join(home, name));
    mkdirSync(join(home, 'lib'));
    writeFileSync(join(home, 'lib', `flink-dist-${flink}.jar`), '');
    for (const name of opt) writeFileSync(join(home, 'opt', `${name}-${flink}.jar`), '');
    const legacy = existsSync(join(home, 'stock', 'flink-conf.yaml'));
    const server = legacy ? undefined : serve(minor);
    const port = server === undefined ? 0 : await portOf(server);
    program(home, 'java/bin/java', java(port));
    program(home, 'tools/gosu', '#!/usr/bin/env bash\nshift\nexec "$@"\n');
    program(home, 'tools/hostname', '#!/usr/bin/env bash\necho container\n');
    for (const name of ['config-parser-utils.sh', 'bash-java-utils.sh']) {
      if (existsSync(join(home, 'bin', name))) chmodSync(join(home, 'bin', name), 0o755);
    }
    const image = new Image(flink, home, join(here, 'scripts', script), server);
    image.#build(legacy);
    return image;
  }

  /** As the image's Dockerfile. */
  #build(legacy: boolean): void {
    const stock = this.#stock;
    if (legacy) {
      const file = join(stock, 'flink-conf.yaml');
      for (const key of REPLACED) execFileSync('sed', ['-i', `s/${key}: localhost/${key}: 0.0.0.0/g`, file]);
      execFileSync('sed', ['-i', '/taskmanager.host: localhost/d', file]);
      return;
    }
    const [bin, lib] = [join(this.#home, 'bin'), join(this.#home, 'lib')];
    const replaced = REPLACED.flatMap((key) => ['-repKV', `${key},localhost,0.0.0.0`]);
    const args = [
      join(bin, 'config-parser-utils.sh'),
      stock,
      bin,
      lib,
      ...replaced,
      '-rmKV',
      'taskmanager.host=localhost',
    ];
    execFileSync('bash', args, { env: this.#environment({}) });
  }

  #environment(variables: Start['variables']): Record<string, string> {
    const path = `${join(this.#home, 'tools')}:/usr/bin:/bin`;
    return { PATH: path, JAVA_HOME: join(this.#home, 'java'), FLINK_HOME: this.#home, ...variables };
  }

  /** The configuration files once the entry point has run, by name. */
  async run({ variables, conf = {}, mounted }: Start): Promise<Readonly<Record<string, string>>> {
    const folder = join(this.#home, 'conf');
    rmSync(folder, { recursive: true, force: true });
    cpSync(this.#stock, folder, { recursive: true });
    const options = { cwd: this.#home, env: this.#environment({ DISABLE_JEMALLOC: 'true', ...variables }) };
    if (mounted === undefined) {
      for (const [name, text] of Object.entries(conf)) writeFileSync(join(folder, name), text);
      await promisify(execFile)('bash', [this.#script, 'true'], options);
      return filesIn(folder);
    }
    writeConfigMap(`${folder}.map`, conf);
    const seen = join(this.#home, 'seen');
    rmSync(seen, { recursive: true, force: true });
    // Mounts are seen by what is started among them, so that the files are copied from there.
    const lines = [...MOUNTS[mounted](folder), `bash ${this.#script} true`, `cp -rL ${folder} ${seen}`];
    await promisify(execFile)('unshare', ['--map-root-user', '--mount', 'bash', '-c', lines.join('\n')], options);
    return filesIn(seen);
  }

  /** Starts a container that does nothing but start. */
  async exit(start: Pick<Start, 'variables'>): Promise<Started> {
    const folder = join(this.#home, 'conf');
    rmSync(folder, { recursive: true, force: true });
    cpSync(this.#stock, folder, { recursive: true });
    const env = this.#environment({ DISABLE_JEMALLOC: 'true', ...start.variables });
    const ran = spawn('bash', [this.#script, 'true'], { cwd: this.#home, env, stdio: ['ignore', 'pipe', 'ignore'] });
    const lines: string[] = [];
    createInterface({ input: ran.stdout }).on('line', (line) => lines.push(line));
    const [exit] = await once(ran, 'close');
    return { exit, said: lines.at(-1) ?? '' };
  }

  /** The configuration that the image holds before it is started, by file. */
  stock(): Readonly<Record<string, string>> {
    return filesIn(this.#stock);
  }

  close(): void {
    this.#server?.kill();
    rmSync(this.#home, { recursive: true, force: true });
  }
}

function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = ['flink-conf.yaml', 'config.yaml'].filter((name) => existsSync(join(folder, name)));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** As kubelet's `AtomicWriter` lays a ConfigMap down. */
function writeConfigMap(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, '..generation'), { recursive: true });
  symlinkSync('..generation', join(folder, '..data'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, '..generation', name), text);
    symlinkSync(join('..data', name), join(folder, name));
  }
}

function program(home: string, path: string, text: string): void {
  const file = join(home, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

const serve = (minor: string): ChildProcess =>
  spawn('java', ['-XX:TieredStopAtLevel=1', '-Dfile.encoding=UTF-8', '-cp', build(minor), join(here, 'Serve.java')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (stdout === null) throw new Error('java has no output');
  const [line] = await once(createInterface({ input: stdout }), 'line');
  return Number(line);
}
