import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/model/graph.js';
import type { ShownJob, ShownOperator } from '../../src/model/shown-job.js';
import { graphJson } from '../../src/report/graph/json.js';
import { layoutOf } from '../../src/report/graph/layout.js';
import { graphMermaid } from '../../src/report/graph/mermaid.js';
import { inReadingOrder } from '../../src/report/graph/order.js';
import { railsOf } from '../../src/report/graph/rails.js';
import { graphSvg } from '../../src/report/graph/svg.js';
import { graphText } from '../../src/report/graph/text.js';
import { aTarget } from './sample.js';

const known = <T>(value: T): Fact<T> => ({ known: true, value });
const unknown = (why: string): Fact<never> => ({ known: false, why });
const at = { file: 'src/Job.java', start: 0, end: 3 };

function anOperator(id: number, inputs: readonly number[], given: Partial<ShownOperator> = {}): ShownOperator {
  return {
    id,
    kind: inputs.length === 0 ? 'source' : 'transformation',
    call: inputs.length === 0 ? 'fromSource' : 'map',
    at,
    name: known(undefined),
    uid: known(undefined),
    uidHash: known(undefined),
    operatorId: unknown('Flink generates it from the whole job'),
    parallelism: known(undefined),
    maxParallelism: known(undefined),
    keyed: known(false),
    stateful: known(false),
    state: 'it keeps nothing between records',
    inputs: known(inputs),
    implied: false,
    lacksUid: false,
    union: false,
    conditional: false,
    repeated: false,
    ...given,
  };
}

function aJob(operators: readonly ShownOperator[], given: Partial<ShownJob> = {}): ShownJob {
  return {
    name: 'orders',
    file: at.file,
    version: aTarget().version,
    entry: { type: 'com.acme.Orders', method: 'main', at },
    complete: known(true),
    tables: false,
    operators,
    settings: [],
    ...given,
  };
}

const excerpt = () => ({ start: { line: 7, column: 3 }, end: { line: 7, column: 6 }, lines: ['  map'] });
const text = (job: ShownJob): string => graphText({ jobs: [job], excerpt }, { color: false, width: 80 });

/** Each operator by its number, the inputs of each, as the lines show them. */
const drawn = (inputs: readonly (readonly number[])[]): string => {
  const operators = inReadingOrder(inputs.map((from, id) => anOperator(id, from)));
  const stations = operators.map(({ id }) => ({ id, from: inputs[id] ?? [], sign: String(id) }));
  return railsOf(stations)
    .flatMap(({ row, beneath }) => [row, beneath])
    .join('\n');
};

describe('the lines beside a list', () => {
  test.each([
    ['a chain', [[], [0], [1]], '0\n│\n1\n│\n2\n'],
    ['two inputs', [[], [], [0, 1]], '0\n│\n│ 1\n│ │\n2─╯\n'],
    ['two outputs', [[], [0], [0]], '0\n│\n├─1\n│\n2\n'],
    ['three inputs', [[], [], [], [0, 1, 2]], '0\n│\n│ 1\n│ │\n│ │ 2\n│ │ │\n3─┴─╯\n'],
    ['a way round', [[], [0], [1, 0]], '0\n│\n├─1\n│ │\n2─╯\n'],
    ['a crossing', [[], [], [0], [1], [0, 1]], '0\n│\n├─2\n│\n│ 1\n│ │\n│ ├─3\n│ │\n4─╯\n'],
    ['a line between', [[], [0], [], [0, 2], [1, 3]], '0\n│\n├─1\n│ │\n│ │ 2\n│ │ │\n3─│─╯\n│ │\n4─╯\n'],
    ['a source read twice by one', [[], [0, 0]], '0\n│\n1\n'],
  ])('%s', (_, inputs, lines) => {
    expect(drawn(inputs)).toBe(lines);
  });

  test('join what is joined, whatever the graph is', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const lines = drawn(inputs).split('\n');
        expect(lines).toHaveLength(inputs.length * 2);
        // Nothing hangs in the air at the end.
        expect(lines.at(-1)).toBe('');
      }),
    );
  });
});

