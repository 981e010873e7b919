import type { Facts } from '../model/facts.js';

/** The sign that stands for every character of a secret, so that positions on the line stay as they are. */
const SIGN = '*';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A file's text with the values of secrets made unreadable, at the same length, for code frames. */
export function maskSecrets(text: string, facts: Facts | undefined, isSecret: (key: string) => boolean): string {
  if (facts?.kind !== 'config') return text;
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of secretRanges(facts, isSecret)) {
    if (start < done) continue;
    pieces.push(text.slice(done, start), text.slice(start, end).replace(/[^\r\n]/g, SIGN));
    done = end;
  }
  return pieces.length === 0 ? text : [...pieces, text.slice(done)].join('');
}

function secretRanges(facts: Extract<Facts, { kind: 'config' }>, isSecret: (key: string) => boolean): readonly Range[] {
  const values = facts.settings.filter(({ key }) => isSecret(key)).map(({ valueAt }) => valueAt);
  // A line that Flink drops may hold a secret all the same: `s3.secret-key=…`.
  const dropped = facts.faults.flatMap((fault) =>
    fault.kind === 'dropped-line' && isSecret(fault.line) ? [afterSeparator(fault.at, fault.line)] : [],
  );
  return [...values, ...dropped].sort((a, b) => a.start - b.start);
}

function afterSeparator(at: Range, line: string): Range {
  const separator = line.search(/[=:]/);
  return separator < 0 ? at : { start: Math.min(at.end, at.start + separator + 1), end: at.end };
}
