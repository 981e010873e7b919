import type { Piece } from '../../syntax/source-text.js';

/** A string of Java, taken apart so that each character has its place. */
export interface JavaString {
  readonly pieces: readonly Piece[];
  readonly end: number;
}

const PLAIN = /"(?:[^"\\\r\n]|\\.)*"/y;
const BLOCK = /"""[ \t\f]*\r?\n((?:[^\\]|\\[\s\S])*?)"""/y;

/** The string or text block that starts at an offset. */
export function literalAt(code: string, at: number): JavaString | undefined {
  BLOCK.lastIndex = at;
  const block = BLOCK.exec(code);
  if (block !== null) {
    const end = BLOCK.lastIndex;
    return { pieces: ofBlock(block[1] ?? '', end - 3 - (block[1] ?? '').length), end };
  }
  PLAIN.lastIndex = at;
  const plain = PLAIN.exec(code)?.[0];
  if (plain === undefined) return undefined;
  return { pieces: unescaped(plain.slice(1, -1), at + 1), end: at + plain.length };
}

/** The lines of a text block without the indentation that they share (`String#stripIndent`). */
function ofBlock(content: string, start: number): readonly Piece[] {
  const lines = content.split('\n');
  const counted = lines.filter((line, index) => line.trim() !== '' || index === lines.length - 1);
  const indent = Math.min(...counted.map((line) => line.length - line.trimStart().length));
  let from = start;
  return lines.flatMap((line, index) => {
    const lineStart = from;
    from += line.length + 1;
    const text = line.slice(indent).trimEnd();
    const pieces = unescaped(text, lineStart + indent);
    if (index === lines.length - 1 || text.endsWith('\\')) return pieces;
    return [...pieces, { text: '\n', start: lineStart + line.length }];
  });
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ' };

/** Text with its escapes resolved, each a piece of its own. */
function unescaped(text: string, start: number): readonly Piece[] {
  return [...text.matchAll(/[^\\]+|\\u+([0-9a-fA-F]{4})|\\([0-7]{1,3})|\\(.)/gs)].map(
    ({ 0: all, index, ...groups }) => {
      const [unicode, octal, letter] = [groups[1], groups[2], groups[3]];
      const code =
        unicode === undefined
          ? octal === undefined
            ? undefined
            : Number.parseInt(octal, 8)
          : Number.parseInt(unicode, 16);
      const meant =
        code === undefined ? (letter === undefined ? all : (ESCAPES[letter] ?? letter)) : String.fromCharCode(code);
      return { text: meant, start: start + index };
    },
  );
}
