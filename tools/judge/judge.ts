/** The judge as a process that answers questions about one Flink version. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { build } from './build.js';

/** What a value is in Java once an option's type has been applied: see `Judge.plain`. */
export type Plain = null | boolean | string | readonly Plain[] | { readonly [key: string]: Plain };

export interface Refusal {
  readonly ok: false;
  readonly error: string;
  readonly message: string;
  readonly causes: readonly { readonly error: string; readonly message: string }[];
  readonly logs: readonly string[];
}

export interface Loaded {
  readonly ok: true;
  readonly map: Readonly<Record<string, string>>;
  /** The Java class that Flink's configuration holds each value in. */
  readonly types: Readonly<Record<string, string>>;
  readonly logs: readonly string[];
}

export interface Valued {
  readonly ok: true;
  readonly value: Plain;
  readonly logs: readonly string[];
}

/** Files of a configuration folder, by name. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface ValueQuestion {
  /** `duration`, `memory`, `boolean`, `int`, `long`, `float`, `double`, `string`, `map`, `enum:<class>`, `list:<one of these>`. */
  readonly type: string;
  readonly mode: 'legacy' | 'yaml';
  /** The text of the value that the configuration holds. */
  readonly value: string;
  /** The Java type it is held in; text if left out. */
  readonly javaType?: string;
  /** An option of Flink, as `class#FIELD`, whose own type is asked in place of `type`. */
  readonly option?: string;
}

export interface ActionQuestion {
  readonly name: string;
  readonly files?: Files;
  /** Dynamic properties, one map a layer, later ones over earlier ones. */
  readonly dynamic?: readonly Readonly<Record<string, string>>[];
  readonly mode?: 'legacy' | 'yaml';
  /** For `get`: which options to read, as `class#FIELD`. */
  readonly options?: readonly string[];
  readonly seconds?: number;
  /** For the ResourceManager: where it runs. */
  readonly platform?: 'standalone' | 'yarn' | 'kubernetes-native';
  /** For the sizes of processes: whether Kubernetes or YARN start them, not Flink's own scripts. */
  readonly active?: boolean;
}

const opened = [
  ...[
    'java.lang',
    'java.lang.invoke',
    'java.lang.reflect',
    'java.io',
    'java.net',
    'java.nio',
    'java.math',
    'java.text',
  ],
  ...['java.time', 'java.util', 'java.util.concurrent', 'java.util.concurrent.atomic', 'java.util.concurrent.locks'],
].flatMap((name) => ['--add-opens', `java.base/${name}=ALL-UNNAMED`]);

const encoded = (files: Files): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]));

/** One running judge. Questions may be asked without waiting; answers come in the order of the questions. */
export class Judge {
  readonly version: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = [];
  #said = '';

  constructor(version: string) {
    this.version = version;
    this.#process = spawn(
      'java',
      [
        ...['-Xmx1g', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', ...opened],
        ...['-Dfile.encoding=UTF-8', '-Duser.timezone=UTC', '-Duser.language=en', '-Duser.country=US'],
        ...['-cp', build(version), 'Judge'],
      ],
      { env: { PATH: process.env.PATH ?? '' } },
    );
    this.#process.stderr.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString('utf8')).slice(-2000);
    });
    const fail = (reason: string): void => {
      for (const waiting of this.#waiting.splice(0)) waiting.reject(new Error(`${reason}\n${this.#said}`));
    };
    this.#process.on('error', (error) => fail(`java does not start: ${error.message}`));
    this.#process.on('exit', (code) => fail(`the judge of Flink ${version} ended with ${String(code)}`));
    createInterface({ input: this.#process.stdout }).on('line', (line) =>
      this.#waiting.shift()?.resolve(JSON.parse(line)),
    );
  }

  #ask(question: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(`${JSON.stringify(question)}\n`);
    });
  }

  /** What `GlobalConfiguration.loadConfiguration` makes of a configuration folder. */
  async load(files: Files): Promise<Loaded | Refusal> {
    return (await this.#ask({ op: 'load', files: encoded(files) })) as Loaded | Refusal;
  }

  /** What an option of some type makes of a value. */
  async value(question: ValueQuestion): Promise<Valued | Refusal> {
    return (await this.#ask({ op: 'value', ...question })) as Valued | Refusal;
  }

  /** What an option reads from a file with dynamic properties over it. */
  async resolve(files: Files, dynamic: ActionQuestion['dynamic'], option: string): Promise<Valued | Refusal> {
    return (await this.#ask({ op: 'resolve', files: encoded(files), dynamic, option })) as Valued | Refusal;
  }

  /** What a piece of Flink does with its configuration: the names are those of `Actions.run`. */
  async act(question: ActionQuestion): Promise<Valued | Refusal> {
    const files = question.files === undefined ? {} : { files: encoded(question.files) };
    return (await this.#ask({ op: 'action', ...question, ...files })) as Valued | Refusal;
  }

  async close(): Promise<void> {
    this.#process.stdin.end();
    await once(this.#process, 'exit');
  }
}
