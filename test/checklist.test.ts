import { describe, expect, test } from 'vitest';
import type { Finding } from '../src/model/finding.js';
import type { Span } from '../src/model/span.js';
import { run } from '../src/pipeline.js';
import { toolFor } from '../src/tool.js';
import { memoryWorkspace } from '../src/workspace/memory.js';
import { at, type Outcome, SHAPES, type Shape, VERSIONS, type Version } from './checklist/rows.js';
import { filesOf, healthy, ITEMS, isLogging, type Settings } from './checklist/shapes.js';

const NOTHING: readonly string[] = [];

/** The catalogue is the same for every run. */
const tool = toolFor(memoryWorkspace({}), {});

interface Linted {
  readonly findings: readonly Finding[];
  readonly files: Readonly<Record<string, string>>;
}

async function lint(shape: Shape, version: Version, settings: Settings): Promise<Linted> {
  const files = filesOf(shape, version, settings);
  const { report, defects } = await run({ ...tool, workspace: memoryWorkspace(files) }, { paths: [''] });
  expect(defects).toEqual([]);
  return { findings: report.findings, files };
}

const called = ({ severity, rule }: Finding): string => `${severity} ${rule}`;

const isHeavy = ({ severity }: Finding): boolean => severity !== 'info';

/** Whether a finding is about a setting: it or what it relates to stands there, or its words name it or its value. */
function isAbout(finding: Finding, { key, value }: Change, files: Linted['files']): boolean {
  const [, below = key] = /^[^.]+\.(.+)$/.exec(key) ?? [];
  const stands = ({ file, start }: Span): boolean => {
    const text = files[file] ?? '';
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1).split('\n')[0] ?? '';
    return line.trim().startsWith(`${below}:`) || line.startsWith(`${key}:`);
  };
  return (
    (isLogging(key) && /log4j/.test(finding.at.file)) ||
    finding.key === key ||
    finding.message.includes(`'${key}'`) ||
    (value !== undefined && finding.message.includes(`'${value}'`)) ||
    [finding.at, ...finding.related.map((related) => related.at)].some(stands)
  );
}

/** The findings that a change brings. */
function added(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const known = new Set(before.map((finding) => `${called(finding)} ${finding.message}`));
  return after.filter((finding) => !known.has(`${called(finding)} ${finding.message}`));
}

interface Change extends Outcome {
  readonly key: string;
  /** Nothing where the setting is taken away. */
  readonly value?: string;
}

/** The settings after a change. */
function changed(settings: Settings, { key, value, without = [] }: Change): Settings {
  const after = new Map(settings);
  for (const gone of value === undefined ? [key, ...without] : without) expect(after.delete(gone)).toBe(true);
  return value === undefined ? after : after.set(key, value);
}

const titled = ({ key, value, without = [] }: Change): string =>
  [key, value === undefined ? 'removed' : `= ${value}`, ...without.map((other) => `without ${other}`)].join(' ');

const changes = ITEMS.flatMap(({ rows }) =>
  rows.flatMap(({ key, shapes = SHAPES, removed, broken }) =>
    [...(removed === undefined ? [] : [removed]), ...broken].map((outcome) => {
      const change: Change = { key, ...outcome };
      return { change, shapes, title: titled(change) };
    }),
  ),
);

describe.each(VERSIONS)('Flink %s', (version) => {
  describe.each(SHAPES)('%s', (shape) => {
    const whole = healthy(shape, version);
    const before = lint(shape, version, whole);

    test('the healthy set is quiet', async () => {
      expect((await before).findings.filter(isHeavy)).toEqual([]);
    });

    test.each(
      changes.filter(({ shapes }) => shapes.includes(shape)).map(({ title, change }) => [title, change] as const),
    )('%s', async (_, change) => {
      const { findings, files } = await lint(shape, version, changed(whole, change));
      const expected = {
        named: [...(at(change.named, shape, version) ?? NOTHING)].sort(),
        follow: [...(at(change.follow, shape, version) ?? NOTHING)].sort(),
      };
      const found = added((await before).findings, findings);
      const named = found.filter((finding) => isAbout(finding, change, files));
      const follow = found.filter(
        (finding) => !named.includes(finding) && (isHeavy(finding) || expected.follow.includes(called(finding))),
      );
      expect({ named: named.map(called).sort(), follow: follow.map(called).sort() }).toEqual(expected);
    });
  });
});
