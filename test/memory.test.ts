/** The memory model: what Flink said of the fixed part, and what must hold of every configuration. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveMemory } from '../src/flink/memory/derive.js';
import type { MemoryOptions } from '../src/flink/memory/options.js';
import type { MemoryPlan, ProcessName } from '../src/model/memory.js';
import { configJson } from '../src/report/config.js';
import { memoryText } from '../src/report/memory.js';
import { effectiveMemory } from '../src/targets/effective-memory.js';
import { fixtures } from '../tools/conformance/cases.js';
import { type MemoryAnswer, type MemoryCase, ourMemory } from '../tools/conformance/memory.js';
import { lintTexts } from './project.js';

interface Recorded extends MemoryCase {
  readonly flink: readonly { readonly versions: readonly string[]; readonly says: MemoryAnswer }[];
}

describe('against what Flink said', () => {
  const cases = JSON.parse(readFileSync(join(fixtures, 'memory.json'), 'utf8')) as readonly Recorded[];

  test('there are enough of each kind', () => {
    const says = cases.flatMap(({ flink }) => flink.map((one) => one.says));
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(says.filter((one) => 'sizes' in one).length).toBeGreaterThanOrEqual(60);
    expect(new Set(says.flatMap((one) => ('refused' in one ? [one.refused] : []))).size).toBeGreaterThanOrEqual(9);
  });

  test('the same sizes, or the same refusal with the same numbers', () => {
    for (const { flink, ...one } of cases) {
      for (const { versions, says } of flink) {
        for (const version of versions)
          expect(ourMemory(one, version), `${version} ${JSON.stringify(one)}`).toEqual(says);
      }
    }
  });
});

test('the network has no limit of 1g since 1.17', () => {
  const settings = { 'taskmanager.memory.flink.size': '20g' };
  const network = (version: string): unknown => {
    const answer = ourMemory({ process: 'taskmanager', active: false, settings }, version);
    return 'sizes' in answer ? answer.sizes.Network : answer;
  };
  expect(network('1.15')).toBe(String(2 ** 30));
  expect(network('1.16')).toBe(String(2 ** 30));
  expect(network('1.17')).toBe('2147483680');
});

/** Options whose values are given, with Flink's defaults for the rest. */
function optionsOf(given: Readonly<Record<string, bigint | number>>): MemoryOptions {
  const defaults: Readonly<Record<string, bigint | number>> = {
    'jobmanager.memory.off-heap.size': 128n << 20n,
    'taskmanager.memory.framework.heap.size': 128n << 20n,
    'taskmanager.memory.framework.off-heap.size': 128n << 20n,
    'taskmanager.memory.task.off-heap.size': 0n,
    'taskmanager.memory.managed.fraction': Math.fround(0.4),
    'taskmanager.memory.network.fraction': Math.fround(0.1),
    'taskmanager.memory.network.min': 64n << 20n,
    'taskmanager.memory.network.max': 2n ** 63n - 1n,
  };
  const value = (option: string): bigint | number => {
    const general = /metaspace/.test(option) ? 256n << 20n : /min$/.test(option) ? 192n << 20n : 1n << 30n;
    return given[option] ?? defaults[option] ?? (/fraction$/.test(option) ? Math.fround(0.1) : general);
  };
  return {
    isSet: (option) => Object.hasOwn(given, option),
    size: (option) => BigInt(value(option)),
    fraction: (option) => Number(value(option)),
    int: (option) => BigInt(value(option)),
    boolean: () => false,
  };
}

