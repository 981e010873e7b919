import { operatorIdOf } from '../../src/flink/operator-id.js';
import type { Fact, Operator } from '../../src/model/graph.js';
import type { CodeJob } from '../../src/targets/graph/jobs.js';
import type { Golden, OracleGraph, OracleOperator, OracleRun } from './model.js';
import { type Claim, type Claimed, NO_CLAIMS, type Score } from './score.js';
import { settingsOf } from './settings.js';

/** A place in a job's code. */
export type LineOf = (file: string, offset: number) => number;

/** An operator that Flink built, and ours at the same call. */
interface Pair {
  readonly real: OracleOperator;
  readonly our: Operator;
  /** Which graph of the run it is in. */
  readonly graph: number;
}

interface Matched {
  readonly pairs: readonly Pair[];
  readonly missed: readonly OracleOperator[];
}

/** Something that is said of an operator, and what is so. */
type Check = readonly [claim: Claim, fact: Fact<unknown>, truth: unknown];

/** Calls of the Table API, whose operators the planner makes: no code names them. */
const PLANNED = /^(?:executeSql|executeInsert|attachAsDataStream|to\w*Stream|execute|executePlan)$/;

/** Operators of a graph that a call of the job's own code made. */
const ofCalls = ({ operators }: OracleGraph): readonly OracleOperator[] =>
  operators.filter(({ file, line, call }) => file !== undefined && line !== undefined && !PLANNED.test(call ?? ''));

/**
 * Compares what we say of a job with what one version of Flink built of it.
 * @param jobs ours of the same main class
 */
export function compare(golden: Golden, run: OracleRun, jobs: readonly CodeJob[], lineOf: LineOf): Score {
  const { pairs, missed } = match(run, placesOf(jobs, lineOf));
  // What ended early is not whole, and what stands behind the end of it was not built.
  const whole = run.thrown === undefined;
  const invented = whole ? inventedOf(jobs, new Set(pairs.map(({ our }) => our))) : [];
  const checked = whole
    ? [
        ...pairs.map((pair) => ({ place: placeOf(pair.real), checks: checksOf(pair, pairs, jobs) })),
        ...run.graphs.map((graph, index) => ({ place: graph.job, checks: settingsIn(graph, index, pairs, jobs) })),
      ]
    : [];
  const wrong = checked.flatMap(({ place, checks }) =>
    checks
      .filter((check) => outcomeOf(check) === 'wrong')
      .map(([claim, fact, truth]) => `${claim} of ${place} is ${String(truth)}, not ${said(fact)}`),
  );
  const of = (text: string): string => `${golden.main}: ${text}`;
  return {
    real: pairs.length + missed.length,
    found: pairs.length,
    missed: missed.map((real) => of(`${placeOf(real)} (${real.operatorName})`)),
    invented: invented.map(({ call, at }) => of(`${call} at ${at.file}:${lineOf(at.file, at.start)}`)),
    claims: claimsOf(checked.flatMap(({ checks }) => checks)),
    wrong: wrong.map(of),
  };
}

const placeOf = ({ call, file, line }: OracleOperator): string => `${call} at ${file}:${line}`;

const said = (fact: Fact<unknown>): string =>
  fact.known ? String(fact.value) : `one of ${(fact.oneOf ?? []).map(String).join(', ')}`;

/** Stack traces name a file without its folder. */
const keyOf = (file = '', line = 0, call = ''): string => `${file.split('/').at(-1)}:${line}:${call}`;

/** Our operators by the line and the name of their call. */
function placesOf(jobs: readonly CodeJob[], lineOf: LineOf): ReadonlyMap<string, readonly Operator[]> {
  const places = new Map<string, Operator[]>();
  for (const operator of jobs.flatMap(({ operators }) => operators)) {
    const { file, start } = operator.at;
    const key = keyOf(file, lineOf(file, start), operator.call);
    places.set(key, [...(places.get(key) ?? []), operator]);
  }
  return places;
}

