import type { SourceText } from '../../model/span.js';
import type { HereDocument } from './parse.js';
import type { Part, RawWord } from './words.js';

/** A stretch of what a command gets, and the stretch of the script that it comes from. */
export interface Run {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A word with its variables filled in. */
export interface Field {
  readonly runs: readonly Run[];
  /** Whether it may be none, or several words. */
  readonly open: boolean;
}

/** Values of variables by name. */
export type Values = ReadonlyMap<string, string>;

/** What a word becomes: usually one word; none or several where a variable in it is split at its blanks. */
export function fieldsOf({ parts }: Pick<RawWord, 'parts'>, values: Values): readonly Field[] {
  const fields: { runs: Run[]; open: boolean }[] = [];
  for (const stretch of parts.flatMap((part) => stretchesOf(part, values))) {
    const last = fields.at(-1);
    if (stretch === 'blank') fields.push({ runs: [], open: false });
    else if (last === undefined) fields.push({ runs: [stretch.run], open: stretch.open });
    else {
      last.runs.push(stretch.run);
      last.open ||= stretch.open;
    }
  }
  return fields.filter(({ runs }) => runs.length > 0);
}

type Stretch = 'blank' | { readonly run: Run; readonly open: boolean };

function stretchesOf(part: Part, values: Values): readonly Stretch[] {
  const place = placeOf(part);
  const value = filledIn(part, values);
  if (part.kind === 'hole' && part.splits && value !== undefined) {
    const pieces = value
      .split(/[ \t\n]+/)
      .map((text): readonly Stretch[] => (text === '' ? [] : [{ run: { ...place, text }, open: false }]));
    return pieces.flatMap((piece, index): readonly Stretch[] => (index === 0 ? piece : ['blank', ...piece]));
  }
  const open = part.kind === 'hole' && part.splits;
  return [{ run: { ...place, text: value ?? writtenOf(part) }, open }];
}

/** What a word is as a whole, without being split; nothing where that cannot be seen. */
export function literalOf({ parts }: Pick<RawWord, 'parts'>, values: Values): string | undefined {
  const texts = parts.map((part) => (part.kind === 'text' ? part.text : filledIn(part, values)));
  return texts.includes(undefined) ? undefined : texts.join('');
}

const filledIn = (part: Part, values: Values): string | undefined =>
  part.kind === 'hole' && part.name !== undefined ? values.get(part.name) : undefined;

const writtenOf = (part: Part): string => (part.kind === 'text' ? part.text : part.written);

const placeOf = (part: Part): { readonly start: number; readonly end: number } => ({
  start: part.start,
  end: part.kind === 'text' ? part.start + part.text.length : part.end,
});

/** The body of a here-document as it is written, without the tabs that are taken away. */
export function runsOfBody(text: string, { start, end, stripped }: HereDocument): readonly Run[] {
  const body = text.slice(start, end);
  if (!stripped) return [{ text: body, start, end }];
  return [...body.matchAll(/^(\t*)(.*\n?)/gm)].map(({ 1: tabs = '', 2: line = '', index }) => {
    const at = start + index + tabs.length;
    return { text: line, start: at, end: at + line.length };
  });
}

/**
 * Runs one after the other as a source of their own. Within one that was filled in, the first character maps to where the
 * variable begins, the others to where it ends, so that a span of it covers the variable.
 */
export function sourceOfRuns(outer: SourceText, runs: readonly Run[]): SourceText {
  const begins: number[] = [];
  let length = 0;
  for (const { text } of runs) {
    begins.push(length);
    length += text.length;
  }
  const toOuter = (offset: number): number => {
    const index = begins.findLastIndex((begin, at) => begin <= offset && (runs[at]?.text !== '' || at === 0));
    const run = runs[Math.max(index, 0)];
    if (run === undefined) return outer.toOuter(0);
    const within = offset - (begins[Math.max(index, 0)] ?? 0);
    if (run.text.length === run.end - run.start) return outer.toOuter(run.start + Math.min(within, run.text.length));
    return outer.toOuter(within === 0 ? run.start : run.end - 1);
  };
  return { file: outer.file, text: runs.map(({ text }) => text).join(''), toOuter };
}

/** The range of the script that a stretch of the runs' text comes from. */
export function rangeOfRuns(runs: readonly Run[], start: number, end: number): readonly [start: number, end: number] {
  let done = 0;
  const covered: Run[] = [];
  for (const run of runs) {
    const [from, to] = [Math.max(start - done, 0), Math.min(end - done, run.text.length)];
    done += run.text.length;
    const isWritten = run.text.length === run.end - run.start;
    if (from < to) covered.push(isWritten ? { ...run, start: run.start + from, end: run.start + to } : run);
  }
  const [first, last] = [covered[0], covered.at(-1)];
  // An empty stretch stands where what is before it ends.
  const at = runs.findLast(({ text }) => text !== '')?.end ?? runs[0]?.start ?? 0;
  return first === undefined || last === undefined ? [at, at] : [first.start, last.end];
}
