// Bundles src/ into dist/. Plain JavaScript: Node 20 does not read TypeScript.
//
//   node tools/build.mjs              always builds
//   node tools/build.mjs --if-stale   builds only when dist/ is not of today's sources
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { hashOfInputs, isFresh, root, stampName } from './inputs.mjs';

/**
 * The bundles of the command by name, with the sources that each gives. Node compiles a file as a whole when it is first
 * asked for, so what only some runs need is a bundle of its own: dist/<name>.cjs, loaded where another one imports one
 * of its sources dynamically. What two bundles share stands in both, which is why none of it may have identity.
 */
const commands = {
  cli: ['src/cli.ts'],
  main: ['src/main.ts'],
  program: ['src/program.ts'],
  'v8-flags': ['src/v8/flags.ts'],
  'config-yaml': ['src/sources/config-yaml.ts', 'src/sources/config-yaml/parse-value.ts'],
  logging: ['src/sources/log4j.ts', 'src/sources/logback.ts'],
  recovery: ['src/sources/config-yaml/recovery.ts'],
  manifests: ['src/sources/kubernetes.ts', 'src/targets/manifests.ts', 'src/discover/kustomized.ts'],
  containers: [
    'src/discover/containers.ts',
    'src/sources/compose.ts',
    'src/sources/dockerfile.ts',
    'src/sources/kubernetes/pods.ts',
    'src/sources/kubernetes/pod-commands.ts',
    'src/flink/distribution.ts',
    'src/targets/compose.ts',
    'src/targets/workloads.ts',
  ],
  java: ['src/sources/java/parser.ts'],
  sql: ['src/discover/sql.ts', 'src/sources/sql.ts', 'src/sources/sql/in-java.ts', 'src/targets/sql.ts'],
  commands: ['src/discover/scripts.ts', 'src/sources/shell.ts', 'src/sources/commands.ts', 'src/targets/commands.ts'],
  projects: ['src/discover/java.ts', 'src/discover/builds.ts'],
  sources: ['src/targets/jobs.ts', 'src/flink/option-constants.ts'],
  charts: ['src/commands/charts.ts'],
  reports: ['src/report/json.ts', 'src/report/sarif.ts', 'src/report/github.ts'],
  graph: [
    'src/targets/shown-jobs.ts',
    'src/report/graph/text.ts',
    'src/report/graph/json.ts',
    'src/report/graph/mermaid.ts',
    'src/report/graph/svg.ts',
  ],
  effective: [
    'src/targets/effective.ts',
    'src/targets/effective-memory.ts',
    'src/report/config.ts',
    'src/report/memory.ts',
  ],
  pages: ['src/report/rule-page.ts', 'src/commands/option-page.ts', 'src/flink/config-schema.ts'],
  settings: ['src/settings/chain.ts', 'src/settings/read.ts', 'src/settings/resolve.ts', 'src/settings/schema.ts'],
};

/** Packages that only some runs need, each in a file of its own. */
const packages = ['ignore', 'saxes', 'yaml'];

/** WebAssembly that lies beside the bundles, see src/environment.ts. */
const wasm = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/tree-sitter-java/tree-sitter-java.wasm',
];

/** The library is one bundle, but for what few of its users need and what is not smaller than all the rest of it. */
const apartFromLibrary = {
  name: 'apart-from-library',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' && bundleOf(resolve(resolveDir, path)) === 'java'
        ? { path: './java.cjs', external: true }
        : undefined,
    );
  },
};

const splitBundles = {
  name: 'split-bundles',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      const name = kind === 'dynamic-import' ? bundleOf(resolve(resolveDir, path)) : undefined;
      return name === undefined ? undefined : { path: `./${name}.cjs`, external: true };
    });
    onResolve({ filter: /^[^.]/ }, ({ kind, path }) =>
      kind !== 'entry-point' && packages.includes(path) ? { path: `./${path}.cjs`, external: true } : undefined,
    );
  },
};

/** The bundle that gives a source to others. */
function bundleOf(file) {
  const source = sourceName(file);
  return Object.keys(commands).find((name) => commands[name].includes(source));
}

const sourceName = (file) => relative(root, file).replaceAll('\\', '/').replace(/\.js$/, '.ts');

