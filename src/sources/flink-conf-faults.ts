import type { Fault, Setting } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { spanOf } from '../syntax/source-text.js';
import { isDirectiveLine } from '../syntax/template.js';
import type { Entry, Line } from './flink-conf-lines.js';

/** The fault of a line without an entry; none for blank lines, document markers and template directives. */
export function droppedLine(source: SourceText, line: Line): Fault | undefined {
  const content = source.text.slice(line.contentStart, line.contentEnd);
  if (content === '' || content === '---' || content === '...') return undefined;
  if (isDirectiveLine(source.text.slice(line.start, line.end))) return undefined;
  const at = spanOf(source, line.contentStart, line.contentEnd);
  if (content.startsWith(': ')) return { kind: 'dropped-line', at, line: content, reason: 'empty-key' };
  if (!content.endsWith(':')) return { kind: 'dropped-line', at, line: content, reason: 'no-separator' };
  const key = content.slice(0, -1).trim();
  return { kind: 'dropped-line', at: { ...at, key }, line: content, reason: key === '' ? 'empty-key' : 'empty-value' };
}

/** What is wrong with a line that Flink keeps. `before` is the setting that it overrides. */
export function valueFaults(
  source: SourceText,
  line: Line,
  entry: Entry,
  setting: Setting,
  before: Setting | undefined,
): readonly Fault[] {
  const faults: Fault[] = [];
  if (before !== undefined) {
    const sameValue = before.value === setting.value;
    faults.push({ kind: 'duplicate-key', at: setting.keyAt, first: before.keyAt, key: setting.key, sameValue });
  }
  if (line.hash !== undefined && cutsValue(source.text, entry, line.hash)) {
    const end = line.start + source.text.slice(line.start, line.end).trimEnd().length;
    const at = { ...spanOf(source, entry.valueStart, end), key: setting.key, value: setting.value };
    faults.push({ kind: 'comment-in-value', at, key: setting.key, kept: setting.value });
  }
  return faults;
}

/** Whether the author meant the `#` as part of the value: glued to it, or within quotes. */
function cutsValue(text: string, entry: Entry, hash: number): boolean {
  if (hash === entry.valueEnd) return true;
  const quote = text[entry.valueStart];
  if (quote !== '"' && quote !== "'") return false;
  const quotes = text.slice(entry.valueStart, entry.valueEnd).split(quote).length - 1;
  return quotes % 2 === 1;
}
