// The schema of config.yaml in the language server that editors use for YAML: it offers keys and constants, explains
// them, and finds fault with a wrong value alone. And in ajv, strictly, for every version.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { expect, mustRun, root, suite } from './suite.mjs';

const SERVER = '1.25.0';
const VERSIONS = ['1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];
const SECONDS = 60;

/** The server's entry, installed once below node_modules. */
function serverOf(version) {
  const home = join(root, 'node_modules', '.cache', 'flinklint', `yaml-language-server-${version}`);
  const entry = join(home, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');
  if (!existsSync(entry)) {
    mkdirSync(home, { recursive: true });
    const name = `yaml-language-server@${version}`;
    mustRun('npm', ['install', '--prefix', home, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', name], {
      cwd: home,
    });
  }
  return entry;
}

/** A client of the Language Server Protocol over standard input and output, as small as the suite needs it. */
class Client {
  #process;
  #next = 1;
  #read = Buffer.alloc(0);
  #waiting = new Map();
  #diagnostics = new Map();

  constructor(entry, settings) {
    this.#process = spawn(process.execPath, [entry, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#process.stdout.on('data', (chunk) => this.#take(chunk, settings));
  }

  #take(chunk, settings) {
    this.#read = Buffer.concat([this.#read, chunk]);
    for (;;) {
      const end = this.#read.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#read.toString('ascii', 0, end))?.[1]);
      if (this.#read.length < end + 4 + length) return;
      const message = JSON.parse(this.#read.toString('utf8', end + 4, end + 4 + length));
      this.#read = this.#read.subarray(end + 4 + length);
      this.#answer(message, settings);
    }
  }

  #answer({ id, method, params, result, error }, settings) {
    if (method === 'workspace/configuration') {
      this.#send({ id, result: params.items.map(({ section }) => (section === 'yaml' ? settings : {})) });
    } else if (method === 'textDocument/publishDiagnostics') {
      this.#diagnostics.get(params.uri)?.(params.diagnostics);
    } else if (method !== undefined && id !== undefined) {
      this.#send({ id, result: null });
    } else if (id !== undefined) {
      const { resolve, reject } = this.#waiting.get(id) ?? {};
      if (error === undefined) resolve?.(result);
      else reject?.(new Error(error.message));
    }
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #within(what, start) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${what} within ${SECONDS} s`)), SECONDS * 1000);
      start(
        (value) => {
          clearTimeout(late);
          resolve(value);
        },
        (error) => {
          clearTimeout(late);
          reject(error);
        },
      );
    });
  }

  request(method, params) {
    const id = this.#next++;
    return this.#within(`answer to ${method}`, (resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  /** Opens a document and gives what the server finds in it. */
  open(uri, text) {
    return this.#within(`diagnostics of ${uri}`, (resolve) => {
      this.#diagnostics.set(uri, resolve);
      this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    });
  }

  async close() {
    await this.request('shutdown', null);
    this.notify('exit', null);
    this.#process.stdin.end();
  }
}

const command = join(root, 'dist', 'cli.cjs');
const schemaOf = (version) => mustRun(process.execPath, [command, 'schema', `flink-${version}`]).stdout;

const GOOD = readFileSync(join(root, 'fixtures', 'projects', 'orders', 'conf', 'config.yaml'), 'utf8');

/** What stands behind the place that `|` marks, without the mark. */
function marked(text) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  return { text: text.replace('|', ''), position: { line: before.length - 1, character: before.at(-1).length } };
}

await suite('editor', async (check, folder) => {
  mustRun(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-stale']);
  for (const version of VERSIONS) {
    await check(`Flink ${version}: strict for ajv, and of the right types`, () => {
      // All errors: without, ajv nests the code for thousands of keys deeper than JavaScript can parse.
      const ajv = new Ajv({ strict: true, allErrors: true, code: { optimize: false } });
      const validate = ajv.compile(JSON.parse(schemaOf(version)));
      const slots = (value) => validate({ taskmanager: { numberOfTaskSlots: value } });
      expect(slots(4) && !slots('four'), 'a number of slots is not an integer');
    });
  }

  const version = VERSIONS.at(-1);
  const file = join(folder, 'flink.schema.json');
  writeFileSync(file, schemaOf(version));
  const client = new Client(serverOf(SERVER), {
    schemas: { [pathToFileURL(file).href]: 'config.yaml' },
    schemaStore: { enable: false },
    completion: true,
    hover: true,
    validate: true,
  });
  const uriOf = (name) => pathToFileURL(join(folder, name, 'config.yaml')).href;
  const at = (name, { position }) => ({ textDocument: { uri: uriOf(name) }, position });
  await client.request('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: {
        completion: { completionItem: { snippetSupport: true } },
        hover: { contentFormat: ['markdown'] },
      },
    },
  });
  client.notify('initialized', {});

  for (const [what, text] of [
    ['a constant that does not exist', 'execution.checkpointing:\n  mode: exactly-once\n'],
    ['a unit of Kubernetes', 'taskmanager:\n  memory:\n    process:\n      size: 4Gi\n'],
    ['a word for a number', 'parallelism.default: four\n'],
  ]) {
    await check(`${what} is one diagnostic, at the value`, async () => {
      const found = await client.open(uriOf(what.replaceAll(' ', '-')), text);
      const line = text.trimEnd().split('\n').length - 1;
      expect(found.length === 1 && found[0].range.start.line === line, JSON.stringify(found));
    });
  }
  await check('a good configuration has no diagnostic', async () => {
    const found = await client.open(uriOf('good'), GOOD);
    expect(found.length === 0, JSON.stringify(found));
  });
  for (const [what, text, label] of [
    ['a key on its own', 'parall|\n', 'parallelism.default'],
    ['a nested key', 'execution:\n  checkpointing:\n    interv|\n', 'interval'],
    ['a constant', 'execution:\n  checkpointing:\n    mode: |\n', 'AT_LEAST_ONCE'],
    ['a boolean', 'web.submit.enable: |\n', 'true'],
  ]) {
    await check(`completion offers ${what}`, async () => {
      const place = marked(text);
      const name = what.replaceAll(' ', '-');
      await client.open(uriOf(name), place.text);
      const answer = await client.request('textDocument/completion', at(name, place));
      const labels = (answer?.items ?? answer ?? []).map((item) => item.label);
      expect(labels.includes(label), `${label} is not among ${labels.slice(0, 20).join(', ')}`);
    });
  }
  for (const [what, text, expected] of [
    ['an option', 'taskmanager.numberOf|TaskSlots: 4\n', 'Since Flink 1.15'],
    ['an older name', 'state.back|end: rocksdb\n', 'Now state.backend.type'],
  ]) {
    await check(`hover explains ${what}`, async () => {
      const place = marked(text);
      const name = `hover-${what.replaceAll(' ', '-')}`;
      await client.open(uriOf(name), place.text);
      const answer = await client.request('textDocument/hover', at(name, place));
      const shown = JSON.stringify(answer?.contents ?? null).replaceAll('\\\\', '');
      expect(shown.includes(expected), `it shows ${shown}`);
    });
  }
  await client.close();
});