/**
 * A dynamic import of what lies in the same bundle saves nothing, and costs: esbuild wraps each module that can be reached
 * through one in a function, which makes Node read it twice. It becomes a static import.
 */
const importsWithinStatic = {
  name: 'imports-within-static',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: withStaticImports(readFileSync(path, 'utf8'), path),
      loader: 'ts',
    }));
  },
};

function withStaticImports(source, path) {
  const added = [];
  const changed = source.replaceAll(/\bimport\(('\.[^']+')\)/g, (dynamic, quoted) => {
    if (bundleOf(resolve(path, '..', quoted.slice(1, -1))) !== undefined) return dynamic;
    added.push(`import * as within${added.length} from ${quoted};`);
    return `Promise.resolve(within${added.length - 1})`;
  });
  return added.join('') + changed;
}

/** What of a rule only some runs print, by far the larger part of it. */
const texts = ['docs', 'examples'];

/** In the command a rule's texts are read from dist/rule-<text>.txt when they are asked for, and not compiled. */
const textsApart = (keepChecks) => ({
  name: 'texts-apart',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]rules[\\/][\w-]+[\\/][\w-]+\.ts$/ }, ({ path }) => {
      const id = sourceName(path).replace(/^rules\/|\.ts$/g, '');
      const source = readFileSync(path, 'utf8');
      return { contents: withoutTexts(keepChecks ? source : withoutChecks(source, id), id), loader: 'ts' };
    });
    onLoad({ filter: /[\\/]src[\\/]rule-texts\.ts$/ }, () => ({
      contents: readFileSync(join(root, 'tools', 'rule-text.js'), 'utf8'),
      loader: 'js',
    }));
  },
});

/** What most runs have none of, job sources, resources of Kubernetes and images: a rule that looks at nothing else waits for them. */
const sourceSubjects = ['job', 'operator', 'source', 'resource', 'image', 'statement', 'command'];

/** Rules of job sources and resources, a third of all, which most runs do not need. */
function sourceRules() {
  return readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^[\w-]+\/[\w-]+\.ts$/.test(path))
    .map((path) => path.slice(0, -'.ts'.length))
    .filter((id) => subjectsOf(readFileSync(join(root, 'rules', `${id}.ts`), 'utf8'), id) !== undefined);
}

/** The subjects of a rule's checks where all of them are of that kind, and where the checks stand. */
function subjectsOf(source, id) {
  const file = ts.createSourceFile(id, source, ts.ScriptTarget.ES2022);
  const declared = file.statements.find(ts.isExportAssignment)?.expression.arguments?.[0].properties ?? [];
  const check = declared.find((property) => property.name?.getText(file) === 'check');
  const names = check?.initializer?.properties?.map((property) => property.name?.getText(file) ?? '') ?? [];
  if (names.length === 0 || !names.every((name) => sourceSubjects.includes(name))) return undefined;
  return { names, start: check.getStart(file), end: check.end };
}

/** In the main bundle such a rule calls its checks where they are, in dist/source-rules.cjs. */
function withoutChecks(source, id) {
  const checks = subjectsOf(source, id);
  if (checks === undefined) return source;
  const forward = checks.names.map((name) => `${name}: (...args) => sourceRule('${id}').check.${name}(...args)`);
  return `${source.slice(0, checks.start)}check: { ${forward.join(', ')} }${source.slice(checks.end)}`;
}

/** Only the words of a rule change, so that whatever stands before and after is compiled as it is written. */
function withoutTexts(source, id) {
  const file = ts.createSourceFile(id, source, ts.ScriptTarget.ES2022);
  const declared = file.statements.find(ts.isExportAssignment)?.expression.arguments?.[0].properties ?? [];
  return declared
    .filter((property) => texts.includes(property.name?.getText(file)))
    .sort((a, b) => b.pos - a.pos)
    .reduce((text, property) => {
      const comma = text.startsWith(',', property.end) ? 1 : 0;
      return text.slice(0, property.getStart(file)) + text.slice(property.end + comma);
    }, source);
}

/**
 * commander can start other programs, which ours never does, and loads node:child_process for it: with it come node:net and
 * the streams, a fifth of what a start may cost.
 */
