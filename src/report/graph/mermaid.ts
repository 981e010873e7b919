import type { ShownJob, ShownJobs, ShownOperator } from '../../model/shown-job.js';
import { visible } from '../display.js';
import { edgesOf, gapsInWords, hiddenInput, remarksOf, titleOf } from './words.js';

/** The jobs as one flowchart of Mermaid, a subgraph for each. */
export function graphMermaid({ jobs }: Pick<ShownJobs, 'jobs'>): string {
  const body = jobs.flatMap((job, index) => jobLines(job, `j${index}`).map((line) => `  ${line}`));
  return `${['flowchart TB', ...body, ...STYLES].join('\n')}\n`;
}

/** Outlines only, so that they suit a dark page as well as a light one. */
const STYLES = [
  '  classDef state stroke-width:3px',
  '  classDef missing stroke:#d97706,stroke-width:3px',
  '  classDef implied stroke-dasharray:4 3',
  '  classDef hidden stroke-dasharray:1 3',
];

function jobLines(job: ShownJob, prefix: string): readonly string[] {
  const nodeOf = (id: number): string => `${prefix}n${id}`;
  const title = label([visible(job.name), ...gapsInWords(job)]);
  return [
    `subgraph ${prefix}[${title}]`,
    '  direction TB',
    ...job.operators.map((operator) => `  ${shape(operator, nodeOf(operator.id))}${styleOf(operator)}`),
    ...job.operators.flatMap((operator) => edgeLines(operator, nodeOf)).map((line) => `  ${line}`),
    'end',
  ];
}

/** Rounded where records come in or go out. */
function shape(operator: ShownOperator, node: string): string {
  const text = label([titleOf(operator), ...remarksOf(operator).map((remark) => remark.text)]);
  return operator.kind === 'transformation' ? `${node}[${text}]` : `${node}([${text}])`;
}

function styleOf({ lacksUid, implied, stateful }: ShownOperator): string {
  if (lacksUid) return ':::missing';
  if (implied) return ':::implied';
  return stateful.known && stateful.value ? ':::state' : '';
}

function edgeLines(operator: ShownOperator, nodeOf: (id: number) => string): readonly string[] {
  const node = nodeOf(operator.id);
  const hidden = hiddenInput(operator);
  const edges = edgesOf(operator).map(({ from, certain }) => `${nodeOf(from)} ${certain ? '-->' : '-.->'} ${node}`);
  if (hidden === undefined) return edges;
  return [...edges, `${node}in([${label([`unknown: ${visible(hidden)}`])}]):::hidden -.-> ${node}`];
}

/** Lines as a label in quotes, where Mermaid reads nothing of it as its own syntax, HTML or Markdown. */
const label = (lines: readonly string[]): string => `"${lines.map(escaped).join('<br/>')}"`;

/** Entities in Mermaid's spelling, `#34;` for `&#34;`, which it hands on to HTML. */
const escaped = (text: string): string =>
  text.replace(/[^\p{L}\p{M}\p{N} .,:'()/+=-]/gu, (character) => `#${character.codePointAt(0) ?? 0xfffd};`);
