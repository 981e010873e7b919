import type * as Yaml from 'yaml';
import type { SourceText, Span } from '../model/span.js';
import type { Entry, SettingsProblem, Tree } from './tree.js';

/** The part of the `yaml` package that settings are read with. */
export type YamlParser = Pick<typeof Yaml, 'parseDocument' | 'isMap' | 'isSeq' | 'isScalar' | 'isAlias'>;

/** A settings file as far as it could be read; with problems, `tree` is not to be relied on. */
export interface ParsedSettings {
  /** Nothing for a file without content. */
  readonly tree: Tree | undefined;
  readonly problems: readonly SettingsProblem[];
}

/** Reads the text of a settings file, YAML 1.2 core. JSON is YAML too. */
export function parseSettings(source: SourceText, yaml: YamlParser): ParsedSettings {
  try {
    const document = yaml.parseDocument(source.text, OPTIONS);
    const [error] = document.errors;
    if (error !== undefined) return failed(spanOf(source, error.pos), said(error));
    return converted(source, document.contents, yaml);
  } catch {
    // The only way to get here is nesting so deep that there is no stack left to convert it.
    return failed(spanOf(source, [0, 0]), TOO_DEEP);
  }
}

/** The schema is named lest a `%YAML 1.1` line turn `off` into false; duplicates are told with their own places. */
const OPTIONS = { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;

const TOO_DEEP = 'This is nested too deeply to be read.';

function said({ code, message }: Yaml.YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return "A settings file is a single document; remove what follows '---'.";
  return code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : `This is not valid YAML: ${sentence(message)}`;
}

const sentence = (message: string): string => {
  const trimmed = message.trim().split('\n')[0] ?? '';
  return `${trimmed.charAt(0).toLowerCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
};

const failed = (at: Span, message: string): ParsedSettings => ({
  tree: undefined,
  problems: [{ file: at.file, at, message }],
});

type Range = readonly [number, number, ...number[]];

const spanOf = (source: SourceText, range: Range): Span => ({
  file: source.file,
  start: source.toOuter(range[0]),
  end: source.toOuter(range[1]),
});

/** A node of the parser's, or nothing where the text has no value. */
type Node = Yaml.Node | null | undefined;

interface Conversion {
  readonly source: SourceText;
  readonly yaml: YamlParser;
  say(range: Range, message: string): void;
}

function converted(source: SourceText, root: Node, yaml: YamlParser): ParsedSettings {
  const problems: SettingsProblem[] = [];
  const say = (range: Range, message: string): void => {
    problems.push({ file: source.file, at: spanOf(source, range), message });
  };
  if (root === null || (yaml.isScalar(root) && root.value === null)) return { tree: undefined, problems };
  return { tree: treeOf(root, 0, { source, yaml, say }), problems };
}

/** @param missing where a value stands that is not there */
function treeOf(node: Node, missing: number, conversion: Conversion): Tree {
  const { source, yaml, say } = conversion;
  const range: Range = node?.range ?? [missing, missing];
  const at = spanOf(source, range);
  if (yaml.isMap(node)) return { kind: 'mapping', entries: entriesOf(node, range[0], conversion), at };
  if (yaml.isSeq(node)) {
    return { kind: 'list', items: node.items.map((item) => treeOf(item as Node, range[0], conversion)), at };
  }
  // Aliases are not followed: a few lines of them can stand for more text than memory holds.
  if (yaml.isAlias(node)) say(range, `Aliases such as '*${node.source}' are not read here; write the value out.`);
  const value = yaml.isScalar(node) ? primitive(node.value) : null;
  return { kind: 'scalar', value, written: source.text.slice(range[0], range[1]), at };
}

function entriesOf(map: Yaml.YAMLMap, missing: number, conversion: Conversion): readonly Entry[] {
  const { source, yaml, say } = conversion;
  const seen = new Set<string>();
  return map.items.flatMap((pair) => {
    const node = pair.key as Node;
    const range: Range = node?.range ?? [missing, missing];
    if (!yaml.isScalar(node)) {
      say(range, 'A key must be a single word or text.');
      return [];
    }
    const key = String(node.value);
    if (seen.has(key)) say(range, `'${key}' is set twice.`);
    seen.add(key);
    const keyAt = spanOf(source, range);
    const value = treeOf(pair.value as Node, range[1], conversion);
    // A value that is not there is shown where it is missed.
    return [{ key, keyAt, value: value.at.start === value.at.end ? { ...value, at: keyAt } : value }];
  });
}

function primitive(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}