/** The inputs of each operator, all made before it. */
const anyInputs = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map((row, id) => (id === 0 ? [] : [...new Set(row.map((one) => one % id))])));

describe('the order of reading', () => {
  test('has each operator once and after its inputs', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const ids = inReadingOrder(inputs.map((from, id) => anOperator(id, from))).map(({ id }) => id);
        expect([...ids].sort((a, b) => a - b)).toEqual(inputs.map((_, id) => id));
        for (const [id, from] of inputs.entries())
          for (const one of from) expect(ids.indexOf(one)).toBeLessThan(ids.indexOf(id));
      }),
    );
  });

  test('ends for a cycle, and for ten thousand operators in a row', () => {
    const cycle = [anOperator(0, []), anOperator(1, [0, 2]), anOperator(2, [1])];
    expect(inReadingOrder(cycle)).toHaveLength(3);
    const long = Array.from({ length: 10_000 }, (_, id) => anOperator(id, id === 0 ? [] : [id - 1]));
    expect(inReadingOrder(long).map(({ id }) => id)).toEqual(long.map(({ id }) => id));
  });
});

describe('the layers of a picture', () => {
  test('boxes do not overlap, lie inside, and arrows lead down', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const boxes = inputs.map((_, id) => ({ width: 40 + ((id * 37) % 90), height: 30 + ((id * 17) % 40) }));
        const arrows = inputs.flatMap((from, to) => from.map((one) => ({ from: one, to })));
        const layout = layoutOf(boxes, arrows);
        const placed = layout.boxes.map((corner, id) => ({ ...corner, ...(boxes[id] ?? { width: 0, height: 0 }) }));
        for (const [id, a] of placed.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
          expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
          for (const b of placed.slice(id + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart).toBe(true);
          }
        }
        for (const [index, steps] of layout.arrows.entries()) {
          const [from, to] = [placed[arrows[index]?.from ?? 0], placed[arrows[index]?.to ?? 0]];
          expect(steps[0]?.from.y).toBe((from?.y ?? 0) + (from?.height ?? 0));
          expect(steps.at(-1)?.to.y).toBe(to?.y);
          expect(steps.every((step) => step.to.y > step.from.y)).toBe(true);
        }
      }),
    );
  });

  test('a thousand operators that all read from one take no time to speak of', () => {
    const many = Array.from({ length: 1000 }, (_, id) => anOperator(id, id === 0 ? [] : [0]));
    expect(graphSvg({ jobs: [aJob(many)] })).toContain('viewBox');
  }, 5_000);
});

describe('labels', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(fc.constantFrom('<', '>', '&', '"', "'", '`', '#', ';', '\n', '-->', ']', '</text>', ']]>', 'end'), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  );
  const jobNamed = (name: string): ShownJob =>
    aJob(
      [
        anOperator(0, [], { name: known(name), uid: known(name) }),
        anOperator(1, [0], { uid: unknown(name), call: name, function: name, inputs: unknown(name) }),
      ],
      { name, complete: unknown(name) },
    );

  test('are text for XML, whatever stands in them', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const elements = new Set<string>();
        const parser = new SaxesParser();
        parser.on('error', (error) => {
          throw error;
        });
        parser.on('opentag', (tag) => elements.add(tag.name));
        const svg = graphSvg({ jobs: [jobNamed(name)] });
        parser.write(svg).close();
        expect([...elements].sort()).toEqual(['defs', 'g', 'marker', 'path', 'rect', 'style', 'svg', 'text', 'title']);
        for (const label of svg.matchAll(/<(text|title)\b[^>]*>([\s\S]*?)<\/\1>/g)) {
          expect(label[2]?.replace(/&#\d+;/g, '')).not.toMatch(/[<>&"]/);
        }
      }),
    );
  });

  test('are text for Mermaid, whatever stands in them', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const lines = graphMermaid({ jobs: [jobNamed(name)] }).split('\n');
        expect(lines).toHaveLength(12);
        for (const line of lines) {
          const [label, ...others] = [...line.matchAll(/"([^"]*)"/g)];
          expect(others).toEqual([]);
          const plain = (label?.[1] ?? '').replaceAll('<br/>', '').replace(/#\d+;/g, '');
          expect(plain).not.toMatch(/[<>&"#;`[\]{}|\\]/);
        }
      }),
    );
  });
});

