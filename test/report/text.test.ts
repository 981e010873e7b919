import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.js';
import { type TextOptions, textReport } from '../../src/report/text.js';
import { aFinding, aReport, aTarget, spanOf } from './sample.js';

const files = {
  'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  min-pause: 5 min\nparallelism.default: zwölf\n',
  'k8s/orders.yaml':
    'kind: FlinkDeployment\nspec:\n  flinkConfiguration:\n    a: 漢字かな # note\n    b:\tx\n    c: y\n',
};
const at = (file: keyof typeof files, part: string) => spanOf(files, file, part);

const plain: TextOptions = { color: false, links: false, width: 80 };
const text = (report: Report, options: Partial<TextOptions> = {}) => textReport(report, { ...plain, ...options });

/** A literal block: what stands between its first and last line. */
const block = (literal: string) => literal.slice(1);

const pause = aFinding(at('conf/config.yaml', '5 min'), {
  message: "The pause '5 min' is longer than the interval '1 min'.",
  help: 'Lower execution.checkpointing.min-pause below the interval, or raise the interval on purpose.',
  related: [{ at: at('conf/config.yaml', '1 min'), message: 'The interval.' }],
});
const invalid = aFinding(at('conf/config.yaml', 'zwölf'), {
  rule: 'options/invalid-value',
  severity: 'error',
  message: "The value 'zwölf' of 'parallelism.default' is not a whole number.",
  help: 'Write a whole number of at least 1.',
});
const absent = aFinding(at('k8s/orders.yaml', 'flinkConfiguration'), {
  rule: 'checkpointing/interval',
  message: 'The job has no checkpoint interval, so that it never checkpoints and starts anew after every failure.',
  help: 'Set execution.checkpointing.interval.',
  cost: 'savepoint',
  targets: ['orders'],
});
const orders = aTarget({
  name: 'orders',
  kind: 'application',
  deployment: 'application',
  platform: 'kubernetes-operator',
  profile: 'development',
  version: {
    range: { min: 0, max: 1 },
    value: '2.1',
    assumed: true,
    strength: 'file-name',
    from: 'the file name config.yaml',
  },
  files: ['k8s/orders.yaml'],
});

describe('textReport', () => {
  test('shows findings by file, then versions, then the summary', () => {
    const report = aReport(files, [pause, invalid, absent], { targets: [aTarget(), orders] });
    expect(text(report)).toBe(
      block(`
conf/config.yaml

  warning: The pause '5 min' is longer than the interval '1 min'.
     ╭─ conf/config.yaml:3:14
   3 │   min-pause: 5 min
     │              ^^^^^
     ├─ conf/config.yaml:2:13  The interval.
   2 │   interval: 1 min
     │             -----
     ╰─ checkpointing/min-pause
  help: Lower execution.checkpointing.min-pause below the interval, or raise the
        interval on purpose.

  error: The value 'zwölf' of 'parallelism.default' is not a whole number.
     ╭─ conf/config.yaml:4:22
   4 │ parallelism.default: zwölf
     │                      ^^^^^
     ╰─ options/invalid-value
  help: Write a whole number of at least 1.

k8s/orders.yaml

  warning: The job has no checkpoint interval, so that it never checkpoints and
           starts anew after every failure.
     ╭─ k8s/orders.yaml:3:3
   3 │   flinkConfiguration:
     │   ^^^^^^^^^^^^^^^^^^
     ╰─ checkpointing/interval
  cost: A running job has to be restarted from a savepoint.
  help: Set execution.checkpointing.interval.

conf: Flink 1.20, from Dockerfile:1
orders: Flink 2.1, assumed: newest that fits the file name config.yaml
    (profile development)

1 error, 2 warnings in 2 files
`),
    );
  });

  test('is friendly when there is nothing to say', () => {
    const counts = { files: 1, errors: 0, warnings: 0, infos: 0, suppressed: 1, baselined: 2 };
    expect(text(aReport(files, [], { counts }))).toBe(
      block(`
conf: Flink 1.20, from Dockerfile:1

✓ All good: no findings in 1 file (1 suppressed, 2 in the baseline)
`),
    );
  });

  test('does not praise a run that was not whole, nor one over nothing', () => {
    const broken = aReport(files, [], { targets: [], notices: [{ level: 'error', message: 'A rule failed.' }] });
    expect(text(broken)).toBe('Incomplete: no findings in 2 files\n');
    expect(text(aReport({}, [], { targets: [] }))).toBe('Nothing to check.\n');
  });

  test('gives one line per finding and nothing else when quiet', () => {
    expect(text(aReport(files, [pause, invalid]), { quiet: true })).toBe(
      block(`
conf/config.yaml:3:14: warning: The pause '5 min' is longer than the interval '1 min'. [checkpointing/min-pause]
conf/config.yaml:4:22: error: The value 'zwölf' of 'parallelism.default' is not a whole number. [options/invalid-value]
`),
    );
    expect(text(aReport(files, []), { quiet: true })).toBe('');
  });

  test('adds confidence, cost, targets and their files when verbose', () => {
    const report = aReport(files, [{ ...absent, cost: 'restart' }], { targets: [orders] });
    expect(text(report, { verbose: true })).toBe(
      block(`
k8s/orders.yaml

  warning: The job has no checkpoint interval, so that it never checkpoints and
           starts anew after every failure.
     ╭─ k8s/orders.yaml:3:3
   3 │   flinkConfiguration:
     │   ^^^^^^^^^^^^^^^^^^
     ╰─ checkpointing/interval
  cost: A running job has to be restarted.
  help: Set execution.checkpointing.interval.
  note: confidence high · targets: orders

orders: Flink 2.1, assumed: newest that fits the file name config.yaml
    (profile development)
  application · streaming · kubernetes-operator: k8s/orders.yaml

1 warning in 2 files
`),
    );
  });

  test('counts targets by version where they are many', () => {
    const targets = [...Array.from({ length: 8 }, () => aTarget()), orders];
    expect(text(aReport(files, [], { targets }))).toContain(
      '9 targets: 8 on Flink 1.20, 1 on Flink 2.1 (assumed); --verbose lists them\n',
    );
  });
});

