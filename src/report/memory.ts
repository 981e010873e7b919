import type { EffectiveConfig, EffectiveTarget, ShownMemory } from '../model/effective.js';
import type { MemoryPart, MemoryPlan } from '../model/memory.js';
import { type Colors, colorsOf } from './colors.js';
import { visible, wrap } from './display.js';
import { versionInWords } from './words.js';

const WIDTH = 80;
const NAME_WIDTH = 'Framework Off-Heap'.length;
const SIZE_WIDTH = 10;
/** What the columns before the bar and the share behind it leave of the line. */
const BAR_WIDTH = WIDTH - 4 - NAME_WIDTH - SIZE_WIDTH - 2 - 6;

/** Memory by process for JSON: bytes for each part, or why there are none. */
export const memoryJson = (memory: readonly ShownMemory[]): object =>
  Object.fromEntries(memory.map((shown) => [shown.process, processJson(shown)]));

function processJson({ memory, refusal }: ShownMemory): object {
  switch (memory.kind) {
    case 'unknown':
      return { unknown: memory.why };
    case 'refused':
      return { refused: { reason: memory.refusal.reason, message: refusal } };
    case 'plan': {
      const parts = [...memory.flinkParts, ...memory.jvmParts];
      return {
        bytes: Number(memory.total),
        flinkBytes: Number(memory.flink),
        parts: parts.map(({ name, bytes }) => ({ name, bytes: Number(bytes) })),
        jvmFlags: memory.jvmFlags,
      };
    }
  }
}

/** Each target's processes as tables of at most 80 columns, with a bar for each part of the memory. */
export function memoryText(config: EffectiveConfig, options: { readonly color: boolean }): string {
  const colors = colorsOf(options.color);
  return config.targets.map((target) => `${targetLines(target, colors).join('\n')}\n`).join('\n');
}

const targetLines = (target: EffectiveTarget, colors: Colors): readonly string[] => [
  `${colors.bold(visible(target.name))} ${colors.dim(`(${target.kind}): ${versionInWords(target.version)}`)}`,
  ...(target.memory ?? []).flatMap((shown) => ['', ...processLines(shown, colors)]),
];

function processLines(shown: ShownMemory, colors: Colors): readonly string[] {
  const { memory, title, refusal = '' } = shown;
  switch (memory.kind) {
    case 'unknown':
      return [`  ${colors.bold(title)} ${colors.dim('cannot be known:')}`, ...paragraph(memory.why)];
    case 'refused':
      return [`  ${colors.bold(title)} ${colors.red('does not start:')}`, ...paragraph(refusal)];
    case 'plan':
      return planLines(memory, shown, colors);
  }
}

const paragraph = (text: string): readonly string[] => wrap(visible(text), WIDTH - 4).map((line) => `    ${line}`);

function planLines(plan: MemoryPlan, { title, sizeText }: ShownMemory, colors: Colors): readonly string[] {
  const row = (name: string, bytes: bigint): string =>
    `${name.padEnd(NAME_WIDTH)}${sizeText(bytes).padStart(SIZE_WIDTH)}`;
  const part = ({ name, bytes }: MemoryPart): string => {
    const bar = '█'.repeat(marks(bytes, plan.total)).padEnd(BAR_WIDTH);
    return `    ${row(name, bytes)}  ${colorOf(name, colors)(bar)}${percent(bytes, plan.total)}`;
  };
  return [
    `  ${colors.bold(`${title.padEnd(NAME_WIDTH + 2)}${sizeText(plan.total).padStart(SIZE_WIDTH)}`)}`,
    ...plan.flinkParts.map(part),
    ...plan.jvmParts.map(part),
    colors.dim(`    ${row('Flink without JVM', plan.flink)}`),
    ...paragraph(plan.jvmFlags.join(' ')).map(colors.dim),
  ];
}

/** The length of a bar; what is there at all shows. */
function marks(bytes: bigint, total: bigint): number {
  const exact = (Number(bytes) / Number(total)) * BAR_WIDTH;
  return bytes === 0n ? 0 : Math.max(1, Math.round(exact));
}

function percent(bytes: bigint, total: bigint): string {
  const share = Math.round((Number(bytes) / Number(total)) * 100);
  return `${bytes > 0n && share === 0 ? '<1' : share}%`.padStart(6);
}

function colorOf(name: MemoryPart['name'], colors: Colors): (text: string) => string {
  switch (name) {
    case 'JVM Heap':
    case 'Framework Heap':
    case 'Task Heap':
      return colors.cyan;
    case 'Managed Memory':
      return colors.green;
    case 'JVM Metaspace':
    case 'JVM Overhead':
      return colors.dim;
    default:
      return colors.blue;
  }
}
