import { type CommandData, inMinor } from '../../src/flink/commands/data.js';
import { parseCommand } from '../../src/flink/commands/parse.js';
import type { Sample } from './samples.js';

/** What commons-cli, or we, make of a command line. */
export type Outcome =
  | { readonly refused: string }
  | {
      readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
      readonly left: readonly string[];
    };

/** What we make of a command line of a minor version. */
export function ours(
  [command = '', stops, ...words]: Sample,
  minor: string,
  { commands }: Pick<CommandData, 'commands'>,
): Outcome {
  const { options, left, refused } = parseCommand(words, inMinor(commands[command] ?? [], minor), stops === 'stop');
  if (refused !== undefined) return { refused: refused.why };
  return {
    options: options.map(({ option: { short, as, long }, values }) => ({
      name: short ?? as ?? long ?? '',
      values: values.map(({ text }) => text),
    })),
    left: left.map(({ text }) => text),
  };
}

/** Whether two outcomes are the same; that both refuse is enough. */
export const agree = (a: Outcome, b: Outcome): boolean =>
  'refused' in a || 'refused' in b ? 'refused' in a && 'refused' in b : JSON.stringify(a) === JSON.stringify(b);
