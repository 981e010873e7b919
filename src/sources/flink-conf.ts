import type { Comment, ConfigFacts, Fault, Setting } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { placeOf, spanOf, writtenAt } from '../syntax/source-text.js';
import { droppedLine, valueFaults } from './flink-conf-faults.js';
import { type Entry, type Line, linesOf, parseLine } from './flink-conf-lines.js';
import { nestingFaults } from './flink-conf-nesting.js';

/** The mark that Flink's reader, unlike a text editor, takes as the first character of the first key. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads `flink-conf.yaml` as GlobalConfiguration#loadLegacyYAMLResource of Flink up to 1.20: line by line, cut at the
 * first `#`, split at the first `: `. `bom` says that a byte order mark stood before the text.
 */
export function readFlinkConf(source: SourceText, options: { readonly bom?: boolean } = {}): ConfigFacts {
  const lines = linesOf(source.text).map((line) =>
    parseLine(source.text, line, options.bom === true && line.start === 0),
  );
  const nesting = nestingFaults(source, lines);
  const settings: Setting[] = [];
  const faults: Fault[] = [...nesting.faults];
  const latest = new Map<string, Setting>();
  for (const line of lines) {
    if (line.entry === undefined) {
      const fault = nesting.explained.has(line) ? undefined : droppedLine(source, line);
      if (fault !== undefined) faults.push(fault);
      continue;
    }
    const marked = options.bom === true && line.start === 0;
    const setting = toSetting(source, line, line.entry, marked);
    settings.push(setting);
    faults.push(...valueFaults(source, line, line.entry, setting, latest.get(setting.key)));
    if (marked) faults.push(markedKey(source, line, setting));
    latest.set(setting.key, setting);
  }
  faults.sort((a, b) => a.at.start - b.at.start);
  const comments = lines.flatMap((line) => commentOf(source, line) ?? []);
  return { kind: 'config', grammar: 'legacy', file: source.file, settings, faults, refused: false, comments };
}

function toSetting(source: SourceText, line: Line, entry: Entry, marked: boolean): Setting {
  const { text } = source;
  const key = marked
    ? BYTE_ORDER_MARK + text.slice(line.start, entry.keyEnd)
    : text.slice(entry.keyStart, entry.keyEnd);
  const value = text.slice(entry.valueStart, entry.valueEnd);
  const setting: Setting = {
    key,
    value,
    type: 'string',
    written: writtenAt(source, entry.valueStart, entry.valueEnd),
    keyAt: placeOf(source, entry.keyStart, entry.keyEnd, key, value),
    valueAt: placeOf(source, entry.valueStart, entry.valueEnd, key, value),
    quoted: /^(["']).*\1$/.test(value) && value.length > 1,
    nested: false,
  };
  return line.hash === undefined ? setting : { ...setting, comment: text.slice(line.hash + 1, line.end).trim() };
}

function markedKey(source: SourceText, line: Line, setting: Setting): Fault {
  const text = source.text.slice(line.contentStart, line.contentEnd);
  return { kind: 'dropped-line', at: setting.keyAt, line: text, reason: 'byte-order-mark' };
}

function commentOf(source: SourceText, line: Line): Comment | undefined {
  if (line.hash === undefined) return undefined;
  return {
    text: source.text.slice(line.hash + 1, line.end).trim(),
    at: spanOf(source, line.hash, line.end),
    trailing: line.contentEnd > line.contentStart,
  };
}