/** The frame of one finding, from the corner at its top to the rule at its foot. */
function frameOf(source: string, start: number, end: number, related: readonly (readonly [number, string])[] = []) {
  const places = related.map(([offset, message]) => ({ at: { file: 'f', start: offset, end: offset + 1 }, message }));
  const lines = text(aReport({ f: source }, [aFinding({ file: 'f', start, end }, { related: places })])).split('\n');
  const isFoot = (line: string) => line.includes('╰─');
  return `\n${lines.slice(3, lines.findIndex(isFoot)).join('\n')}\n`;
}

describe('code frames', () => {
  test('mark every line of a short span', () => {
    expect(frameOf('a:\n  b: 1\n  c: 2 # d\n', 0, 16)).toBe(`
     ╭─ f:1:1
   1 │ a:
     │ ^^
   2 │   b: 1
     │   ^^^^
   3 │   c: 2 # d
     │   ^^^^
`);
  });

  test('show only the first and the last line of a longer one', () => {
    expect(frameOf('a:\n  b: 1\n  c: 2\n  d: 3\n  e: 4\n', 0, 31)).toBe(`
     ╭─ f:1:1
   1 │ a:
     │ ^^
     ⋮
   5 │   e: 4
     │   ^^^^
`);
  });

  test('mark one column of an empty span and of an empty file', () => {
    expect(frameOf('a: \n', 3, 3)).toBe(`
     ╭─ f:1:4
   1 │ a:
     │    ^
`);
    expect(frameOf('', 0, 0)).toBe(`
     ╭─ f:1:1
   1 │
     │ ^
`);
  });

  test('have only a place for a file without text', () => {
    expect(text(aReport({}, [aFinding({ file: 'gone', start: 0, end: 0 })]))).toContain(
      `     ╭─ gone:1:1
     ╰─ checkpointing/min-pause
`,
    );
  });

  test('keep carets in place behind tabs, wide characters and CRLF', () => {
    expect(frameOf('k:\r\n\t漢字: かな\r\n', 9, 11)).toBe(`
     ╭─ f:2:6
   2 │     漢字: かな
     │           ^^^^
`);
  });

  test('are as wide as the line numbers need', () => {
    expect(frameOf(`${'\n'.repeat(12_344)}a: b\n`, 12_347, 12_348, [[0, 'First.']])).toBe(`
        ╭─ f:12345:4
  12345 │ a: b
        │    ^
        ├─ f:1:1  First.
      1 │
        │ -
`);
  });

  test('wrap a long note beneath its place', () => {
    const note = 'This is where the manifest gives the same option another value, which is the one in effect.';
    expect(frameOf('a: b\n', 3, 4, [[0, note]])).toBe(`
     ╭─ f:1:4
   1 │ a: b
     │    ^
     ├─ f:1:1
     │ This is where the manifest gives the same option another value, which is
     │ the one in effect.
   1 │ a: b
     │ -
`);
  });

  test('give the fourth and later related places a line each, and count those after the twelfth', () => {
    const related = Array.from({ length: 14 }, (_, index) => [index, `No ${index + 1}.`] as const);
    expect(frameOf('abcdefghijklmnop', 15, 16, related)).toBe(`
     ╭─ f:1:16
   1 │ abcdefghijklmnop
     │                ^
     ├─ f:1:1  No 1.
   1 │ abcdefghijklmnop
     │ -
     ├─ f:1:2  No 2.
   1 │ abcdefghijklmnop
     │  -
     ├─ f:1:3  No 3.
   1 │ abcdefghijklmnop
     │   -
     ├─ f:1:4  No 4.
     ├─ f:1:5  No 5.
     ├─ f:1:6  No 6.
     ├─ f:1:7  No 7.
     ├─ f:1:8  No 8.
     ├─ f:1:9  No 9.
     ├─ f:1:10  No 10.
     ├─ f:1:11  No 11.
     ├─ f:1:12  No 12.
     ├─ and 2 more
`);
  });

  test('fit the width', () => {
    const source = `key: ${'x'.repeat(500)}\n`;
    for (const [start, end] of [
      [0, 505],
      [5, 505],
      [300, 301],
      [504, 505],
    ] as const) {
      expect(text(aReport({ f: source }, [aFinding({ file: 'f', start, end })]), { width: 1 })).toContain('^');
      for (const line of frameOf(source, start, end).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});

describe('hostile files', () => {
  const esc = '\u001b[2J\u001b]0;owned\u0007';
  const name = `con\u202ef${esc}.yaml`;
  const source = `a: ${esc}\u202eb\u0000\u200b\n`;
  const finding = aFinding(
    { file: name, start: 3, end: source.length - 1 },
    {
      message: `The value '${esc}\n::error::x' is odd.`,
      help: `Remove '${esc}'.`,
      targets: [`t${esc}`],
      related: [{ at: { file: name, start: 0, end: 1 }, message: `See ${esc}.` }],
    },
  );
  const target = aTarget({ name: `t${esc}`, files: [name], version: { ...aTarget().version, from: `${esc}:1` } });
  const report = aReport({ [name]: source }, [finding], { targets: [target] });

  test('move no cursor, set no title, reorder nothing', () => {
    for (const options of [{}, { verbose: true }, { quiet: true }]) {
      expect(text(report, options)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });

  test('show what they hide', () => {
    expect(text(report)).toContain(
      `   1 │ a: ␛[2J␛]0;owned␇<U+202E>b␀<U+200B>
     │    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
    );
  });

  test('begin no line with a command to a CI runner', () => {
    for (const options of [{}, { verbose: true }, { quiet: true }]) {
      expect(text(report, options)).not.toMatch(/^\s*(::|##\[)/m);
    }
  });
});

describe('colour and links', () => {
  test('colour severity and carets alike, and bring the rest back', () => {
    expect(text(aReport(files, [invalid], { targets: [] }), { color: true })).toBe(
      [
        '\u001b[4m\u001b[1mconf/config.yaml\u001b[22m\u001b[24m',
        '',
        "  \u001b[1m\u001b[31merror\u001b[39m\u001b[22m: The value 'zwölf' of 'parallelism.default' is not a whole number.",
        '     \u001b[2m╭─\u001b[22m conf/config.yaml:4:22',
        '  \u001b[2m 4 │\u001b[22m parallelism.default: zwölf',
        '     \u001b[2m│\u001b[22m                      \u001b[31m^^^^^\u001b[39m',
        '     \u001b[2m╰─\u001b[22m \u001b[2moptions/invalid-value\u001b[22m',
        '  \u001b[36mhelp\u001b[39m: Write a whole number of at least 1.',
        '',
        '\u001b[1m\u001b[31m1 error in 2 files\u001b[39m\u001b[22m',
        '',
      ].join('\n'),
    );
  });

  test('link the rule to its page', () => {
    const url = 'https://example.org/rules/options/invalid-value';
    const link = `\u001b]8;;${url}\u001b\\options/invalid-value\u001b]8;;\u001b\\`;
    expect(text(aReport(files, [invalid]), { links: true })).toContain(`╰─ ${link}\n`);
  });
});
