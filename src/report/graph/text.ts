import type { Origin } from '../../model/effective.js';
import type { Fact } from '../../model/graph.js';
import type { ShownJob, ShownJobs, ShownOperator, ShownSetting } from '../../model/shown-job.js';
import { type Colors, colorsOf } from '../colors.js';
import { visible, widthOf, wrap } from '../display.js';
import { placeOf, versionInWords } from '../words.js';
import { inReadingOrder } from './order.js';
import { type Rails, railsOf } from './rails.js';
import {
  callOf,
  edgesOf,
  gapsInWords,
  inputsInWords,
  nameOf,
  operatorsInWords,
  type Remark,
  remarksOf,
  titleOf,
} from './words.js';

/** How a graph is printed. */
export interface GraphTextOptions {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

interface Page extends Pick<ShownJobs, 'excerpt'> {
  readonly colors: Colors;
  readonly width: number;
}

type Paint = (text: string) => string;

/** Words that are broken into lines together, and how each is coloured. */
interface Piece {
  readonly text: string;
  readonly paint: Paint;
}

/** Where more lines than these would run side by side, the numbers of inputs say the same in less room. */
const MAX_LANES = 12;
/** Remarks stay readable beside however many lines. */
const MIN_ROOM = 30;

/** Each job as a list of its operators from the sources down, joined by lines, for a terminal. */
export function graphText({ jobs, excerpt }: ShownJobs, { color, width }: GraphTextOptions): string {
  const page = { colors: colorsOf(color), width, excerpt };
  return jobs.map((job) => `${jobLines(job, page).join('\n')}\n`).join('\n');
}

function jobLines(job: ShownJob, page: Page): readonly string[] {
  const { colors, excerpt } = page;
  const { type, method, at } = job.entry;
  const title = [
    { text: visible(job.name), paint: colors.bold },
    { text: `(${visible(type)}#${visible(method)}): ${versionInWords(job.version)}`, paint: colors.dim },
  ];
  return [
    ...flow(title, page.width, space(1)),
    colors.dim(placeOf(at, excerpt(at))),
    ...gapsInWords(job).flatMap((gap) => flow([{ text: gap, paint: colors.yellow }], page.width, space(1))),
    ...(job.operators.length === 0 ? [] : ['', ...operatorLines(job.operators, page)]),
    ...(job.settings.length === 0
      ? []
      : ['', 'Set by the code:', ...job.settings.flatMap((one) => setLines(one, page))]),
    '',
    sentence(operatorsInWords(job)),
  ];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function operatorLines(operators: readonly ShownOperator[], page: Page): readonly string[] {
  const ordered = inReadingOrder(operators);
  const stations = ordered.map((operator) => ({
    id: operator.id,
    from: edgesOf(operator).map(({ from }) => from),
    sign: operator.implied ? '○' : '●',
  }));
  const drawn = railsOf(stations);
  const tooMany = drawn.some(({ beneath }) => beneath.length > MAX_LANES * 2);
  return ordered.flatMap((operator, index) => {
    const rails = (tooMany ? undefined : drawn[index]) ?? { row: stations[index]?.sign ?? '', beneath: '' };
    return linesOf(operator, rails, tooMany, page);
  });
}

/** An operator: its number and name, what is to be said of it, and where it is made. */
function linesOf(operator: ShownOperator, rails: Rails, numbered: boolean, page: Page): readonly string[] {
  const { colors } = page;
  const margin = Math.max(rails.row.length, rails.beneath.length) + 1;
  const indent = ' '.repeat(String(operator.id).length + 1);
  const room = Math.max(MIN_ROOM, page.width - margin - indent.length);
  const [head = '', ...more] = flow(headOf(operator, numbered, colors), room, space(2));
  const rest = [
    ...more,
    ...flow(remarkPieces(operator, colors), room, { text: ' · ', paint: colors.dim }),
    colors.dim(placeOf(operator.at, page.excerpt(operator.at))),
  ];
  const beside = colors.dim(rails.beneath.padEnd(margin));
  const number = colors.dim(String(operator.id));
  const own = rails.row.padEnd(margin).replace(/[^●○]+/g, colors.dim);
  return [`${own}${number} ${head}`, ...rest.map((line) => `${beside}${indent}${line}`)];
}

function headOf(operator: ShownOperator, numbered: boolean, { bold, dim }: Colors): readonly Piece[] {
  const inputs = inputsInWords(operator) ?? (numbered ? onlyInput(operator) : undefined);
  const kind = operator.kind === 'transformation' ? '' : `${operator.kind} `;
  const call = `${kind}${nameOf(operator) === undefined ? '' : callOf(operator)}`.trim();
  return [
    { text: titleOf(operator), paint: operator.implied ? dim : bold },
    ...(call === '' ? [] : [{ text: call, paint: dim }]),
    ...(inputs === undefined ? [] : [{ text: inputs, paint: operator.inputs.known ? plain : dim }]),
  ];
}

const onlyInput = (operator: ShownOperator): string | undefined => {
  const [first] = edgesOf(operator);
  return first === undefined ? undefined : `from ${first.from}`;
};

const plain: Paint = (text) => text;
const space = (columns: number): Piece => ({ text: ' '.repeat(columns), paint: plain });

function remarkPieces(operator: ShownOperator, colors: Colors): readonly Piece[] {
  const paints: Readonly<Record<Remark['tone'], Paint>> = {
    plain,
    quiet: colors.dim,
    missing: (text) => colors.bold(colors.yellow(text)),
  };
  const { operatorId } = operator;
  const id = operatorId.known ? [{ text: `id ${operatorId.value}`, paint: colors.dim }] : [];
  const [uid, ...others] = remarksOf(operator).map(({ text, tone }) => ({ text, paint: paints[tone] }));
  return [...(uid === undefined ? [] : [uid]), ...id, ...others];
}

function setLines(
  { key, value, origin, overrides }: ShownSetting,
  { colors, excerpt, width }: Page,
): readonly string[] {
  const { cyan, dim } = colors;
  const place = ({ at }: Origin): string => placeOf(at, excerpt(at));
  const pieces: readonly Piece[] = [
    { text: visible(key), paint: plain },
    { text: inWords(value), paint: value.known ? cyan : dim },
    { text: place(origin), paint: dim },
    ...overrides.map((was) => ({ text: `(was: ${inWords(was.value)} at ${place(was.origin)})`, paint: dim })),
  ];
  const [first = '', ...more] = flow(pieces, width - 4, space(2));
  return [`  ${first}`, ...more.map((line) => `    ${line}`)];
}

const inWords = (fact: Fact<string>): string => visible(fact.known ? fact.value : `unknown: ${fact.why}`);

/** Pieces one after the other, each on a new line where it does not fit, broken at its spaces where it is too long for one. */
function flow(pieces: readonly Piece[], width: number, between: Piece): readonly string[] {
  const gap = widthOf(between.text);
  const lines: string[] = [];
  let used = 0;
  for (const { text, paint } of pieces) {
    const size = widthOf(text);
    if (lines.length > 0 && used + gap + size <= width) {
      lines.push(`${lines.pop() ?? ''}${between.paint(between.text)}${paint(text)}`);
      used += gap + size;
      continue;
    }
    const broken = wrap(text, width);
    lines.push(...broken.map(paint));
    used = widthOf(broken.at(-1) ?? '');
  }
  return lines;
}
