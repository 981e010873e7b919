import { operatorIdOf } from '../../src/flink/operator-id.js';
import type { Fact, Operator } from '../../src/model/graph.js';
import type { CodeJob } from '../../src/targets/graph/jobs.js';
import type { Golden, OracleOperator, OracleRun } from './model.js';

/** What comparing our operators with Flink's has counted. */
export interface Score {
  /** Operators that Flink built for calls of the job's own code. */
  readonly real: number;
  /** Of them, those that we found at the same call. */
  readonly found: number;
  /** Of ours, those that no run of Flink built, though no condition stands before them. */
  readonly invented: number;
  /** Facts of found operators that we claim to know, and those that we say are unknown. */
  readonly claims: number;
  readonly unknown: number;
  /** Where a claim is not what Flink has, in words. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

/** Adds scores up. */
export const total = (scores: readonly Score[]): Score => ({
  real: sum(scores, 'real'),
  found: sum(scores, 'found'),
  invented: sum(scores, 'invented'),
  claims: sum(scores, 'claims'),
  unknown: sum(scores, 'unknown'),
  wrong: scores.flatMap(({ wrong }) => wrong),
  missed: scores.flatMap(({ missed }) => missed),
});

const sum = (scores: readonly Score[], key: 'real' | 'found' | 'invented' | 'claims' | 'unknown'): number =>
  scores.reduce((all, score) => all + score[key], 0);

/** Calls of the Table API, whose operators the planner makes: no code names them. */
const PLANNED = /^(?:executeSql|executeInsert|attachAsDataStream|to\w*Stream|execute|executePlan)$/;

/** A place in a job's code. */
export type LineOf = (file: string, offset: number) => number;

/**
 * Compares what we say of a job with what one version of Flink built of it.
 * @param jobs ours of the same main class
 */
export function compare(golden: Golden, run: OracleRun, jobs: readonly CodeJob[], lineOf: LineOf): Score {
  const ours = new Map<string, Operator[]>();
  const jobOf = new Map<Operator, CodeJob>();
  for (const job of jobs) {
    for (const operator of job.operators) {
      const { file, start } = operator.at;
      add(ours, keyOf(file, lineOf(file, start), operator.call), operator);
      jobOf.set(operator, job);
    }
  }
  const pairs: { readonly real: OracleOperator; readonly our: Operator; readonly graph: number }[] = [];
  const missed: string[] = [];
  const used = new Set<Operator>();
  let real = 0;
  run.graphs.forEach((graph, index) => {
    const seen = new Map<string, number>();
    for (const operator of graph.operators) {
      const { file, line, call } = operator;
      if (file === undefined || line === undefined || call === undefined || PLANNED.test(call)) continue;
      real++;
      const key = keyOf(file, line, call);
      const candidates = (ours.get(key) ?? []).filter((one) => one.repeated.length > 0 || !used.has(one));
      const at = seen.get(key) ?? 0;
      seen.set(key, at + 1);
      const fresh = candidates.find((one) => !used.has(one));
      const our = fresh ?? candidates[Math.min(at, candidates.length - 1)];
      if (our === undefined) missed.push(`${golden.main}: ${call} at ${file}:${line} (${operator.operatorName})`);
      else {
        used.add(our);
        pairs.push({ real: operator, our, graph: index });
      }
    }
  });
  const everything = [...jobOf.keys()];
  const whole = run.thrown === undefined;
  const invented = everything
    .filter(() => whole)
    .filter((one) => !used.has(one) && one.branches.length === 0 && one.repeated.length === 0);
  const wrong = invented.map(
    (one) => `${golden.main}: invented ${one.call} at ${one.at.file}:${lineOf(one.at.file, one.at.start)}`,
  );
  let claims = 0;
  let unknown = 0;
  const check = <T>(what: string, fact: Fact<T>, truth: T, of: OracleOperator): void => {
    if (!fact.known) {
      unknown++;
      return;
    }
    claims++;
    if (fact.value !== truth) {
      wrong.push(
        `${golden.main}: ${what} of ${of.call} at ${of.file}:${of.line} is ${String(truth)}, not ${String(fact.value)}`,
      );
    }
  };
  for (const { real: truth, our, graph } of pairs) {
    // One of ours that stands for many says nothing of each.
    const many = pairs.filter((pair) => pair.our === our).length > 1;
    if (many || !whole) continue;
    check('uid', our.uid, truth.uid, truth);
    check('uidHash', our.uidHash, truth.uidHash, truth);
    check('keyed', our.keyed, truth.keyed, truth);
    const own = our.parallelism.known && our.parallelism.value === undefined;
    if (own) check('own parallelism', { known: true, value: false }, truth.parallelismConfigured, truth);
    else check('parallelism', our.parallelism, truth.parallelism, truth);
    check('max parallelism', our.maxParallelism, truth.ownMaxParallelism, truth);
    if (our.uid.known && our.uid.value !== undefined && truth.operatorId !== undefined) {
      check('operator id', { known: true, value: operatorIdOf(our.uid.value) }, truth.operatorId, truth);
    }
    const inputs = our.inputs;
    if (inputs.known) {
      const job = jobOf.get(our);
      const mapped = inputs.value.map((id) => {
        const input = job?.operators[id];
        return pairs.find((pair) => pair.graph === graph && pair.our === input)?.real.id;
      });
      check('inputs', { known: true, value: text(mapped) }, text(truth.inputs.map(({ from }) => from)), truth);
    } else unknown++;
  }
  return { real, found: pairs.length, invented: invented.length, claims, unknown, wrong, missed };
}

const text = (ids: readonly (number | undefined)[]): string => [...ids].map(String).sort().join(' ');

/** Stack traces name a file without its folder. */
const keyOf = (file: string, line: number, call: string): string => `${file.split('/').at(-1)}:${line}:${call}`;

function add(map: Map<string, Operator[]>, key: string, operator: Operator): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [operator]);
  else known.push(operator);
}