describe('for a terminal', () => {
  test('says what is missing, and why something is not known', () => {
    const shown = text(
      aJob([
        anOperator(0, [], { stateful: known(true), state: 'it keeps how far it has read', lacksUid: true }),
        anOperator(1, [], { inputs: unknown('read() cannot be seen'), kind: 'transformation', call: 'map' }),
        anOperator(2, [0, 1], { union: true, parallelism: unknown("it comes from the program's arguments") }),
        anOperator(3, [], {
          kind: 'sink',
          call: 'print',
          inputs: { known: false, why: 'it depends on a condition', oneOf: [[0], [2]] },
          uid: { known: false, why: 'it depends on a condition', oneOf: ['a', 'b'] },
        }),
      ]),
    );
    expect(shown).toContain('● 0 fromSource  source\n');
    expect(shown).toContain('uid missing · state: it keeps how far it has read\n');
    expect(shown).toContain('● 1 map  input unknown: read() cannot be seen\n');
    expect(shown).toContain('2 map  union of 0 and 1\n');
    expect(shown).toContain("no uid · parallelism unknown: it comes from the program's arguments\n");
    expect(shown).toContain('3 print  sink  from 0 or 2: it depends on a condition\n');
    expect(shown).toContain('uid a or b: it depends on a condition\n');
    expect(shown).toContain('4 operators, 1 with state, 1 of them without uid.\n');
  });

  test('keeps to the width, but for places', () => {
    const long = 'a name that goes on for much longer than anybody would ever want to read in a terminal';
    const wide = Array.from({ length: 9 }, (_, id) => anOperator(id, [], { name: known(long) }));
    const operators = [...wide, anOperator(9, [0, 1, 2, 3, 4, 5, 6, 7, 8], { union: true, state: long })];
    const lines = text(aJob(operators, { complete: unknown(long), tables: true })).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('numbers inputs where lines would take too much room', () => {
    const operators = [
      ...Array.from({ length: 40 }, (_, id) => anOperator(id, [])),
      anOperator(40, [...Array(40).keys()]),
    ];
    const shown = text(aJob([...operators, anOperator(41, [40])]));
    expect(shown).not.toContain('│');
    expect(shown).toContain('● 41 map  from 40\n');
  });

  test('shows nothing that a terminal would obey', () => {
    const hostile = '\u001b[2J\u202e';
    const shown = text(aJob([anOperator(0, [], { name: known(hostile), uid: unknown(hostile) })], { name: hostile }));
    for (const obeyed of hostile.match(/[^[2J]/gu) ?? []) expect(shown).not.toContain(obeyed);
  });
});

test('JSON says null for what is certainly not there, and why for what is not known', () => {
  const job = aJob([anOperator(0, [], { stateful: unknown('Source cannot be seen into'), uid: known('a') })]);
  const [operator] = JSON.parse(graphJson({ jobs: [job], excerpt })).jobs[0].operators;
  expect(operator).toStrictEqual({
    id: 0,
    file: 'src/Job.java',
    line: 7,
    column: 3,
    call: 'fromSource',
    kind: 'source',
    name: null,
    uid: 'a',
    uidHash: null,
    operatorId: { unknown: 'Flink generates it from the whole job' },
    parallelism: null,
    maxParallelism: null,
    keyed: false,
    stateful: { unknown: 'Source cannot be seen into' },
    inputs: [],
  });
});
