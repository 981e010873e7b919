import type { Finding, Related } from '../model/finding.js';
import type { Excerpt, Report } from '../model/report.js';
import type { Span } from '../model/span.js';
import { type Colors, severityColor } from './colors.js';
import { markedLine, visible, widthOf, wrap } from './display.js';
import { placeOf } from './words.js';

/** What a code frame needs to know of the page it stands on. */
export interface FramePage {
  readonly report: Pick<Report, 'excerpt'>;
  readonly colors: Colors;
  /** Columns. */
  readonly width: number;
}

interface PlaceRow {
  readonly kind: 'place';
  readonly corner: string;
  readonly text: string;
}

/** A row of a code frame. */
type Row =
  | PlaceRow
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'code'; readonly line: number; readonly text: string }
  | { readonly kind: 'marks'; readonly indent: number; readonly marks: string }
  | { readonly kind: 'gap' };

/** Related places shown with their code; the others get a line each. */
const MAX_FRAMES = 3;
const MAX_RELATED = 12;
/** Code stays readable in a terminal however narrow. */
const MIN_ROOM = 20;

/** The finding's code, the code of related places, and the rule that says so, joined by one line at the left. */
export function frame(finding: Finding, foot: string, page: FramePage): readonly string[] {
  const gutter = gutterFor(finding, page);
  const room = Math.max(MIN_ROOM, page.width - gutter - 5);
  const paint = severityColor(finding.severity, page.colors);
  const own = [placeRow('╭─', finding.at, page), ...rowsAt(finding.at, '^', room, page)];
  return [
    ...own.map((row) => rowText(row, gutter, paint, page)),
    ...relatedRows(finding.related, room, page).map((row) => rowText(row, gutter, page.colors.blue, page)),
    `  ${' '.repeat(gutter)} ${page.colors.dim('╰─')} ${foot}`,
  ];
}

/** The columns that the largest line number takes. */
function gutterFor(finding: Finding, page: FramePage): number {
  const spans = [finding.at, ...finding.related.slice(0, MAX_FRAMES).map(({ at }) => at)];
  const last = Math.max(...spans.map((span) => page.report.excerpt(span).end.line));
  return Math.max(2, String(last).length);
}

function relatedRows(related: readonly Related[], room: number, page: FramePage): readonly Row[] {
  const rows = related.slice(0, MAX_RELATED).flatMap(({ at, message }, position) => {
    const head = placeRows(at, message, room, page);
    return position < MAX_FRAMES ? [...head, ...rowsAt(at, '-', room, page)] : head;
  });
  const left = related.length - MAX_RELATED;
  return left > 0 ? [...rows, { kind: 'place', corner: '├─', text: `and ${left} more` }] : rows;
}

/** Where a related place lies and what it is: on one line if that is wide enough. */
function placeRows(at: Span, message: string, room: number, page: FramePage): readonly Row[] {
  const place = placeRow('├─', at, page);
  const note = visible(message);
  const isShort = widthOf(`${place.text}  ${note}`) < room;
  if (isShort) return [{ ...place, text: `${place.text}  ${note}`.trimEnd() }];
  return [place, ...wrap(note, room).map((text): Row => ({ kind: 'note', text }))];
}

function placeRow(corner: string, span: Span, page: FramePage): PlaceRow {
  return { kind: 'place', corner, text: placeOf(span, page.report.excerpt(span)) };
}

/** The lines of a span with marks under it; of a long span the first line and the last. */
function rowsAt(span: Span, sign: string, room: number, page: FramePage): readonly Row[] {
  const excerpt = page.report.excerpt(span);
  const count = excerpt.lines.length;
  const last = excerpt.end.column === 1 && count > 1 ? count - 2 : count - 1;
  const rows = (line: number) => codeRows(line, excerpt, sign, room);
  if (last < 3) return Array.from({ length: last + 1 }, (_, line) => rows(line)).flat();
  return [...rows(0), { kind: 'gap' }, ...rows(last)];
}

/** One line of an excerpt; indentation that only lies between the span's lines is not marked. */
function codeRows(position: number, excerpt: Excerpt, sign: string, room: number): readonly Row[] {
  const line = excerpt.lines[position] ?? '';
  const isFirst = position === 0;
  const isLast = position === excerpt.lines.length - 1;
  if (line.trim() === '' && !isFirst) return [];
  const from = isFirst ? excerpt.start.column - 1 : line.length - line.trimStart().length;
  const to = isLast ? excerpt.end.column - 1 : line.length;
  const marked = markedLine(line, from, to, room);
  return [
    { kind: 'code', line: excerpt.start.line + position, text: marked.text },
    { kind: 'marks', indent: marked.indent, marks: sign.repeat(marked.marks) },
  ];
}

function rowText(row: Row, gutter: number, paint: (text: string) => string, page: FramePage): string {
  const { dim } = page.colors;
  const blank = `  ${' '.repeat(gutter)} `;
  switch (row.kind) {
    case 'place':
      return `${blank}${dim(row.corner)} ${row.text}`;
    case 'note':
      return `${blank}${dim('│')} ${row.text}`;
    case 'code':
      return `  ${dim(`${String(row.line).padStart(gutter)} │`)} ${row.text}`.trimEnd();
    case 'marks':
      return `${blank}${dim('│')} ${' '.repeat(row.indent)}${paint(row.marks)}`;
    case 'gap':
      return `${blank}${dim('⋮')}`;
  }
}
