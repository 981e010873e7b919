import type { Branch, Built, Job, Operator } from '../model/graph.js';
import type { Place } from '../model/span.js';

/** Where a finding about an operator stands: at the name of the method that makes it. */
export const operatorPlace = (job: Job, operator: Operator): Place => ({
  ...operator.at,
  key: `${job.entry.type}#${job.entry.method} ${operator.call}`,
});

/** Whether it is certain that nothing names an operator: neither a uid nor a hash, nor code that cannot be seen. */
export const lacksUid = ({ uid, uidHash, escaped }: Operator): boolean =>
  uid.known && uid.value === undefined && uidHash.known && uidHash.value === undefined && escaped === undefined;

/** Whether two operators are built in arms of one statement of which only one runs. */
export const excludeEachOther = (a: Operator, b: Operator): boolean =>
  a.branches.some((one) => b.branches.some((other) => isSameStatement(one, other) && one.arm !== other.arm));

/** Whether two operators are built on the same paths, so that where the one is the other is too. */
export const areBuiltTogether = (a: Operator, b: Operator): boolean =>
  a.branches.length === b.branches.length &&
  a.branches.every((one) => b.branches.some((other) => isSameStatement(one, other) && one.arm === other.arm));

const isSameStatement = (a: Branch, b: Branch): boolean => a.at.file === b.at.file && a.at.start === b.at.start;

/** Sources of collections and counters, which end by themselves. */
const FINITE = new Set([
  'fromElements',
  'fromCollection',
  'fromParallelCollection',
  'fromData',
  'fromSequence',
  'generateSequence',
  'readTextFile',
]);

/** Whether every source of a job ends by itself: nobody restores such a job. */
export function endsByItself(job: Job): boolean {
  const sources = job.operators.filter(({ inputs }) => inputs.known && inputs.value.length === 0);
  return sources.length > 0 && sources.every(isBounded);
}

const isBounded = ({ call, arguments: args }: Operator): boolean =>
  FINITE.has(call) || args.some(({ built }) => built !== undefined && ends(built));

/** A source of files reads those that there are, unless it is told to go on looking. */
function ends({ type, calls, escaped }: Built): boolean {
  const told = (method: string): boolean => calls.some(({ name }) => name === method);
  return told('setBounded') || (type.endsWith('.FileSource') && !escaped && !told('monitorContinuously'));
}

/**
 * Whether a job hands its records back to the program that runs it, as only tests and notebooks do. Asked of its own
 * sinks: a program may collect its settings so in one job, and then run another that stays.
 */
export const isCollected = ({ operators }: Job): boolean =>
  operators.some(({ call }) => call === 'executeAndCollect' || call === 'collectAsync');
