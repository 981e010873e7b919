import rules from '../../rules/index.js';

/** Which examples of a rule the operator's validator is asked about, from 0. */
export interface OperatorClaim {
  readonly bad: number;
  readonly good: number;
}

/** What the rules say of the operator, and how it shows it. */
export const operatorClaims: Readonly<Record<string, readonly OperatorClaim[]>> = {
  'kubernetes/upgrade-mode': [{ bad: 0, good: 0 }],
  'kubernetes/forbidden-option': [
    { bad: 0, good: 0 },
    { bad: 1, good: 0 },
  ],
  'kubernetes/resources': [
    { bad: 0, good: 0 },
    { bad: 1, good: 1 },
  ],
  'kubernetes/schema': [{ bad: 0, good: 0 }],
  'kubernetes/parallelism': [{ bad: 0, good: 0 }],
  'scheduling/autoscaler': [{ bad: 1, good: 1 }],
  'kubernetes/refused-field': [
    { bad: 0, good: 0 },
    { bad: 1, good: 0 },
  ],
};

/** The files of an example. */
export function exampleFiles(rule: string, side: 'bad' | 'good', index: number): Readonly<Record<string, string>> {
  const files = rules[rule]?.examples[side][index]?.files;
  if (files === undefined) throw new Error(`${rule} has no ${side} example ${String(index)}`);
  return files;
}
