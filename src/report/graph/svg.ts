import type { ShownJob, ShownJobs, ShownOperator } from '../../model/shown-job.js';
import { visible, widthOf, wrap } from '../display.js';
import { type Arrow, type Box, layoutOf, type Step } from './layout.js';
import { inReadingOrder } from './order.js';
import {
  callOf,
  edgesOf,
  gapsInWords,
  hiddenInput,
  nameOf,
  operatorsInWords,
  type Remark,
  remarksOf,
  titleOf,
} from './words.js';

/** The jobs as a picture that needs nothing beside itself: no font, no script, no style sheet. */
export function graphSvg({ jobs }: Pick<ShownJobs, 'jobs'>): string {
  const drawings = jobs.map(jobDrawing);
  const width = Math.max(MIN_WIDTH, ...drawings.map((one) => one.width)) + 2 * MARGIN;
  let y = MARGIN;
  const parts = drawings.map((drawing) => {
    const part = `<g transform="translate(${MARGIN} ${y})">\n${drawing.body}\n</g>`;
    y += drawing.height + MARGIN;
    return part;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}">`,
    `<title>${escaped(jobs.map(({ name }) => name).join(', '))}</title>`,
    STYLE,
    ARROW_HEAD,
    '<rect class="page" width="100%" height="100%"/>',
    ...parts,
    '</svg>',
  ].join('\n')}\n`;
}

const MARGIN = 24;
const MIN_WIDTH = 320;
const PADDING = 12;
const TITLE_HEIGHT = 19;
const LINE_HEIGHT = 16;
const HEADING_HEIGHT = 24;
/** Letters of a title and of other lines in columns of a terminal, wide ones counted twice, and what one takes at most. */
const TITLE = { columns: 36, size: 9.2 } as const;
const LINE = { columns: 42, size: 7.1 } as const;

/** Each colour twice, for pages in light and in dark; what a picture on its own shows is for its viewer to choose. */
const STYLE = `<style>
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px;fill:#334155}
.page{fill:#fff}
.job{font-size:18px;font-weight:600;fill:#0f172a}
.title{font-size:13.5px;font-weight:600;fill:#0f172a}
.quiet{fill:#64748b}
.missing{fill:#b45309;font-weight:600}
.box{fill:#f8fafc;stroke:#94a3b8;stroke-width:1.2}
.box.state{stroke:#2563eb;stroke-width:2}
.box.lacking{fill:#fffbeb;stroke:#d97706;stroke-width:2}
.box.implied,.box.hidden{stroke-dasharray:5 3}
.arrow{fill:none;stroke:#94a3b8;stroke-width:1.4}
.arrow.maybe{stroke-dasharray:4 4}
.head{fill:#94a3b8}
@media (prefers-color-scheme:dark){
text{fill:#cbd5e1}
.page{fill:#0f172a}
.job,.title{fill:#f1f5f9}
.quiet{fill:#94a3b8}
.missing{fill:#fbbf24}
.box{fill:#1e293b;stroke:#64748b}
.box.state{stroke:#60a5fa}
.box.lacking{fill:#2d2410;stroke:#f59e0b}
.arrow{stroke:#64748b}
.head{fill:#64748b}
}
</style>`;

const ARROW_HEAD =
  '<defs><marker id="flinklint-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">' +
  '<path class="head" d="M0 0L8 4L0 8z"/></marker></defs>';

/** Something that is drawn as a box: an operator, or an input that cannot be seen. */
interface Card extends Box {
  readonly shape: string;
  readonly radius: number;
  readonly lines: readonly Line[];
  /** All that is said of it, uncut. */
  readonly hint: string;
}

interface Line {
  readonly text: string;
  readonly tone: 'title' | Remark['tone'];
}

interface Drawing extends Box {
  readonly body: string;
}

function jobDrawing(job: ShownJob): Drawing {
  const operators = inReadingOrder(job.operators);
  const hidden = operators.flatMap((operator) => hiddenCard(operator) ?? []);
  const place = new Map(operators.map(({ id }, index) => [id, index + hidden.length]));
  const cards = [...hidden.map(({ card }) => card), ...operators.map(cardOf)];
  const arrows = [
    ...hidden.map(({ to }, from) => ({ from, to: place.get(to) ?? from, certain: false })),
    ...operators.flatMap((operator) =>
      edgesOf(operator).flatMap(({ from, certain }) => {
        const [start, to] = [place.get(from), place.get(operator.id)];
        return start === undefined || to === undefined ? [] : [{ from: start, to, certain }];
      }),
    ),
  ];
  return drawing(job, cards, arrows);
}

function drawing(
  job: ShownJob,
  cards: readonly Card[],
  arrows: readonly (Arrow & { readonly certain: boolean })[],
): Drawing {
  const layout = layoutOf(cards, arrows);
  const notes = [operatorsInWords(job), ...gapsInWords(job)];
  const top = HEADING_HEIGHT + notes.length * LINE_HEIGHT + 16;
  const width = Math.max(layout.width, ...[...notes, job.name].map((note) => widthOf(visible(note)) * TITLE.size));
  const body = [
    `<text class="job" y="16">${escaped(job.name)}</text>`,
    ...notes.map(
      (note, index) => `<text class="quiet" y="${HEADING_HEIGHT + 12 + index * LINE_HEIGHT}">${escaped(note)}</text>`,
    ),
    `<g transform="translate(0 ${top})">`,
    ...layout.arrows.map((steps, index) => arrowPath(steps, arrows[index]?.certain !== false)),
    ...cards.map((card, index) => cardBody(card, layout.boxes[index] ?? { x: 0, y: 0 })),
    '</g>',
  ].join('\n');
  return { width: Math.ceil(width), height: top + layout.height, body };
}

function cardOf(operator: ShownOperator): Card {
  const remarks = remarksOf(operator);
  const title = titleOf(operator);
  const call = nameOf(operator) === undefined ? [] : [callOf(operator)];
  const lines: readonly Line[] = [
    { text: title, tone: 'title' },
    ...call.map((text): Line => ({ text, tone: 'quiet' })),
    ...remarks.flatMap(({ text, tone }) => wrap(text, LINE.columns).map((part): Line => ({ text: part, tone }))),
  ];
  const hint = [title, ...call, ...remarks.map(({ text }) => text)].join('\n');
  return card(lines, hint, shapeOf(operator), operator.kind === 'transformation' ? 5 : 18);
}

function shapeOf({ lacksUid, implied, stateful }: ShownOperator): string {
  const state = lacksUid ? ' lacking' : stateful.known && stateful.value ? ' state' : '';
  return `box${state}${implied ? ' implied' : ''}`;
}

function hiddenCard(operator: ShownOperator): { readonly card: Card; readonly to: number } | undefined {
  const why = hiddenInput(operator);
  if (why === undefined) return undefined;
  const text = `unknown: ${visible(why)}`;
  const lines = wrap(text, LINE.columns).map((part): Line => ({ text: part, tone: 'quiet' }));
  return { card: card(lines, text, 'box hidden', 18), to: operator.id };
}

function card(whole: readonly Line[], hint: string, shape: string, radius: number): Card {
  const lines = whole.map(({ text, tone }) => ({ text: cut(text, fontOf(tone).columns), tone }));
  const widths = lines.map(({ text, tone }) => widthOf(text) * fontOf(tone).size);
  return {
    width: Math.ceil(Math.max(...widths) / 2) * 2 + 2 * PADDING,
    height: lines.reduce((sum, { tone }) => sum + heightOf(tone), 0) + 2 * PADDING - 4,
    shape,
    radius,
    lines,
    hint,
  };
}

const fontOf = (tone: Line['tone']): { readonly columns: number; readonly size: number } =>
  tone === 'title' ? TITLE : LINE;
const heightOf = (tone: Line['tone']): number => (tone === 'title' ? TITLE_HEIGHT : LINE_HEIGHT);

/** Text of so many columns at most, with `…` where something was left out. */
function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}

function cardBody(
  { width, height, shape, radius, lines, hint }: Card,
  { x, y }: { readonly x: number; readonly y: number },
) {
  let baseline = PADDING - 3;
  const texts = lines.map(({ text, tone }) => {
    baseline += heightOf(tone);
    const look = tone === 'plain' ? '' : ` class="${tone}"`;
    return `<text${look} x="${PADDING}" y="${baseline - 3}">${escaped(text)}</text>`;
  });
  return [
    `<g transform="translate(${x} ${y})"><title>${escaped(hint)}</title>`,
    `<rect class="${shape}" width="${width}" height="${height}" rx="${radius}"/>`,
    ...texts,
    '</g>',
  ].join('\n');
}

function arrowPath(steps: readonly Step[], certain: boolean): string {
  const [first] = steps;
  if (first === undefined) return '';
  const path = steps.map(({ from, to }) => {
    if (from.x === to.x) return `V${to.y}`;
    const middle = (from.y + to.y) / 2;
    return `C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
  });
  const look = certain ? 'arrow' : 'arrow maybe';
  return `<path class="${look}" marker-end="url(#flinklint-arrow)" d="M${first.from.x} ${first.from.y}${path.join('')}"/>`;
}

/** Text as XML takes it: nothing of it is markup, and nothing of it is a character that no document may hold. */
const escaped = (text: string): string =>
  text
    .split('\n')
    .map((line) => visible(line).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`))
    .join('\n')
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD');
