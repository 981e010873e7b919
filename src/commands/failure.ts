import { SettingsError } from '../pipeline.js';
import { UsageError } from './setup.js';

/** What the command ends with when it cannot go on. */
export interface Failure {
  readonly status: 2 | 4;
  readonly text: string;
}

/** Says what went wrong: the user's mistake in a sentence, a defect of ours with what is needed to report it. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof SettingsError) {
    return { status: 2, text: error.problems.map(({ position, message }) => `${position}: ${message}\n`).join('') };
  }
  if (error instanceof UsageError) return { status: 2, text: `flinklint: ${error.message}\n` };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 4, text: `flinklint: this is a defect in flinklint, please report it.\n${detail}\n` };
}
