import type { Comment, ConfigFacts, Fault } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { spanOf } from '../syntax/source-text.js';
import { withoutDirectives } from '../syntax/template.js';
import { type ParsedText, parseText, type Recovery } from './config-yaml/document.js';
import { flatten } from './config-yaml/flatten.js';
import type { Problem } from './config-yaml/problem.js';
import { construct, construction, type Tree } from './config-yaml/values.js';

/**
 * Reads `config.yaml` as GlobalConfiguration#loadYAMLResource of Flink since 1.19: snakeyaml-engine's core schema, nested
 * keys joined with dots, lists as text. Whatever the text, it gives facts and throws nothing.
 * @param recover reads what stands in a text that is no YAML; nothing is read of it without
 */
export function readConfigYaml(source: SourceText, recover: Recovery = nothing): ConfigFacts {
  const facts = read(source, source.text, recover);
  if (!facts.refused) return facts;
  const filledIn = withoutDirectives(source.text);
  if (filledIn === undefined) return facts;
  const template = read(source, filledIn, recover);
  // What stands in branches and loops may repeat or be empty before it is filled in: no fault is certain.
  const readable = template.faults.every((fault) => fault.kind !== 'invalid-yaml');
  return readable ? { ...template, faults: [], refused: false, template: true } : facts;
}

/** Whether some of a file may be lost because it is no YAML, so that it is worth a {@link Recovery}. */
export const isMalformed = ({ faults }: ConfigFacts): boolean => faults.some(({ kind }) => kind === 'invalid-yaml');

/** Reads `text` in place of the source's own, which has the same length. */
function read(source: SourceText, text: string, recover: Recovery): ConfigFacts {
  const parsed = parseText(text, recover);
  const state = construction(text);
  const tree = construct(state, parsed.root);
  const root = tree.type === 'tree' || tree.type === 'map' ? tree : EMPTY;
  const flat = flatten({ source, parsed: text, commentAfter: commentFinder(parsed, text) }, root);
  const faults = [
    ...[...state.problems, ...flat.problems, ...rootProblems(parsed, tree)].map((problem) => invalid(source, problem)),
    ...flat.faults,
  ];
  const certain = withSyntax(source, faults, parsed.problems[0]);
  return {
    kind: 'config',
    grammar: 'yaml',
    file: source.file,
    settings: flat.settings,
    containers: flat.containers,
    faults: certain,
    refused: certain.some((fault) => REFUSING.has(fault.kind)),
    comments: parsed.comments.map((range) => commentOf(source, range)),
  };
}

const nothing: Recovery = () => ({ root: undefined, problems: [], comments: [] });

const EMPTY = { type: 'map', entries: [] } as const;

/** Only what stands before a syntax error is told for sure; what the parser makes of the rest is a guess. */
function withSyntax(source: SourceText, faults: readonly Fault[], syntax: Problem | undefined): readonly Fault[] {
  if (syntax === undefined) return [...faults].sort(byPosition);
  const error = invalid(source, syntax);
  return [...faults.filter((fault) => fault.at.end < error.at.start), error].sort(byPosition);
}

function byPosition(a: Fault, b: Fault): number {
  return a.at.start - b.at.start || a.at.end - b.at.end;
}

/** The faults with which Flink does not start. */
const REFUSING: ReadonlySet<Fault['kind']> = new Set<Fault['kind']>(['invalid-yaml', 'null-value', 'duplicate-key']);

/** YamlParserUtils#loadYamlFile casts the root to Map; nothing at all is an empty configuration. */
function rootProblems(parsed: ParsedText, tree: Tree): readonly Problem[] {
  if (tree.type === 'tree' || tree.type === 'null') return [];
  const { start, end } = parsed.root ?? { start: 0, end: 0 };
  const reason =
    tree.type === 'list'
      ? 'the file is a list, and not a mapping of keys to values'
      : 'the file is no mapping of keys to values: a colon and a space have to stand after a key';
  return [{ start, end, reason }];
}

function invalid(source: SourceText, problem: Problem): Fault {
  const lineEnd = source.text.slice(problem.start, problem.end).search(/[\r\n]/);
  const end = lineEnd <= 0 ? problem.end : problem.start + lineEnd;
  return { kind: 'invalid-yaml', at: spanOf(source, problem.start, end), reason: problem.reason };
}

/** The comment on the rest of the line after an offset, if nothing else stands there. */
function commentFinder({ comments }: ParsedText, text: string): (offset: number) => string | undefined {
  const byStart = new Map(comments.map(([start, end]) => [start, text.slice(start + 1, end).trim()]));
  return (offset) => {
    let start = offset;
    while (text[start] === ' ' || text[start] === '\t') start++;
    return byStart.get(start);
  };
}

function commentOf(source: SourceText, [start, end]: readonly [number, number]): Comment {
  const { text } = source;
  let before = start - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  return {
    text: text.slice(start + 1, end).trim(),
    at: spanOf(source, start, end),
    trailing: before >= 0 && text[before] !== '\n' && text[before] !== '\r',
  };
}
