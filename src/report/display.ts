/** How text from files that may be hostile is shown in a terminal: nothing in it moves the cursor, hides or reorders. */

/** Most text is this: every character is visible and takes one column. To know Unicode costs a start milliseconds. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Control characters, invisible and reordering format characters, line and paragraph separators, lone surrogates,
 * fillers, and spaces that merely look like one.
 */
const unsafe = (): RegExp => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115F\u1160\u3164\uFFA0]|(?![ \u3000])\p{Zs}/gu;

/** Characters that take two columns: East Asian wide and full-width forms, and emoji. */
const wide = (): RegExp =>
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

const TAB_WIDTH = 4;

/** One character of a line as it is shown, with the columns it takes. */
interface Cell {
  readonly text: string;
  readonly width: number;
  /** UTF-16 offset of the character in its line. */
  readonly offset: number;
}

/** A line of a code frame, and the marks beneath it. */
export interface MarkedLine {
  readonly text: string;
  /** The columns before the marks. */
  readonly indent: number;
  readonly marks: number;
}

/** Text with every character visible that a terminal would obey or hide: `␛`, `␀`, `<U+202E>`. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(unsafe(), (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '␡';
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** The columns that visible text takes in a terminal. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (character < '\u0300') return 1;
  if (/\p{M}/u.test(character)) return 0;
  return wide().test(character) ? 2 : 1;
}

/** Visible text cut into lines of at most `width` columns at its spaces; a longer word keeps a line to itself. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line: string | undefined;
  const columns = PLAIN.test(text) ? (word: string): number => word.length : widthOf;
  for (const word of text.split(' ')) {
    // A line that begins like this is a command to a CI runner that reads the log.
    const mayBegin = !word.startsWith('::') && !word.startsWith('##[');
    if (line === undefined) {
      line = word;
    } else if (mayBegin && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line += ` ${word}`;
    }
  }
  return [...lines, line ?? ''];
}

/**
 * A line as shown in `room` columns, with marks under the characters from offset `from` up to, not including, `to`.
 * A longer line is cut around them, with `…` where it was cut. There is always at least one mark.
 */
export function markedLine(line: string, from: number, to: number, room: number): MarkedLine {
  if (line.length <= room && PLAIN.test(line)) {
    const indent = Math.min(from, line.length);
    return { text: line, indent, marks: Math.max(1, Math.min(to, line.length) - indent) };
  }
  // Only the neighbourhood is looked at: a line may be a whole minified file.
  const first = afterSurrogate(line, Math.max(0, from - 2 * room));
  const last = Math.min(line.length, from + 2 * room);
  const cells = cellsOf(line.slice(first, last), first);
  const before = widthUpTo(cells, from);
  const total = widthUpTo(cells, last);
  const whole = first === 0 && last === line.length && total <= room;
  if (whole) return mark(cells, from, to, '', '');

  const markWidth = Math.max(1, widthUpTo(cells, Math.min(to, last)) - before);
  const quarter = Math.floor(room / 4);
  const end = Math.min(before + markWidth + quarter, total);
  const skip = Math.max(0, Math.min(before - quarter, end - (room - 2)));
  const kept = within(cells, skip, room - 2);
  const cutLeft = first > 0 || kept[0] !== cells[0];
  const cutRight = last < line.length || kept.at(-1) !== cells.at(-1);
  return mark(kept, from, to, cutLeft ? '…' : '', cutRight ? '…' : '');
}

function mark(cells: readonly Cell[], from: number, to: number, head: string, tail: string): MarkedLine {
  const text = head + cells.map((cell) => cell.text).join('') + tail;
  const indent = head.length + widthUpTo(cells, from);
  const marks = Math.max(1, head.length + widthUpTo(cells, to) - indent);
  return { text, indent, marks };
}

function afterSurrogate(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}

function cellsOf(text: string, first: number): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  let offset = first;
  for (const character of text) {
    const shown = character === '\t' ? ' '.repeat(TAB_WIDTH - (column % TAB_WIDTH)) : visible(character);
    const width = widthOf(shown);
    cells.push({ text: shown, width, offset });
    column += width;
    offset += character.length;
  }
  return cells;
}

function widthUpTo(cells: readonly Cell[], offset: number): number {
  let width = 0;
  for (const cell of cells) if (cell.offset < offset) width += cell.width;
  return width;
}

/** The cells that lie wholly between the columns `skip` and `skip + room`. */
function within(cells: readonly Cell[], skip: number, room: number): readonly Cell[] {
  let column = 0;
  return cells.filter((cell) => {
    const start = column;
    column += cell.width;
    return start >= skip && column <= skip + room;
  });
}