const noChildProcesses = {
  name: 'no-child-processes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]commander[\\/]/.test(importer)
        ? { path: 'none', namespace: 'no-child-processes' }
        : undefined,
    );
    onLoad({ filter: /^none$/, namespace: 'no-child-processes' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * picocolors asks whether standard output is a terminal as soon as it is loaded, which makes Node load its streams. The
 * command decides about colour itself.
 */
const noTerminalAsked = {
  name: 'no-terminal-asked',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]picocolors[\\/]picocolors\.js$/ }, ({ path }) => ({
      contents: `const process = {};${readFileSync(path, 'utf8')}`,
    }));
  },
};

if (!process.argv.includes('--if-stale') || !isFresh()) await buildAll();

async function buildAll() {
  const started = performance.now();
  // Taken first: a source that changes during the build leaves a stale stamp, so the next build sees it.
  const hash = hashOfInputs();
  // Beside the sources, for a rename across file systems is not one step; in node_modules, for git ignores that.
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const staging = mkdtempSync(join(root, 'node_modules', '.flinklint-build-'));
  try {
    const [bundled] = await Promise.all([
      bundle(staging),
      emitTypes(staging),
      writeTexts(staging),
      writeCatalogue(staging),
    ]);
    keepReachableTypes(join(staging, 'types'));
    // mkdtemp lets nobody else in, but another user may run what this one installed.
    chmodSync(staging, 0o755);
    chmodSync(join(staging, 'cli.cjs'), 0o755);
    writeFileSync(join(staging, 'THIRD-PARTY-NOTICES.txt'), notices(bundled));
    writeFileSync(join(staging, stampName), `${hash}\n`);
    replaceDist(staging);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  process.stderr.write(`dist/ built in ${Math.round(performance.now() - started)} ms\n`);
}

/** Returns the paths of all bundled inputs, relative to the root. */
async function bundle(outdir) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const shared = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.19',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    outdir,
  };
  const define = {
    FLINKLINT_VERSION: JSON.stringify(version),
    FLINKLINT_CATALOGUE: JSON.stringify('dist/catalogue.txt'),
    FLINKLINT_WASM: JSON.stringify('dist'),
  };
  const commonJs = {
    ...shared,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    // Its ES module makes itself a require(), which would hide the one that takes the place of import().
    alias: { 'web-tree-sitter': join(root, 'node_modules', 'web-tree-sitter', 'web-tree-sitter.cjs') },
    // require() of a bundle beside this one skips the ESM loader, which costs milliseconds.
    supported: { 'dynamic-import': false },
    define: { ...define, 'import.meta.url': 'importMetaUrl' },
    inject: ['import-meta-url.js', 'source-rule.js'].map((name) => join(root, 'tools', name)),
  };
  const results = await Promise.all([
    ...Object.entries(commands).map(([name, sources]) =>
      build({
        ...commonJs,
        ...entryOf(name, sources),
        define: {
          ...commonJs.define,
          FLINKLINT_COMMAND: 'true',
          ...(name === 'cli' ? { FLINKLINT_BUNDLED: 'true' } : {}),
        },
        banner: name === 'cli' ? { js: '#!/usr/bin/env node' } : {},
        plugins: [splitBundles, textsApart(false), importsWithinStatic, noChildProcesses, noTerminalAsked],
      }),
    ),
    build({
      ...commonJs,
      stdin: { contents: sourceRuleIndex(), resolveDir: root, sourcefile: 'source-rules' },
      entryNames: 'source-rules',
      plugins: [textsApart(true), importsWithinStatic],
    }),
    build({ ...commonJs, entryPoints: Object.fromEntries(packages.map((name) => [name, name])) }),
    build({
      ...shared,
      entryPoints: { index: 'src/index.ts' },
      format: 'esm',
      define: { ...define, FLINKLINT_COMMAND: 'false' },
      plugins: [apartFromLibrary],
      // CommonJS packages inside an ESM bundle ask for Node's own modules through require().
      banner: {
        js: 'import{createRequire as flinklintCreateRequire}from"node:module";const require=flinklintCreateRequire(import.meta.url);',
      },
    }),
  ]);
  // esbuild escapes what stands in strings, but not in regular expressions.
  for (const name of readdirSync(outdir).filter((name) => name.endsWith('.cjs'))) {
    const text = readFileSync(join(outdir, name), 'utf8');
    if (inAscii(text) !== text) writeFileSync(join(outdir, name), inAscii(text));
  }
  for (const file of wasm) writeFileSync(join(outdir, basename(file)), readFileSync(join(root, file)));
  return [...new Set([...results.flatMap((result) => Object.keys(result.metafile.inputs)), ...wasm])];
}

