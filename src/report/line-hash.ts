/** How many characters from the start of a line its hash is made of. */
const BLOCK = 100;
const FACTOR = 37n;
const END_OF_FILE = 0xffff;

/** The characters that count, and where among them each line begins. */
interface Kept {
  readonly codes: readonly number[];
  readonly starts: readonly number[];
}

/**
 * The hash of each line of a file (index 0 is line 1) that GitHub code scanning follows an alert by from commit to
 * commit, `primaryLocationLineHash`: exactly as its upload action computes it, which warns of every other value.
 *
 * A 64-bit polynomial over the next 100 characters from the line's start, without spaces and tabs, `\r\n` and `\r`
 * read as `\n`, the end of the file as one 65535 and then zeros; in hexadecimal, with a count of how often the same
 * hash came before.
 */
export function lineHashes(text: string): readonly string[] {
  const { codes, starts } = keptOf(text);
  const seen = new Map<string, number>();
  return starts.map((start) => {
    const hash = hashAt(codes, start).toString(16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

function keptOf(text: string): Kept {
  const codes: number[] = [];
  const starts: number[] = [];
  let isLineStart = true;
  let afterReturn = false;
  const keep = (code: number): void => {
    if (isLineStart) starts.push(codes.length);
    isLineStart = code === 0x0a;
    codes.push(code);
  };
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    const isSkipped = code === 0x20 || code === 0x09 || (afterReturn && code === 0x0a);
    afterReturn = code === 0x0d;
    if (!isSkipped) keep(afterReturn ? 0x0a : code);
  }
  keep(END_OF_FILE);
  return { codes, starts };
}

function hashAt(codes: readonly number[], start: number): bigint {
  let hash = 0n;
  for (let offset = start; offset < start + BLOCK; offset++) hash = hash * FACTOR + BigInt(codes[offset] ?? 0);
  return BigInt.asUintN(64, hash);
}
