/** Healthy configurations with one thing wrong each; `npm run mutation` makes two thousand of them. */
import { expect, test } from 'vitest';
import { KINDS } from '../tools/mutation/kinds.js';
import { type Caught, mutate } from '../tools/mutation/run.js';

const EACH = 50;

test('mistakes in deployments of every version, spelling and place', async () => {
  const { kinds, loud } = await mutate(EACH, 7);
  expect(loud).toEqual([]);
  const all: Caught = { made: EACH, missed: [] };
  expect(Object.fromEntries(kinds)).toEqual(Object.fromEntries(KINDS.map((kind) => [kind, all])));
}, 120_000);
