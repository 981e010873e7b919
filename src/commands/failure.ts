import { SettingsError } from '../pipeline.js';
import { visible } from '../report/display.js';
import { UsageError } from './setup.js';

/** What the command ends with when it cannot go on. */
export interface Failure {
  readonly status: 2 | 4;
  readonly text: string;
}

/** Says what went wrong: the user's mistake in a sentence, a defect of ours with what is needed to report it. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof SettingsError) {
    const lines = error.problems.map(({ position, message }) => `${visible(`${position}: ${message}`)}\n`);
    return { status: 2, text: lines.join('') };
  }
  if (error instanceof UsageError) return { status: 2, text: `flinklint: ${visible(error.message)}\n` };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: 4,
    text: `flinklint: this is a defect in flinklint, please report it.\n${detail.split('\n').map(visible).join('\n')}\n`,
  };
}