/** The rules of job sources by id. */
function sourceRuleIndex() {
  return sourceRules()
    .map((id) => `export { default as '${id}' } from './rules/${id}.ts';\n`)
    .join('');
}

/** Other characters as JavaScript, regular expressions and JSON escape them; src/bundles.ts reads bytes. */
function inAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function entryOf(name, sources) {
  if (sources.length === 1) return { entryPoints: { [name]: sources[0] } };
  const contents = sources.map((source) => `export * from './${source}';`).join('\n');
  return { stdin: { contents, resolveDir: root, sourcefile: name }, entryNames: name };
}

/** The texts of all rules, by rule. */
async function writeTexts(outdir) {
  const { default: rules } = await imported('rules/index.ts', outdir);
  for (const text of texts) {
    const lines = Object.entries(rules).map(([id, rule]) => `${id}\t${JSON.stringify(rule[text])}`);
    writeFileSync(join(outdir, `rule-${text}.txt`), inAscii(`\n${lines.join('\n')}\n`));
  }
}

/** The catalogue in the form that a run opens. */
async function writeCatalogue(outdir) {
  const { catalogueText } = await imported('src/flink/catalogue-text.ts', outdir);
  const read = (name) => JSON.parse(readFileSync(join(root, 'schemas', `${name}.json`), 'utf8'));
  const data = { ...read('flink-options'), ...read('option-hints'), ...read('option-families') };
  writeFileSync(join(outdir, 'catalogue.txt'), catalogueText(data));
}

/** What one of our own sources exports. */
async function imported(source, outdir) {
  const file = join(outdir, `${source.replaceAll('/', '-')}.mjs`);
  await build({ absWorkingDir: root, entryPoints: [source], bundle: true, format: 'esm', outfile: file });
  const exports = await import(pathToFileURL(file));
  rmSync(file);
  return exports;
}

/** tsc is slower than all bundles together, so it only emits; `npm run types` is what checks. */
function emitTypes(outdir) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '-p', 'tsconfig.types.json', '--outDir', join(outdir, 'types')];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', failed);
    child.on('close', (status) => (status === 0 ? done() : failed(new Error(`tsc ended with ${status}`))));
  });
}

/** tsc declares every source there is; the public ones are those that index.d.ts leads to. */
function keepReachableTypes(folder) {
  const reachable = new Set();
  const follow = (file) => {
    if (reachable.has(file)) return;
    reachable.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)\.js['"]/g)) {
      follow(resolve(file, '..', `${path}.d.ts`));
    }
  };
  follow(join(folder, 'src', 'index.d.ts'));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reachable.has(file)) rmSync(file);
  }
}

function replaceDist(staging) {
  const dist = join(root, 'dist');
  const old = `${staging}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(staging, dist);
  rmSync(old, { recursive: true, force: true });
}

function notices(bundledFiles) {
  const folders = new Set(bundledFiles.map(packageFolder).filter((folder) => folder !== undefined));
  const sections = [...folders].map(notice).sort((a, b) => (a.name < b.name ? -1 : 1));
  const intro =
    'flinklint bundles the following packages. Each stays under its own licence, which is repeated below.\n';
  return [intro, ...sections.map(({ text }) => text)].join(`\n${'-'.repeat(80)}\n\n`);
}

function packageFolder(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function notice(folder) {
  const full = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(full, 'package.json'), 'utf8'));
  const texts = licencesIn(full);
  // A package that leaves its licence out of what it publishes has it here, copied from its repository.
  const copied = join(root, 'tools', 'licences', `${name.replace('/', '+')}.txt`);
  if (texts.length === 0 && existsSync(copied)) texts.push(readFileSync(copied, 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name} ${version} has no licence text, so it cannot be bundled`);
  return { name, text: `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n` };
}

function licencesIn(folder) {
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
}
