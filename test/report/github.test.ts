import { expect, test } from 'vitest';
import type { Severity } from '../../src/model/finding.js';
import { githubReport } from '../../src/report/github.js';
import { aFinding, aReport, spanOf } from './sample.js';

const file = 'conf/config.yaml';
const files = { [file]: 'execution.checkpointing:\n  interval: 1 min\n  min-pause: 5 min\n' };
const pause = spanOf(files, file, '5 min');

test('annotates a finding at its place', () => {
  const report = aReport(files, [aFinding(pause, { message: "The pause '5 min' is too long.", help: 'Lower it.' })]);
  expect(githubReport(report)).toBe(
    `::warning file=conf/config.yaml,line=3,endLine=3,col=14,endColumn=19,title=Title of checkpointing/min-pause::conf/config.yaml:3:14: warning: The pause '5 min' is too long. [checkpointing/min-pause] Lower it.
flinklint: 1 warning in 1 file
`,
  );
});

test('gives only the line of a span that ends on another', () => {
  const report = aReport(files, [aFinding({ file, start: 0, end: 40 }, { severity: 'info' })]);
  expect(githubReport(report)).toMatch(/^::notice file=conf\/config\.yaml,line=1,title=/);
});

test('escapes what would end a property or a message', () => {
  const name = 'a,b:c%\n::error::x.yaml';
  const finding = aFinding({ file: name, start: 0, end: 1 }, { message: '100 %\r\n::stop-commands::x', help: '' });
  expect(githubReport(aReport({ [name]: 'a' }, [finding]))).toBe(
    `::warning file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.yaml,line=1,endLine=1,col=1,endColumn=2,title=Title of checkpointing/min-pause::a,b:c%25␊::error::x.yaml:1:1: warning: 100 %25␍␊::stop-commands::x [checkpointing/min-pause]
flinklint: 1 warning in 1 file
`,
  );
});

test('annotates ten of each kind, the most severe first, and writes the others as plain lines', () => {
  const many = (severity: Severity, count: number) =>
    Array.from({ length: count }, (_, index) => aFinding(pause, { severity, message: `${severity} ${index + 1}.` }));
  const report = aReport(files, [...many('info', 2), ...many('warning', 12), ...many('error', 11)]);
  const lines = githubReport(report).trimEnd().split('\n');
  expect(lines.map((line) => line.match(/^(::\w+|\w+)/)?.[0])).toEqual([
    ...Array<string>(10).fill('::error'),
    ...Array<string>(10).fill('::warning'),
    ...Array<string>(2).fill('::notice'),
    'conf',
    'conf',
    'conf',
    'flinklint',
  ]);
  expect(lines.slice(-4)).toEqual([
    'conf/config.yaml:3:14: error: error 11. [checkpointing/min-pause]',
    'conf/config.yaml:3:14: warning: warning 11. [checkpointing/min-pause]',
    'conf/config.yaml:3:14: warning: warning 12. [checkpointing/min-pause]',
    'flinklint: 11 errors, 12 warnings, 2 infos in 1 file; 3 of them not annotated, for GitHub takes 10 of a kind',
  ]);
});

test('lets no plain line be a command', () => {
  const name = '::error::x';
  const findings = Array.from({ length: 11 }, () =>
    aFinding({ file: name, start: 0, end: 1 }, { message: '##[add-mask]x' }),
  );
  expect(githubReport(aReport({ [name]: 'a' }, findings)).split('\n')[10]).toBe(
    '.::error::x:1:1: warning: # #[add-mask]x [checkpointing/min-pause]',
  );
});

test('says so when there is nothing', () => {
  expect(githubReport(aReport(files, []))).toBe('flinklint: no findings in 1 file\n');
});
