import type { Draft } from '../model/finding.js';
import type { Given, Job, Operator } from '../model/graph.js';
import type { Place } from '../model/span.js';
import type { TargetView } from '../model/view.js';

/** `KeyGroupRangeAssignment#UPPER_BOUND_MAX_PARALLELISM`. */
export const MOST_PARALLELISM = 32768;

/** What to do where an operator runs as one by nature. */
const HELP_FOR_ONE = {
  source: 'Remove the call, or read with a source that runs in parallel: a Source, or a ParallelSourceFunction.',
  other: 'Remove the call, or key the stream, so that the operator can run in parallel.',
} as const;

/**
 * What Flink refuses of an operator's own parallelism and maximum parallelism: `OperatorValidationUtils` when it is set,
 * `DefaultVertexParallelismInfo` when the job starts.
 */
export function* parallelismFaults(operator: Operator, job: Job, target: TargetView): Iterable<Draft> {
  const { given, call } = operator;
  const [asked, max] = [numberIn(given.parallelism), numberIn(given.maxParallelism)];
  const single = operator.nonParallel === 'locked';
  const help = single ? { help: HELP_FOR_ONE[operator.kind === 'source' ? 'source' : 'other'] } : {};
  const at = (one: Given<number>, value: number): Place => ({
    ...one.at,
    key: `${job.entry.type}#${job.entry.method} ${call} parallelism`,
    value: String(value),
  });
  if (given.parallelism !== undefined && asked !== undefined) {
    const reason = single ? oneOnly(asked) : outside(asked, -1);
    if (reason !== undefined) {
      const message = `Flink refuses the parallelism '${asked}' of '${call}': ${reason}.`;
      return yield { at: at(given.parallelism, asked), message, ...help, cost: 'restart' };
    }
  }
  if (given.maxParallelism !== undefined && max !== undefined) {
    const reason = single ? oneOnly(max) : outside(max, undefined);
    if (reason !== undefined) {
      const message = `Flink refuses the maximum parallelism '${max}' of '${call}': ${reason}.`;
      return yield { at: at(given.maxParallelism, max), message, ...help };
    }
  }
  yield* tooMany(operator, target, at);
}

const numberIn = (given: Given<number> | undefined): number | undefined =>
  given?.fact.known === true ? given.fact.value : undefined;

const oneOnly = (value: number): string | undefined => (value === 1 ? undefined : 'it always runs as one');

const outside = (value: number, unset: number | undefined): string | undefined => {
  if (value === unset || (value >= 1 && value <= MOST_PARALLELISM)) return undefined;
  if (value > MOST_PARALLELISM) return `it must be at most ${MOST_PARALLELISM}`;
  return unset === undefined ? 'it must be at least 1' : `it must be at least 1, or ${unset} for the default`;
};

/** An operator takes from the job what it does not set itself. */
function* tooMany(
  { call, given, parallelism, maxParallelism }: Operator,
  target: TargetView,
  at: (given: Given<number>, value: number) => Place,
): Iterable<Draft> {
  if (!parallelism.known || !maxParallelism.known) return;
  const asked = parallelism.value ?? ofJob(target, 'parallelism.default');
  const max = maxParallelism.value ?? ofJob(target, 'pipeline.max-parallelism');
  const where = given.parallelism ?? given.maxParallelism;
  if (asked === undefined || max === undefined || max < 1 || asked <= max || where === undefined) return;
  const message = `Flink refuses the job: the parallelism '${asked}' of '${call}' is greater than its maximum parallelism '${max}'.`;
  yield { at: at(where, asked), message, cost: 'restart' };
}

function ofJob(target: TargetView, key: 'parallelism.default' | 'pipeline.max-parallelism'): number | undefined {
  const value = target.int(key);
  return value.known && value.set && value.value >= 1 ? value.value : undefined;
}
