/** How Flink divides the memory of its processes: the same sizes to the byte, or the same refusal with the same numbers. */
import { isDeepStrictEqual } from 'node:util';
import { readCatalogue } from '../../src/environment.js';
import { createCatalogue } from '../../src/flink/catalogue.js';
import { minorRange } from '../../src/flink/versions.js';
import type { Setting } from '../../src/model/facts.js';
import type { MemoryPlan, MemoryRefusal, ProcessMemory, ProcessName } from '../../src/model/memory.js';
import type { Target } from '../../src/model/target.js';
import { parseYamlValue } from '../../src/sources/config-yaml/parse-value.js';
import { memoryOf } from '../../src/targets/memory.js';
import { readingsOf, readingTools } from '../../src/targets/readings.js';
import type { Judge, Refusal } from '../judge/judge.js';
import { type Random, random, times } from './random.js';

/** Options of one process, as a configuration sets them. */
export interface MemoryCase {
  readonly process: ProcessName;
  /** Whether Kubernetes or YARN start the process, for which the old heap sizes mean something else. */
  readonly active: boolean;
  readonly settings: Readonly<Record<string, string>>;
}

/** What a process comes to: its parts in bytes, or the refusal by name with its numbers in Flink's order. */
export type MemoryAnswer =
  | { readonly sizes: Readonly<Record<string, string>> }
  | { readonly refused: string; readonly numbers: readonly string[] };

export const VERSIONS = ['1.18', '1.19', '1.20', '2.0', '2.1', '2.2', '2.3'] as const;

const MIB = 2 ** 20;

/** Sizes around which something begins or ends: defaults, their sums, powers of two. */
const NEAR = [
  ...[0, 64, 128, 192, 256, 320, 384, 448, 512, 576, 640, 704, 768, 832, 896, 982, 983, 1024, 1088, 1280, 1536, 1600],
  ...[1728, 1792, 2048, 2560, 3072, 4096, 8192, 10_240, 11_264, 16_384, 20_480, 65_536, 262_144],
] as const;

function sizeText(r: Random): string {
  const around = NEAR[r.below(NEAR.length)] ?? 0;
  switch (r.below(20)) {
    case 0:
    case 1:
      return String(Math.max(0, around * MIB + r.below(5) - 2));
    case 2:
    case 3:
      return `${String(Math.max(0, around * 1024 + r.below(5) - 2))}kb`;
    case 4:
    case 5:
    case 6:
      return `${String(Math.max(0, around + r.below(65) - 32))} mb`;
    case 7:
    case 8:
      return `${String(1 + r.below(64))}g`;
    case 9:
      return r.pick(['0', '1', '1k', '1 tb', '64 bytes', '8388607t', '9223372036854775807', '9223372036854775806b']);
    default:
      return `${String(around)}m`;
  }
}

const fractionText = (r: Random): string =>
  r.chance(0.95)
    ? r.pick(['0', '0.05', '0.1', '0.15', '0.2', '0.25', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '.3333333'])
    : r.pick(['1', '1.0', '-0.1', '2', 'NaN', 'Infinity', '1e-9', '0.99999999', '0.999999', '1e-45', '-0.0', '0.1f']);

type Write = (r: Random) => string;

/** Options with how often they are set: the totals decide which way the derivation goes. */
const OPTIONS: Readonly<Record<ProcessName, readonly (readonly [key: string, share: number, write: Write])[]>> = {
  jobmanager: [
    ['jobmanager.memory.process.size', 0.65, sizeText],
    ['jobmanager.memory.flink.size', 0.35, sizeText],
    ['jobmanager.memory.heap.size', 0.25, sizeText],
    ['jobmanager.memory.off-heap.size', 0.25, sizeText],
    ['jobmanager.memory.jvm-metaspace.size', 0.2, sizeText],
    ['jobmanager.memory.jvm-overhead.min', 0.2, sizeText],
    ['jobmanager.memory.jvm-overhead.max', 0.2, sizeText],
    ['jobmanager.memory.jvm-overhead.fraction', 0.2, fractionText],
    ['jobmanager.memory.enable-jvm-direct-memory-limit', 0.2, (r) => r.pick(['true', 'false'])],
    ['jobmanager.heap.size', 0.06, sizeText],
    ['jobmanager.heap.mb', 0.06, (r) => r.pick(['512', '1024', '-1', '0', '2147483647'])],
  ],
  taskmanager: [
    ['taskmanager.memory.process.size', 0.65, sizeText],
    ['taskmanager.memory.flink.size', 0.35, sizeText],
    ['taskmanager.memory.task.heap.size', 0.25, sizeText],
    ['taskmanager.memory.managed.size', 0.2, sizeText],
    ['taskmanager.memory.size', 0.05, sizeText],
    ['taskmanager.memory.managed.fraction', 0.2, fractionText],
    ['taskmanager.memory.framework.heap.size', 0.1, sizeText],
    ['taskmanager.memory.framework.off-heap.size', 0.1, sizeText],
    ['taskmanager.memory.task.off-heap.size', 0.15, sizeText],
    ['taskmanager.memory.network.fraction', 0.15, fractionText],
    ['taskmanager.memory.network.min', 0.15, sizeText],
    ['taskmanager.memory.network.max', 0.15, sizeText],
    ['taskmanager.network.memory.fraction', 0.04, fractionText],
    ['taskmanager.network.memory.min', 0.04, sizeText],
    ['taskmanager.network.memory.max', 0.04, sizeText],
    ['taskmanager.memory.jvm-metaspace.size', 0.15, sizeText],
    ['taskmanager.memory.jvm-overhead.min', 0.15, sizeText],
    ['taskmanager.memory.jvm-overhead.max', 0.15, sizeText],
    ['taskmanager.memory.jvm-overhead.fraction', 0.15, fractionText],
    [
      'taskmanager.memory.segment-size',
      0.1,
      (r) => r.pick(['32kb', '4096', '4k', '2k', '5000', '1m', '0', '4g', '64k']),
    ],
    [
      'taskmanager.network.numberOfBuffers',
      0.08,
      (r) => r.pick(['2048', '4096', '0', '-1', '1', '65536', '2147483647']),
    ],
    ['taskmanager.heap.size', 0.06, sizeText],
    ['taskmanager.heap.mb', 0.06, (r) => r.pick(['1024', '2048', '-1', '0', '2147483647'])],
  ],
};

