/** What snakeyaml-engine refuses, thrown where it throws and caught where the parsing started. */
export class Refusal extends Error {
  readonly start: number;
  readonly end: number;

  constructor(start: number, end: number, reason: string) {
    super(reason);
    this.start = start;
    this.end = end;
  }
}

const codes = (text: string): ReadonlySet<number> => new Set([...text].map((char) => char.charCodeAt(0)));

/** The end of the text. */
export const END = 0;
/** `Constant.NULL_OR_LINEBR` of snakeyaml-engine. */
export const BREAK = codes('\0\r\n');
/** `Constant.NULL_BL_LINEBR` of snakeyaml-engine. */
export const BLANK_BREAK = codes('\0\r\n ');
/** `Constant.NULL_BL_T_LINEBR` of snakeyaml-engine. */
export const SPACE_BREAK = codes('\0\r\n \t');
/** The signs of flow collections. */
export const FLOW = codes(',[]{}');

const MARK = 0xfeff;
const CR = 0x0d;
const LF = 0x0a;

/** snakeyaml-engine's StreamReader: code points, with the column counted as it counts it. */
export class Reader {
  readonly #text: string;
  readonly #points: Uint32Array;
  /** Offsets in UTF-16 of each point, where the two differ. */
  readonly #offsets: Uint32Array | undefined;
  index = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    const points = pointsOf(text);
    this.#text = text;
    this.#points = points;
    this.#offsets = points.length === text.length ? undefined : offsetsOf(points);
  }

  peek(ahead = 0): number {
    const at = this.index + ahead;
    return at < this.#points.length ? (this.#points[at] ?? END) : END;
  }

  /** The offset in the text of a point, the next one if none is given. */
  offset(index = this.index): number {
    return this.#offsets === undefined
      ? Math.min(index, this.#points.length)
      : (this.#offsets[index] ?? this.#offsets.at(-1) ?? 0);
  }

  prefix(length: number): string {
    return this.#text.slice(this.offset(), this.offset(this.index + length));
  }

  startsWith(text: string): boolean {
    for (let ahead = 0; ahead < text.length; ahead++) {
      if (this.peek(ahead) !== text.charCodeAt(ahead)) return false;
    }
    return true;
  }

  forward(length = 1): void {
    for (let i = 0; i < length && this.index < this.#points.length; i++) {
      const point = this.peek();
      this.index++;
      if (point === LF || (point === CR && this.index < this.#points.length && this.peek() !== LF)) {
        this.line++;
        this.column = 0;
      } else if (point !== MARK) this.column++;
    }
  }

  /** Takes what lies within a line; every point counts as a column here, a byte order mark too. */
  take(length: number): string {
    const taken = this.prefix(length);
    this.index += length;
    this.column += length;
    return taken;
  }

  takeWhile(holds: (point: number) => boolean): string {
    let length = 0;
    while (this.index + length < this.#points.length && holds(this.peek(length))) length++;
    return this.take(length);
  }

  skip(point: number): void {
    while (this.peek() === point) this.forward();
  }

  /** ScannerImpl#scanLineBreak: the break as it becomes part of a value, or nothing where there is none. */
  lineBreak(): string {
    const point = this.peek();
    if (point === CR || point === LF || point === 0x85) {
      this.forward(point === CR && this.peek(1) === LF ? 2 : 1);
      return '\n';
    }
    if (point !== 0x2028 && point !== 0x2029) return '';
    this.forward();
    return String.fromCharCode(point);
  }

  /** Whether a document's start or end stands here, whatever the column. */
  atSeparator(): boolean {
    return (this.startsWith('---') || this.startsWith('...')) && SPACE_BREAK.has(this.peek(3));
  }

  refuse(start: number, reason: string): never {
    const at = this.offset();
    throw new Refusal(Math.min(start, at), Math.max(at, start + 1), reason);
  }
}

function pointsOf(text: string): Uint32Array {
  const points = new Uint32Array(text.length);
  let count = 0;
  for (let offset = 0; offset < text.length; count++) {
    const point = text.codePointAt(offset) ?? END;
    points[count] = point;
    offset += point > 0xffff ? 2 : 1;
  }
  return points.subarray(0, count);
}

function offsetsOf(points: Uint32Array): Uint32Array {
  const offsets = new Uint32Array(points.length + 1);
  let offset = 0;
  for (const [index, point] of points.entries()) {
    offset += point > 0xffff ? 2 : 1;
    offsets[index + 1] = offset;
  }
  return offsets;
}

/** As `Character.isDigit`. */
export const isDigit = (point: number): boolean => /^\p{Nd}$/u.test(String.fromCodePoint(point));
