import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from './command.js';

interface Import {
  readonly from: string;
  /** The file that is imported, or the package as it is written. */
  readonly to: string;
}

/** Every statement, re-export and `import()` of a file, those of types included. */
function importsOf(file: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(textOf(file), true, true);
  return importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.') ? posix.join(dirname(file), fileName.replace(/\.js$/, '.ts')) : fileName,
  }));
}

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort();

const files = [...filesBelow('src'), ...filesBelow('rules')];
const imports = files.flatMap(importsOf);

/** A folder below src, a file right in src without its ending, or `rules`. */
const moduleOf = (file: string): string =>
  file.startsWith('src/') ? (file.split('/')[1] ?? '').replace(/\.ts$/, '') : 'rules';

const isOurs = ({ to }: Import): boolean => to.startsWith('src/') || to.startsWith('rules/');

/** Who may import whom, as docs and CONTRIBUTING have it. Each may import itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  paths: [],
  lazy: [],
  lookup: [],
  'group-by': [],
  lines: [],
  rule: ['model'],
  'rule-texts': ['rule'],
  flink: ['model', 'lazy', 'lookup'],
  syntax: ['model', 'lines'],
  sources: ['syntax', 'flink', 'model', 'lookup', 'group-by'],
  settings: ['syntax', 'flink', 'rule', 'model', 'workspace', 'paths', 'lazy'],
  workspace: ['paths', 'lookup'],
  discover: ['sources', 'syntax', 'flink', 'model', 'workspace', 'paths', 'group-by', 'lazy', 'lines'],
  targets: ['flink', 'model', 'lazy', 'paths', 'lookup', 'group-by', 'lines'],
  engine: ['model', 'rule', 'lines', 'group-by'],
  report: ['model', 'rule', 'group-by'],
  pipeline: [
    'discover',
    'sources',
    'targets',
    'flink',
    'engine',
    'settings',
    'model',
    'rule',
    'workspace',
    'paths',
    'lazy',
    'group-by',
  ],
  rules: ['rule', 'flink', 'model', 'examples', 'lookup', 'group-by'],
  examples: [],
  index: ['pipeline', 'tool', 'workspace', 'model'],
  // The edges, where everything is put together.
  environment: ['flink'],
  terminal: [],
  processes: [],
  v8: [],
  readers: ['discover', 'environment', 'sources', 'flink', 'v8'],
  tool: [
    'rules',
    'environment',
    'flink',
    'pipeline',
    'readers',
    'report',
    'rule',
    'rule-texts',
    'settings',
    'v8',
    'workspace',
  ],
  main: ['commands', 'environment', 'program', 'terminal'],
  program: ['commands', 'environment', 'flink', 'model', 'terminal'],
  bundles: ['v8'],
  cli: ['bundles', 'commands', 'main', 'environment', 'terminal'],
};

/** Packages, and who may use them; node:path is free to all. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  commander: ['program'],
  'fastest-levenshtein': ['commands', 'engine', 'flink', 'rules', 'settings'],
  ignore: ['discover', 'settings'],
  picocolors: ['report'],
  sarif: ['report'],
  saxes: ['syntax'],
  'web-tree-sitter': ['sources'],
  yaml: ['settings', 'sources', 'syntax'],
  'node:v8': ['v8'],
  'node:vm': ['bundles'],
  'node:child_process': ['processes'],
  'node:fs': ['bundles', 'workspace', 'environment', 'terminal'],
};

/** The exported declarations of a file that have no comment of their own. */
function undocumented(file: string): readonly string[] {
  const text = textOf(file);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((one) => ts.canHaveModifiers(one) && ts.getModifiers(one)?.some(isExport) === true)
    .filter((one) => ts.getJSDocCommentsAndTags(one).length === 0)
    .map((one) => `${file}: ${one.getText(source).split('\n', 1)[0] ?? ''}`);
}

const isExport = ({ kind }: ts.Modifier): boolean => kind === ts.SyntaxKind.ExportKeyword;