/** Pairs operators by their call; one of ours in a loop stands for as many as it is made. */
function match(run: OracleRun, places: ReadonlyMap<string, readonly Operator[]>): Matched {
  const pairs: Pair[] = [];
  const missed: OracleOperator[] = [];
  const used = new Set<Operator>();
  for (const [graph, built] of run.graphs.entries()) {
    const seen = new Map<string, number>();
    for (const real of ofCalls(built)) {
      const key = keyOf(real.file, real.line, real.call);
      const candidates = (places.get(key) ?? []).filter((one) => one.repeated.length > 0 || !used.has(one));
      const at = seen.get(key) ?? 0;
      seen.set(key, at + 1);
      const our = candidates.find((one) => !used.has(one)) ?? candidates[Math.min(at, candidates.length - 1)];
      if (our === undefined) missed.push(real);
      else {
        used.add(our);
        pairs.push({ real, our, graph });
      }
    }
  }
  return { pairs, missed };
}

/** Of ours, those that Flink did not build, though no condition and no loop stands before them. */
const inventedOf = (jobs: readonly CodeJob[], used: ReadonlySet<Operator>): readonly Operator[] =>
  jobs
    .flatMap(({ operators }) => operators)
    .filter((one) => !used.has(one) && one.branches.length === 0 && one.repeated.length === 0);

function checksOf(pair: Pair, pairs: readonly Pair[], jobs: readonly CodeJob[]): readonly Check[] {
  const { real, our } = pair;
  const own = our.parallelism.known && our.parallelism.value === undefined;
  const id = mapped(our.uid, (uid) => (uid === undefined ? undefined : operatorIdOf(uid)));
  const names = real.operatorId !== undefined && (!our.uid.known || our.uid.value !== undefined);
  return [
    ['uid', our.uid, real.uid],
    ['uid hash', our.uidHash, real.uidHash],
    own
      ? ['parallelism', { known: true, value: false }, real.parallelismConfigured]
      : ['parallelism', our.parallelism, real.parallelism],
    ['max parallelism', our.maxParallelism, real.ownMaxParallelism],
    ...(names ? [['operator id', id, real.operatorId] as const] : []),
    ['keyed', our.keyed, real.keyed],
    inputsOf(pair, pairs, jobs),
  ];
}

/** What the code sets, where one job of ours is what was run. */
function settingsIn(
  graph: OracleGraph,
  index: number,
  pairs: readonly Pair[],
  jobs: readonly CodeJob[],
): readonly Check[] {
  const built = new Set(pairs.filter((pair) => pair.graph === index).map(({ our }) => our));
  const [job, ...others] = jobs.filter(({ operators }) => operators.some((one) => built.has(one)));
  if (job === undefined || others.length > 0) return [];
  return settingsOf(job, graph).map(({ key, fact, truth }) => ['setting', named(key, fact), `${key}: ${truth}`]);
}

const named = (key: string, fact: Fact<string>): Fact<string> => mapped(fact, (value) => `${key}: ${value}`);

/** Inputs, counted as ours are. */
function inputsOf({ our, graph, real }: Pair, pairs: readonly Pair[], jobs: readonly CodeJob[]): Check {
  const built = pairs.filter((pair) => pair.graph === graph);
  const read = real.inputs.map(({ from }) => built.find((pair) => pair.real.id === from)?.our);
  const all = jobs.flatMap(({ operators }) => operators);
  const text = (inputs: readonly (Operator | undefined)[]): string =>
    inputs
      .map((one) => String(one === undefined ? undefined : all.indexOf(one)))
      .sort()
      .join(' ');
  // What we say of a loop is of the first time round.
  const isFirst = built.find((pair) => pair.our === our)?.real === real;
  const operators = jobs.find((job) => job.operators.includes(our))?.operators ?? [];
  const said = mapped(our.inputs, (ids) => text(ids.map((each) => operators[each])));
  return ['inputs', isFirst ? said : { known: false, why: 'it is made in a loop' }, text(read)];
}

function mapped<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  if (fact.known) return { known: true, value: change(fact.value) };
  const { why, oneOf } = fact;
  return { known: false, why, ...(oneOf === undefined ? {} : { oneOf: oneOf.map(change) }) };
}

const outcomeOf = ([, fact, truth]: Check): keyof Claimed => {
  if (fact.known) return fact.value === truth ? 'right' : 'wrong';
  // Where several are possible, the real one is among them.
  return fact.oneOf === undefined || fact.oneOf.includes(truth) ? 'unknown' : 'wrong';
};

function claimsOf(checks: readonly Check[]): Score['claims'] {
  const claims: Record<Claim, Claimed> = { ...NO_CLAIMS };
  for (const check of checks) {
    const [claim] = check;
    const outcome = outcomeOf(check);
    claims[claim] = { ...claims[claim], [outcome]: claims[claim][outcome] + 1 };
  }
  return claims;
}
