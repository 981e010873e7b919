import type { SourceText } from '../../model/span.js';
import { type FilledPiece, filledText } from '../../syntax/filled-text.js';
import type { Piece } from '../../syntax/source-text.js';

/** What a variable is set to, in the file that sets it; nothing where that cannot be seen. */
export type Lookup = (name: string) => SourceText | undefined;

/** A text of a compose file once compose has read it: `$$` is one `$`, and variables are filled in. */
export interface Interpolated {
  readonly source: SourceText;
  /** Names that compose fills in from whatever surrounds it, where they look as a shell's: `$X`, `${X}`. */
  readonly names: ReadonlySet<string>;
  /** Whether compose refuses it. */
  readonly refused: boolean;
}

interface Reading {
  readonly text: string;
  readonly lookup: Lookup;
  readonly pieces: (Piece | FilledPiece)[];
  readonly names: Set<string>;
  refused: boolean;
  depth: number;
  /** Of the values that were filled in. */
  length: number;
}

/** No value is as long, and no default as deep within others, but a hostile one: values within values multiply. */
const MAX_LENGTH = 65_536;
const MAX_DEPTH = 40;

/** Where nothing is known. */
export const nothing: Lookup = () => undefined;

/**
 * Fills in what compose fills in: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:?why}`, `${X?why}`, `${X:+other}` and
 * `${X+other}`. A default counts where nobody here sets the variable; whatever else nobody here sets stays as written.
 * Follows `template.go` of compose-go.
 */
export function interpolated(source: SourceText, lookup: Lookup = nothing): Interpolated {
  const { text } = source;
  if (!text.includes('$') || text.length > MAX_LENGTH) return { source, names: new Set(), refused: false };
  const reading: Reading = { text, lookup, pieces: [], names: new Set(), refused: false, depth: 0, length: 0 };
  fill(reading, 0, text.length);
  const { pieces, names, refused } = reading;
  if (reading.length > MAX_LENGTH) return { source, names, refused: true };
  return { source: filledText(source, pieces), names, refused };
}

/** A `$` and what belongs to it. */
interface Reference {
  readonly start: number;
  readonly end: number;
  /** Nothing for `$$`. */
  readonly name?: string;
  readonly operator?: string;
  /** Where what follows the operator begins; it ends before the brace. */
  readonly operand: number;
}

function fill(reading: Reading, from: number, to: number): void {
  const { text, pieces } = reading;
  if (++reading.depth > MAX_DEPTH) reading.refused = true;
  let done = from;
  for (
    let at = text.indexOf('$', from);
    at >= 0 && at < to && reading.depth <= MAX_DEPTH;
    at = text.indexOf('$', done)
  ) {
    pieces.push({ text: text.slice(done, at), start: done });
    const braced = text[at + 1] === '{';
    const reference = braced ? bracedAt(text, at, to) : plainAt(text, at);
    if (reference === undefined && braced) reading.refused = true;
    done = reference?.end ?? at + 1;
    if (reference?.name === undefined) pieces.push({ text: '$', start: at });
    else replace(reading, reference, reference.name);
  }
  pieces.push({ text: text.slice(done, to), start: done });
  reading.depth--;
}

const PLAIN = /\$(?:\$|([A-Za-z_]\w*))/y;

function plainAt(text: string, start: number): Reference | undefined {
  PLAIN.lastIndex = start;
  const [written, name] = PLAIN.exec(text) ?? [];
  if (written === undefined) return undefined;
  const end = start + written.length;
  return { start, end, operand: end, ...(name === undefined ? {} : { name }) };
}

const BRACED = /^\$\{([A-Za-z_]\w*)(?:(:?[-+?]).*)?\}/;

function bracedAt(text: string, start: number, to: number): Reference | undefined {
  const [written = '', name, operator] = BRACED.exec(text.slice(start, to)) ?? [];
  if (name === undefined) return undefined;
  const end = start + closing(written) + 1;
  const operand = start + 2 + name.length + (operator?.length ?? 0);
  return { start, end, name, operand, ...(operator === undefined ? {} : { operator }) };
}

/** Where the first brace closes. What stands right behind an opening one is not looked at, as in compose. */
function closing(written: string): number {
  let open = 0;
  for (let at = 0; at < written.length; at++) {
    if (written[at] === '}' && --open === 0) return at;
    if (written[at] !== '{') continue;
    open++;
    at++;
  }
  return written.length - 1;
}

const UNKNOWN = /\$(?:\{(\w+)\}|(\w+))/g;

/** What takes the place of a reference: the value, what follows the operator, or what is written. */
function replace(reading: Reading, { start, end, operator, operand }: Reference, name: string): void {
  const { lookup, pieces, names, text } = reading;
  const value = lookup(name);
  const kind = operator?.at(-1);
  const counts = value !== undefined && (value.text !== '' || operator?.startsWith(':') !== true);
  if (counts ? kind === '+' : kind === '-') fill(reading, operand, end - 1);
  else if (value !== undefined && (kind !== '?' || counts)) give(reading, value, start, end);
  else {
    if (operator === undefined) names.add(name);
    pieces.push({ text: text.slice(start, end), start });
  }
}

function give(reading: Reading, value: SourceText, start: number, end: number): void {
  reading.length += value.text.length;
  if (reading.length > MAX_LENGTH) return;
  // What is not known in the value is not known here.
  for (const [, braced, bare] of value.text.matchAll(UNKNOWN)) reading.names.add(braced ?? bare ?? '');
  reading.pieces.push({ value, start, end });
}
