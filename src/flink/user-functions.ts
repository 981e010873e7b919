import type { FunctionCall, FunctionCode, FunctionMethod, Job, Operator, UserFunction } from '../model/graph.js';

/** A function with the operator that runs it, where that is known. */
export interface RunFunction {
  readonly function: UserFunction;
  readonly code: FunctionCode;
  readonly operator?: Operator;
}

/** Every function of a job whose code can be seen: of its operators, and the classes in its files that Flink would call. */
export function functionsOf({ operators, sources }: Job): readonly RunFunction[] {
  const seen = new Set<string>();
  const found: RunFunction[] = [];
  for (const operator of operators) {
    const { function: one } = operator;
    if (one?.code === undefined) continue;
    seen.add(placeOf(one));
    found.push({ function: one, code: one.code, operator });
  }
  for (const one of sources.flatMap(({ functions }) => functions)) {
    if (one.code !== undefined && !seen.has(placeOf(one))) found.push({ function: one, code: one.code });
  }
  return found;
}

const placeOf = ({ declared, at }: UserFunction): string => {
  const { file, start } = declared ?? at;
  return `${file}:${String(start)}`;
};

/** Methods that Flink calls for every record, or for every window or key of them. */
const PER_RECORD = new Set([
  'map',
  'map1',
  'map2',
  'flatMap',
  'flatMap1',
  'flatMap2',
  'filter',
  'reduce',
  'add',
  'getKey',
  'processElement',
  'processElement1',
  'processElement2',
  'processBroadcastElement',
  'process',
  'apply',
  'join',
  'coGroup',
  'select',
  'invoke',
  'asyncInvoke',
]);

/** What a function of Flink's extends or implements. */
const FUNCTIONS = /^org\.apache\.flink\.(?!table\.).*(?:Function|KeySelector)$/;

/** The methods of a function that run for every record, with those of its own that they call. */
export const perRecord = (one: RunFunction): readonly FunctionMethod[] => withHelpers(one.code, forRecords(one));

/** What those methods call; a call is conditional too where only conditional ones lead to it. */
export function callsPerRecord(one: RunFunction): readonly FunctionCall[] {
  const always = new Set(withHelpers(one.code, forRecords(one), ({ conditional }) => !conditional));
  return perRecord(one).flatMap((method) =>
    always.has(method) ? method.calls : method.calls.map((call) => ({ ...call, conditional: true })),
  );
}

/** The methods that Flink itself calls for records. */
function forRecords({ function: one, code, operator }: RunFunction): readonly FunctionMethod[] {
  if (operator?.kind === 'source') return [];
  if (one.kind !== 'class') return code.methods;
  if (!one.ancestors.some((name) => FUNCTIONS.test(name)) || isSource(one)) return [];
  return code.methods.filter(({ name }) => PER_RECORD.has(name));
}

/** The methods that Flink calls at all on a worker, with those of its own that they call. */
export function called({ function: one, code, operator }: RunFunction): readonly FunctionMethod[] {
  if (operator?.kind === 'source' || one.kind !== 'class') return code.methods;
  const roots = code.methods.filter(({ name }) => PER_RECORD.has(name) || name === 'open' || name === 'onTimer');
  return withHelpers(code, roots);
}

const isSource = ({ ancestors }: UserFunction): boolean => ancestors.some((name) => /SourceFunction$/.test(name));

function withHelpers(
  { methods }: FunctionCode,
  roots: readonly FunctionMethod[],
  follows: (call: FunctionCall) => boolean = () => true,
): readonly FunctionMethod[] {
  const reached = new Set(roots);
  for (const method of reached) {
    for (const { name, arguments: count } of method.calls.filter((call) => isOwn(call) && follows(call))) {
      for (const next of methods) if (next.name === name && next.parameters.length === count) reached.add(next);
    }
  }
  return [...reached];
}

/** Whether a call is of a method of the class it stands in, on the thread that runs it. */
const isOwn = ({ on, receiver, deferred }: FunctionCall): boolean =>
  !deferred && on === undefined && receiver === undefined;
