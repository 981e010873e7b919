import {
  at,
  type Broken,
  type ByPlace,
  type Findings,
  type Outcome,
  type Row,
  SHAPES,
  type Shape,
  VERSIONS,
} from '../test/checklist/rows.js';
import { ITEMS } from '../test/checklist/shapes.js';

const NOTHING = 'nothing';

const INTRODUCTION = `# The production checklist

What follows when a setting of a healthy deployment is taken away, and when it is set to something else: the findings that name it, and what that rests on. Every line is a test, on Flink ${VERSIONS.join(' and ')}, for the conf/ of a session cluster on native Kubernetes, for one job on native Kubernetes (*application*) or under the Kubernetes operator, and for a standalone cluster. *Nothing* means that Flink's default, or the value, is right; the healthy set as a whole gives no error and no warning.
`;

/** docs/checklist.md, from the table that test/checklist.test.ts runs. */
export function checklistPage(): string {
  const sections = ITEMS.map(({ item, rows }, index) =>
    [
      `## ${String(index + 1)}. ${item}`,
      '',
      '| setting | change | named by | because |',
      '| --- | --- | --- | --- |',
      ...rows.flatMap(lines),
      '',
    ].join('\n'),
  );
  return `${[INTRODUCTION, ...sections].join('\n').trimEnd()}\n`;
}

const lines = (row: Row): readonly string[] => [
  ...(row.removed === undefined ? [] : [line(row, 'removed', row.removed)]),
  ...row.broken.map((broken) => line(row, changeOf(broken), broken)),
];

const changeOf = ({ value }: Broken): string => `\`${value}\``;

function line({ key, shapes = SHAPES }: Row, change: string, { named, follow, without = [], source }: Outcome): string {
  const also = without.map((other) => ` without \`${other}\``).join('');
  const on = shapes.length === SHAPES.length ? '' : ` (${shapes.join(', ')})`;
  const after = follow === undefined ? '' : `, then also ${spelled(follow, shapes, false)}`;
  return `| \`${key}\`${on} | ${change}${also} | ${spelled(named, shapes)}${after} | ${source} |`;
}

/** Places with the same findings stand together; those without any may be left out. */
function spelled(findings: Findings | ByPlace<Findings>, shapes: readonly Shape[], everywhere = true): string {
  const groups = new Map<string, string[]>();
  for (const version of VERSIONS) {
    for (const shape of shapes) {
      const text = linked(at(findings, shape, version) ?? []);
      groups.set(text, [...(groups.get(text) ?? []), `${version} ${shape}`]);
    }
  }
  if (groups.size === 1) return [...groups.keys()].join('');
  const said = [...groups].filter(([text]) => everywhere || text !== NOTHING);
  return said.map(([text, places]) => `${text} (${shortened(places, shapes)})`).join(', ');
}

/** A version or a shape stands for all of its places. */
function shortened(places: readonly string[], shapes: readonly string[]): string {
  const versions = VERSIONS.filter((version) => shapes.every((shape) => places.includes(`${version} ${shape}`)));
  const whole = shapes.filter((shape) => VERSIONS.every((version) => places.includes(`${version} ${shape}`)));
  const rest = places.filter((place) => ![...versions, ...whole].some((part) => place.split(' ').includes(part)));
  return [...versions.map((version) => `Flink ${version}`), ...whole, ...rest].join(', ');
}

const linked = (findings: Findings): string =>
  findings.length === 0
    ? NOTHING
    : findings.map((one) => one.replace(/^(\w+) (.+)$/, '$1 [$2](rules/$2.md)')).join(' and ');