describe('properties', () => {
  const processes = fc.constantFrom<ProcessName>('jobmanager', 'taskmanager');
  const size = fc.bigInt({ min: 0n, max: 1n << 44n });
  const fraction = fc.float({ min: 0, max: Math.fround(0.99), noNaN: true });
  const given = fc
    .tuple(
      processes,
      fc.constantFrom('process.size', 'flink.size'),
      size,
      fc.record(
        {
          'off-heap.size': size,
          'jvm-metaspace.size': size,
          'jvm-overhead.min': size,
          'jvm-overhead.fraction': fraction,
          'task.heap.size': size,
          'task.off-heap.size': size,
          'managed.size': size,
          'managed.fraction': fraction,
          'network.min': size,
          'network.max': size,
          'network.fraction': fraction,
        },
        { requiredKeys: [] },
      ),
    )
    .map(([process, total, bytes, rest]) => ({
      process,
      total: `${process}.memory.${total}`,
      bytes,
      rest: Object.fromEntries(Object.entries(rest).map(([key, value]) => [`${process}.memory.${key}`, value])),
    }));

  const planOf = (process: ProcessName, options: Readonly<Record<string, bigint | number>>): MemoryPlan | undefined => {
    const outcome = deriveMemory(process, optionsOf(options), 'scripts');
    return outcome.kind === 'plan' ? outcome : undefined;
  };

  test('the parts add up to the total that is set, and none is negative', () => {
    fc.assert(
      fc.property(given, ({ process, total, bytes, rest }) => {
        const plan = planOf(process, { ...rest, [total]: bytes });
        if (plan === undefined) return;
        const sum = (parts: MemoryPlan['flinkParts']): bigint => parts.reduce((all, part) => all + part.bytes, 0n);
        expect(sum(plan.flinkParts)).toBe(plan.flink);
        expect(plan.flink + sum(plan.jvmParts)).toBe(plan.total);
        for (const part of [...plan.flinkParts, ...plan.jvmParts]) expect(part.bytes).toBeGreaterThanOrEqual(0n);
        if (total.endsWith('.process.size')) expect(plan.total).toBe(bytes);
        else if (!(`${process}.memory.heap.size` in rest)) expect(plan.flink).toBe(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  test('more for the whole never takes from a part', () => {
    fc.assert(
      fc.property(given, size, ({ process, total, bytes, rest }, more) => {
        const [less, whole] = [
          planOf(process, { ...rest, [total]: bytes }),
          planOf(process, { ...rest, [total]: bytes + more }),
        ];
        if (less === undefined || whole === undefined) return;
        for (const [index, { bytes: before }] of less.flinkParts.entries()) {
          // The remainder of a division can take a byte or two back.
          expect((whole.flinkParts[index]?.bytes ?? 0n) + 3n).toBeGreaterThanOrEqual(before);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('it always ends in a plan or a refusal', () => {
    fc.assert(
      fc.property(given, ({ process, rest }) => {
        expect(deriveMemory(process, optionsOf(rest), 'resource-manager').kind).toMatch(/^(?:plan|refused)$/);
      }),
    );
  });
});

const lint = async (text: string, options: Parameters<typeof lintTexts>[1] = {}, name = 'conf/config.yaml') => {
  const { report } = await lintTexts({ [name]: text }, options);
  return report.findings.filter(({ rule }) => rule.startsWith('memory/'));
};

const JOB_MANAGER = 'jobmanager.memory.process.size: 1600m\n';
const TASK_MANAGER = 'taskmanager.memory.process.size: 1728m\n';

describe('rules', () => {
  test('say with how much it would start', async () => {
    const [finding] = await lint(`jobmanager.memory.process.size: 512m\n${TASK_MANAGER}`);
    expect(finding).toMatchObject({ rule: 'memory/budget', severity: 'error' });
    expect(finding?.help).toContain('at least 704m');
    expect(await lint(`jobmanager.memory.process.size: 704m\n${TASK_MANAGER}`)).toEqual([]);
    expect(await lint(`jobmanager.memory.process.size: 703m\n${TASK_MANAGER}`)).toMatchObject([
      { severity: 'warning' },
    ]);
  });

  test.each(['982m', '983m'])('hold for a TaskManager of %s as Flink does', async (size) => {
    const findings = await lint(`${JOB_MANAGER}taskmanager.memory.process.size: ${size}\n`);
    const refused = ourMemory(
      { process: 'taskmanager', active: false, settings: { 'taskmanager.memory.process.size': size } },
      '2.3',
    );
    expect(findings.length).toBe('refused' in refused ? 1 : 0);
  });

  test('are silent where a placeholder hides a size', async () => {
    const hidden =
      'jobmanager.memory.process.size: ${JM}\ntaskmanager.memory:\n  process.size: 512m\n  managed.size: ${X}\n';
    expect(await lint(hidden)).toEqual([]);
  });

  test('are silent for fragments, unless what is set contradicts itself', async () => {
    const settings = 'jobmanager.memory.process.size: 512m\n';
    expect(await lint(settings, {}, 'overlays/eu/flink-conf-eu.yaml')).toEqual([]);
    expect(await lint('taskmanager.memory.process.size: 4g\n', {}, 'docker/taskmanager/config.yaml')).toEqual([]);
    const bounds = 'jobmanager.memory.jvm-overhead.min: 2g\njobmanager.memory.jvm-overhead.max: 1g\n';
    expect(await lint(bounds, {}, 'client/conf/config.yaml')).toMatchObject([{ rule: 'memory/budget' }]);
  });

  test('old heap sizes by version', async () => {
    const text = `taskmanager.heap.size: 2g\n${JOB_MANAGER}`;
    const found = async (flinkVersion: string) =>
      (await lint(text, { flinkVersion })).map(({ rule, severity }) => `${severity} ${rule}`);
    expect(await found('1.19')).toEqual(['info memory/legacy-heap']);
    expect(await found('1.20')).toEqual(['warning memory/legacy-heap']);
    expect(await found('2.1')).toEqual(['error memory/legacy-heap']);
  });

  test('an old heap size that the JobManager cannot have', async () => {
    const findings = await lint(`jobmanager.heap.size: 1600m\n${JOB_MANAGER}${TASK_MANAGER}`, { flinkVersion: '1.20' });
    expect(findings.map(({ rule }) => rule)).toEqual(['memory/legacy-heap', 'memory/conflicting-sizes']);
  });

  test('order of segment sizes, with the defaults of the version', async () => {
    const text = `${JOB_MANAGER}${TASK_MANAGER}taskmanager.memory.min-segment-size: 2k\n`;
    expect(await lint(text, { flinkVersion: '1.20' })).toEqual([]);
    expect(await lint(text, { flinkVersion: '2.2' })).toMatchObject([{ rule: 'memory/network-buffers' }]);
  });

  test('the shipped configuration says nothing of memory', async () => {
    expect(await lint(`jobmanager.rpc.address: localhost\n${JOB_MANAGER}${TASK_MANAGER}`)).toEqual([]);
  });
});

describe('config --memory', () => {
  const shown = async (text: string) => {
    const { report, targets } = await lintTexts({ 'conf/config.yaml': text }, { flinkVersion: '2.2' });
    return {
      rules: report.rules,
      excerpt: report.excerpt,
      targets: targets.map(({ target: { name, kind, version }, processMemory }) => ({
        ...{ name, kind, version, settings: [], findings: [] },
        memory: effectiveMemory(processMemory),
      })),
    };
  };

  test('draws at most 80 columns', async () => {
    const config = await shown(
      `${JOB_MANAGER}taskmanager.memory:\n  process.size: 1728m\n  jvm-metaspace.size: 4194305b\n`,
    );
    const text = memoryText(config, { color: false });
    expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(text).toContain(
      `
  JobManager               1600m
    JVM Heap               1024m  ██████████████████████████                 64%
    Off-Heap Memory         128m  ███                                         8%
`,
    );
    expect(text).toContain('-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456');
    expect(memoryText(config, { color: true })).toContain('\u001b[');
  });

  test('says why a process does not start, or cannot be known', async () => {
    const config = await shown('jobmanager.memory.process.size: 512m\ntaskmanager.memory.process.size: ${TM}\n');
    const text = memoryText(config, { color: false });
    expect(text).toContain('JobManager does not start:\n    512m − 256m metaspace − 192m overhead = 64m');
    expect(text).toContain("TaskManager cannot be known:\n    'taskmanager.memory.process.size': its value");
    expect(JSON.parse(configJson(config)).targets[0].memory).toMatchObject({
      jobmanager: { refused: { reason: 'no-heap-left' } },
      taskmanager: { unknown: expect.stringContaining('placeholder') },
    });
  });
});