describe('who may import whom', () => {
  test.each(Object.entries(MAY_IMPORT))('%s', (module, allowed) => {
    const wrong = imports
      .filter((one) => isOurs(one) && moduleOf(one.from) === module)
      .filter(({ to }) => moduleOf(to) !== module && !allowed.includes(moduleOf(to)))
      .map(({ from, to }) => `${from} → ${to}`);
    expect(wrong).toEqual([]);
  });

  test('every module has its line', () => {
    const modules = new Set(files.map(moduleOf));
    modules.delete('commands');
    expect([...modules].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  test('nobody imports commands but the command line', () => {
    const users = imports.filter(({ to }) => to.startsWith('src/commands/')).map(({ from }) => moduleOf(from));
    expect([...new Set(users)].sort()).toEqual(['cli', 'commands', 'main', 'program']);
  });

  test('every import is of a file that is there', () => {
    expect(imports.filter(isOurs).filter(({ to }) => !files.includes(to))).toEqual([]);
  });
});

test('what is exported says what it is', () => {
  expect(files.filter((file) => !file.endsWith('.generated.ts')).flatMap(undocumented)).toEqual([]);
});

describe('the world outside', () => {
  test('packages are used where they belong', () => {
    const wrong = imports
      .filter((one) => !isOurs(one) && one.to !== 'node:path')
      .filter(({ from, to }) => MAY_USE[to]?.includes(moduleOf(from)) !== true)
      .map(({ from, to }) => `${from} → ${to}`);
    expect(wrong).toEqual([]);
  });

  test('only edges ask the process', () => {
    const users = files.filter((file) => namesGlobal(file, ['process', 'globalThis', 'console', 'fetch']));
    const edges = ['bundles', 'cli', 'environment', 'processes', 'terminal', 'v8', 'workspace'];
    expect(users.filter((file) => !edges.includes(moduleOf(file)))).toEqual([]);
  });

  test('only cli reads the arguments', () => {
    expect(files.filter((file) => textOf(file).includes('process.argv'))).toEqual(['src/cli.ts']);
  });

  test('nothing asks for chance, and for the time only what lends it to those who must give up in time', () => {
    const users = files.filter((file) => /\bDate\.now|new Date\(\)|Math\.random|performance\.now/.test(textOf(file)));
    expect(users).toEqual(['src/environment.ts']);
  });

  test('no variable outlives a call', () => {
    expect(files.filter((file) => /^(?:export )?(?:let|var) /m.test(textOf(file)))).toEqual([]);
  });
});

test('there are no cycles, not even of types', () => {
  expect(cycles()).toEqual([]);
});

test('there are no barrels but the two index files', () => {
  const barrels = files.filter((file) => {
    const { statements } = sourceOf(file);
    return (
      statements.length > 0 && statements.every((one) => ts.isExportDeclaration(one) || ts.isImportDeclaration(one))
    );
  });
  expect(barrels.filter((file) => file !== 'src/index.ts' && file !== 'rules/index.ts')).toEqual([]);
});

test('the model has types, and the words that they are made of', () => {
  const wrong = filesBelow('src/model').flatMap((file) =>
    sourceOf(file)
      .statements.filter((one) => ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one))
      .map(() => file),
  );
  expect(wrong).toEqual([]);
});

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2022, true);
}

/** Whether a file speaks of a global by that name, and not of a property or a variable of its own that is called so. */
function namesGlobal(file: string, names: readonly string[]): boolean {
  if (!names.some((name) => textOf(file).includes(name))) return false;
  const own = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && names.includes(node.text)) {
      const { parent } = node;
      const isName = 'name' in parent && parent.name === node;
      const isDeclared = ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent);
      if (isName && isDeclared) own.add(node.text);
      else if (!isName) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceOf(file));
  return [...used].some((name) => !own.has(name));
}

/** Every cycle of imports, once, from its first file in order. */
function cycles(): readonly string[] {
  const next = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter(isOurs)
        .map(({ to }) => to),
    ]),
  );
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      found.add([...path.slice(at), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return [...found];
}
