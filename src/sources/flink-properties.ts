import { squeezedLine, type Variables } from '../flink/entrypoint.js';
import type { Comment, ConfigFacts, Fault, Setting } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { placeOf, spanOf, writtenAt } from '../syntax/source-text.js';
import { type Line, linesOf, parseLine } from './flink-conf-lines.js';
import { nestingFaults } from './flink-conf-nesting.js';

/**
 * Reads `FLINK_PROPERTIES` as the entry point of Flink's image does since 1.19. What an earlier image makes of the text is
 * flink-conf.yaml, and is read as that.
 * @param variables those of the container; of one that is not known the value stays, and is a placeholder
 */
export function readFlinkProperties(source: SourceText, variables: Variables = () => undefined): ConfigFacts {
  const lines = linesOf(source.text).map((line) => parseLine(source.text, line, false));
  const written = lines.filter((line) => !isComment(source.text, line));
  const nesting = nestingFaults(source, written);
  const settings: Setting[] = [];
  const faults: Fault[] = [...nesting.faults];
  for (const line of written) {
    const setting = settingOf(source, line, variables);
    if (setting === undefined) continue;
    settings.push(setting);
    if (!nesting.explained.has(line)) faults.push(...faultsOf(source, line, setting));
  }
  return {
    kind: 'config',
    grammar: 'yaml',
    file: source.file,
    name: 'FLINK_PROPERTIES',
    settings,
    faults: faults.sort((a, b) => a.at.start - b.at.start),
    refused: false,
    comments: lines.flatMap((line) => commentOf(source, line)),
  };
}

/** A comment is set like everything else, under a key that starts with `#` and that nothing reads. */
const isComment = (text: string, { start, hash }: Line): boolean =>
  hash !== undefined && text.slice(start, hash).trim() === '';

function settingOf(source: SourceText, { start, end }: Line, variables: Variables): Setting | undefined {
  const text = source.text.slice(start, end);
  const taken = squeezedLine(text, variables);
  if (taken === undefined) return undefined;
  const { key, value } = taken;
  const separator = text.search(/[:=]/);
  const split = separator < 0 ? text.length : separator;
  const [keyStart, keyEnd] = inked(source.text, start, start + split);
  const [valueStart, valueEnd] = inked(source.text, Math.min(start + split + 1, end), end);
  const hasValue = valueEnd > valueStart;
  return {
    key,
    value,
    type: 'string',
    written: writtenAt(source, valueStart, valueEnd),
    keyAt: placeOf(source, keyStart, keyEnd, key, value),
    valueAt: hasValue
      ? placeOf(source, valueStart, valueEnd, key, value)
      : placeOf(source, keyStart, keyEnd, key, value),
    quoted: /^(["']).*\1$/.test(value) && value.length > 1,
    nested: false,
  };
}

/** What of a line becomes another value than the one that was meant. */
function faultsOf(source: SourceText, { start, end, hash }: Line, setting: Setting): readonly Fault[] {
  const { key, value, valueAt } = setting;
  const said = source.text
    .slice(start, end)
    .replace(/^[^:=]*[:=]/, '')
    .trim();
  if (hash !== undefined && hash > start && /\s/.test(source.text[hash - 1] ?? '')) {
    return [{ kind: 'squeezed', at: spanPlace(source, hash, end, setting), key, kept: value, reason: 'comment' }];
  }
  if (!source.text.slice(start, end).includes(':')) {
    return [{ kind: 'squeezed', at: setting.keyAt, key, kept: value, reason: 'no-colon' }];
  }
  const glued = /\S\s+\S/.test(said) && !isUnit(said) && !/[,;[\]{}]/.test(said);
  return glued ? [{ kind: 'squeezed', at: valueAt, key, kept: value, reason: 'blanks' }] : [];
}

/** A number and its unit mean the same without the blank between them. */
const isUnit = (text: string): boolean => /^[\d.]+\s*[a-zA-Z]+$/.test(text);

const spanPlace = (source: SourceText, start: number, end: number, { key, value }: Setting) => ({
  ...spanOf(source, start, end),
  key,
  value,
});

function inked(text: string, start: number, end: number): readonly [number, number] {
  const slice = text.slice(start, end);
  const before = slice.length - slice.trimStart().length;
  return before === slice.length ? [start, start] : [start + before, start + slice.trimEnd().length];
}

function commentOf(source: SourceText, line: Line): readonly Comment[] {
  if (line.hash === undefined || !isComment(source.text, line)) return [];
  const text = source.text.slice(line.hash + 1, line.end).trim();
  return [{ text, at: spanOf(source, line.hash, line.end), trailing: false }];
}