const MEBI = (bytes: number): string => `${String(Math.max(0, bytes))}m`;

/** Settings that fit, or nearly: the sum of the parts is the total give or take a byte or a few mebibytes. */
function nearlyFitting(r: Random, process: ProcessName): Record<string, string> {
  const off = r.pick([0, 0, 1, -1, 64, -64, 192, -192]);
  const p = `${process}.memory`;
  if (process === 'jobmanager') {
    const [heap, offHeap] = [128 + r.below(2000), r.pick([0, 64, 128, 500])];
    const flink = heap + offHeap + off;
    return {
      [`${p}.heap.size`]: MEBI(heap),
      [`${p}.off-heap.size`]: MEBI(offHeap),
      [`${p}.flink.size`]: MEBI(flink),
      ...(r.chance(0.6)
        ? { [`${p}.process.size`]: MEBI(flink + 256 + r.pick([191, 192, 193, 400, 1023, 1024, 1025])) }
        : {}),
    };
  }
  const [heap, managed, network] = [100 + r.below(3000), r.below(3000), r.pick([63, 64, 65, 100, 200, 1024, 1025])];
  const flink = heap + managed + network + 256 + off;
  return {
    [`${p}.task.heap.size`]: MEBI(heap),
    ...(r.chance(0.7) ? { [`${p}.managed.size`]: MEBI(managed) } : {}),
    [`${p}.flink.size`]: MEBI(flink),
    ...(r.chance(0.3) ? { [`${p}.network.max`]: MEBI(network + r.pick([0, 0, -1, 1])) } : {}),
    ...(r.chance(0.6)
      ? { [`${p}.process.size`]: MEBI(flink + 256 + r.pick([191, 192, 193, 400, 1023, 1024, 1025])) }
      : {}),
  };
}

function memoryCase(r: Random): MemoryCase {
  const process = r.pick(['jobmanager', 'taskmanager', 'taskmanager'] as const);
  const active = r.chance(0.3);
  if (r.chance(0.25)) return { process, active, settings: nearlyFitting(r, process) };
  // Most configurations set few; those with many fail early.
  const scale = r.pick([0.3, 0.6, 1, 1.5]);
  const chosen = OPTIONS[process].filter(([key, share]) =>
    r.chance(/process\.size$/.test(key) ? share : share * scale),
  );
  return { process, active, settings: Object.fromEntries(chosen.map(([key, , write]) => [key, write(r)])) };
}

/** Combinations of memory options, around the sizes at which Flink changes its mind. */
export function memoryCases(seed: number, count: number): readonly MemoryCase[] {
  const r = random(seed);
  return times(count, () => memoryCase(r));
}

function targetFor({ active, settings }: MemoryCase, version: string): Target {
  const nowhere = { file: 'config.yaml', start: 0, end: 0 };
  const all = Object.entries(settings).map(
    ([key, value]): Setting => ({
      key,
      value,
      type: 'string',
      written: value,
      keyAt: nowhere,
      valueAt: nowhere,
      quoted: false,
      nested: false,
    }),
  );
  return {
    name: 'memory',
    kind: 'cluster',
    deployment: 'session',
    mode: 'streaming',
    platform: active ? 'kubernetes-native' : 'standalone',
    profile: 'production',
    complete: { cluster: true, job: false },
    version: { range: minorRange(version), value: version, assumed: false, strength: 'flag', from: 'the judge' },
    evidence: [],
    layers: [{ name: 'file', file: 'config.yaml', grammar: 'yaml', settings: all }],
    logging: [],
    files: ['config.yaml'],
    ignored: [],
  };
}

const tools = readingTools(createCatalogue(readCatalogue()), parseYamlValue);

