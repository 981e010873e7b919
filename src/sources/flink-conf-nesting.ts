import type { Fault } from '../model/facts.js';
import type { Place, SourceText } from '../model/span.js';
import { spanOf } from '../syntax/source-text.js';
import type { Line } from './flink-conf-lines.js';

/** A `key:` line that the lines below are meant to stand in. */
interface Parent {
  readonly indent: number;
  /** The full key that the author meant. */
  readonly key: string;
}

interface Child {
  readonly key: string;
  readonly at: Place;
}

/** The nested YAML in a legacy file, and the dropped lines that these faults explain. */
export interface Nesting {
  readonly faults: readonly Fault[];
  readonly explained: ReadonlySet<Line>;
}

/** Finds `key:` lines with more deeply indented lines, or list items, below them: one fault per outermost parent. */
export function nestingFaults(source: SourceText, lines: readonly Line[]): Nesting {
  const faults: Fault[] = [];
  const explained = new Set<Line>();
  const filled = lines.filter((line) => line.contentEnd > line.contentStart);
  for (let index = 0; index < filled.length; ) {
    const line = filled[index];
    const parent = line === undefined ? undefined : parentKey(source.text, line);
    if (line === undefined || parent === undefined) {
      index++;
      continue;
    }
    const { children, members } = childrenOf(source, filled, index, { indent: indentOf(line), key: parent });
    if (children.length > 0) {
      const at = { ...spanOf(source, line.contentStart, line.contentEnd), key: parent };
      faults.push({ kind: 'nested-in-legacy', at, parent, children });
      for (const member of [line, ...members]) explained.add(member);
    }
    index += 1 + members.length;
  }
  return { faults, explained };
}

function childrenOf(
  source: SourceText,
  lines: readonly Line[],
  from: number,
  root: Parent,
): { readonly children: readonly Child[]; readonly members: readonly Line[] } {
  const parents: Parent[] = [root];
  const children: Child[] = [];
  const members: Line[] = [];
  for (let index = from + 1; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const item = source.text.startsWith('-', line.contentStart) && isItem(source.text, line);
    const parent = enclosing(parents, indentOf(line), item);
    if (parent === undefined) break;
    members.push(line);
    const inner = item ? undefined : parentKey(source.text, line);
    if (inner === undefined) children.push(childOf(source, line, parent, item));
    else parents.push({ indent: indentOf(line), key: `${parent.key}.${inner}` });
  }
  return { children, members };
}

/** Leaves the parents that the line does not stand in. A list item may stand at its parent's own indentation. */
function enclosing(parents: Parent[], indent: number, item: boolean): Parent | undefined {
  let parent = parents.at(-1);
  while (parent !== undefined && (item ? indent < parent.indent : indent <= parent.indent)) {
    parents.pop();
    parent = parents.at(-1);
  }
  return parent;
}

function childOf(source: SourceText, line: Line, parent: Parent, item: boolean): Child {
  const { text } = source;
  if (line.entry === undefined || item) {
    return { key: parent.key, at: spanOf(source, line.contentStart, line.contentEnd) };
  }
  const { keyStart, keyEnd, valueStart, valueEnd } = line.entry;
  const key = text.slice(keyStart, keyEnd);
  const at = { ...spanOf(source, keyStart, keyEnd), key, value: text.slice(valueStart, valueEnd) };
  return { key: `${parent.key}.${key}`, at };
}

/** The key of a line that is a key and a colon only. */
function parentKey(text: string, line: Line): string | undefined {
  if (line.entry !== undefined) return undefined;
  const key = /^([^\s:{][^:{]*):$/.exec(text.slice(line.contentStart, line.contentEnd))?.[1]?.trim();
  return key === '' ? undefined : key;
}

function isItem(text: string, line: Line): boolean {
  return line.contentEnd === line.contentStart + 1 || text.charCodeAt(line.contentStart + 1) <= 0x20;
}

function indentOf(line: Line): number {
  return line.contentStart - line.start;
}
