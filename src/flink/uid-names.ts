import type { Job, Operator } from '../model/graph.js';

/** Classes of Flink's API that say nothing more than the method that they are given to. */
const PLAIN =
  /^(?:Rich|Keyed|Co|Process|Map|FlatMap|Filter|Reduce|Aggregate|Window|All|Join|CoGroup|Broadcast|Async|Sink|Source|Parallel|Pattern|Select)*Function$/;

/** Uids for operators that have none: readable, of the job's own words, each once in the job. */
export function uidNames(job: Job, operators: readonly Operator[]): ReadonlyMap<Operator, string> {
  const taken = new Set(job.operators.flatMap(({ uid }) => (uid.known && uid.value !== undefined ? [uid.value] : [])));
  const names = new Map<Operator, string>();
  for (const operator of operators) {
    const base = baseName(operator);
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}-${count}`;
    taken.add(name);
    names.set(operator, name);
  }
  return names;
}

function baseName({ name, function: user, call }: Operator): string {
  const given = name.known ? (name.value ?? '') : '';
  const type = user?.kind === 'class' ? (user.name ?? '').split('.').at(-1) : undefined;
  const words = [given, type === undefined || PLAIN.test(type) ? '' : type.replace(/(?<=.)Function$/, '')];
  return words.map(kebab).find((word) => word !== '') ?? kebab(call);
}

/** `EnrichOrders` and `Enrich orders` as `enrich-orders`. */
const kebab = (text: string): string =>
  text
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