/** What our model says. */
export function ourMemory(one: MemoryCase, version: string): MemoryAnswer | { readonly unknown: string } {
  const target = targetFor(one, version);
  const memory = memoryOf(target, tools, readingsOf(target, tools)).of(one.process);
  return answerOf(memory);
}

export function answerOf(memory: ProcessMemory): MemoryAnswer | { readonly unknown: string } {
  switch (memory.kind) {
    case 'unknown':
      return { unknown: memory.why };
    case 'refused':
      return { refused: memory.refusal.reason, numbers: numbersOf(memory.refusal).map(String) };
    case 'plan':
      return { sizes: sizesOf(memory) };
  }
}

function sizesOf({ flinkParts, jvmParts, flink, total, jvmFlags }: MemoryPlan): Readonly<Record<string, string>> {
  const parts = [...flinkParts, ...jvmParts].map(({ name, bytes }) => [name, String(bytes)] as const);
  return { ...Object.fromEntries(parts), flink: String(flink), process: String(total), jvm: jvmFlags.join(' ') };
}

/** The sizes that Flink's message has, in its order. */
function numbersOf(refusal: MemoryRefusal): readonly bigint[] {
  switch (refusal.reason) {
    case 'range':
      return [refusal.min, refusal.max];
    case 'jvm-exceeds-process':
      return [refusal.from.metaspace, refusal.from.overhead, refusal.from.total];
    case 'process-too-small':
      return [refusal.total, refusal.flink, refusal.metaspace];
    case 'overhead-out-of-range':
      return [refusal.overhead, refusal.min, refusal.max];
    case 'heap-not-flink':
      return [refusal.heap, refusal.offHeap, refusal.flink];
    case 'heap-exceeds-flink':
      return [refusal.heap, refusal.flink];
    case 'no-heap-left':
      return [refusal.flink, refusal.offHeap];
    case 'parts-exceed-flink':
      return [...refusal.parts.map(({ bytes }) => bytes), refusal.flink];
    case 'network-out-of-range':
      return [refusal.network, refusal.min, refusal.max];
    case 'network-mismatch':
      return [refusal.network, refusal.asked];
    case 'not-configured':
    case 'segment-size':
    case 'negative':
    case 'overflow':
      return [];
  }
}

/** Flink's messages, by what is unique to each. */
const MESSAGES: readonly (readonly [pattern: RegExp, reason: MemoryRefusal['reason']])[] = [
  [/Either required fine-grained memory/, 'not-configured'],
  [/Inconsistently configured/, 'range'],
  [/Sum of configured JVM Metaspace/, 'jvm-exceeds-process'],
  [/The configured Total Process Memory size \(/, 'process-too-small'],
  [/Derived JVM Overhead size/, 'overhead-out-of-range'],
  [/Sum of the configured JVM Heap Memory/, 'heap-not-flink'],
  [/The configured JVM Heap Memory \(/, 'heap-exceeds-flink'],
  [/is less than the configured Off-heap Memory/, 'no-heap-left'],
  [/Sum of configured Framework Heap Memory/, 'parts-exceed-flink'],
  [/Derived Network Memory size \(.*is not in configured Network Memory range/, 'network-out-of-range'],
  [/Derived Network Memory size \(.*does not match/, 'network-mismatch'],
  [/segment-size|Cannot downcast long value/, 'segment-size'],
  [/must not be less than 0|bytes must be >= 0/, 'negative'],
  [/long overflow/, 'overflow'],
];

/** Sizes as `MemorySize#toHumanReadableString` writes them: `64.000mb (67108864 bytes)`, `100 bytes`. */
const SIZE = /(\d+) bytes/g;

function theirRefusal({ message, causes }: Refusal): MemoryAnswer {
  // The innermost one names the sizes.
  for (const text of [...causes.map((cause) => cause.message).reverse(), message]) {
    const found = MESSAGES.find(([pattern]) => pattern.test(text));
    if (found === undefined) continue;
    const numbers = found[1] === 'negative' ? [] : [...text.matchAll(SIZE)].map(([, bytes = '']) => bytes);
    return { refused: found[1], numbers };
  }
  return { refused: message, numbers: [] };
}

/** What Flink says. */
export async function theirMemory(judge: Judge, { process, active, settings }: MemoryCase): Promise<MemoryAnswer> {
  const answer = await judge.act({ name: `${process}-sizes`, dynamic: [settings], active });
  if (!answer.ok) return theirRefusal(answer);
  return { sizes: answer.value as Readonly<Record<string, string>> };
}

type Disagree = (one: MemoryCase, ours: unknown, theirs: unknown) => void;

/** Compares; returns how many were refused. */
export async function compareMemory(judge: Judge, cases: readonly MemoryCase[], disagree: Disagree): Promise<number> {
  const answers = await Promise.all(cases.map((one) => theirMemory(judge, one)));
  let refused = 0;
  for (const [index, one] of cases.entries()) {
    const theirs = answers[index];
    const ours = ourMemory(one, judge.version);
    if (theirs !== undefined && 'refused' in theirs) refused++;
    if (!isDeepStrictEqual(ours, theirs)) disagree(one, ours, theirs);
  }
  return refused;
}
