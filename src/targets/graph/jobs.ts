import type { LastVersion } from '../../flink/api-calls.js';
import type { CodeSetting, Fact, Job, Operator } from '../../model/graph.js';
import type { JavaExpression, JavaFacts, JavaMethod } from '../../model/java.js';
import { argumentsOf, builtCall } from './arguments.js';
import { actual } from './build.js';
import { apply } from './calls.js';
import { evaluate } from './expressions.js';
import { loadClass } from './fields.js';
import { functionOf } from './functions.js';
import { possibleNodes } from './inputs.js';
import { invoke } from './invoke.js';
import type { FoundMethod } from './members.js';
import { type Program, programOf } from './program.js';
import type { Run } from './run.js';
import { sourceFinder } from './sources.js';
import { block, statement } from './statements.js';
import type { Env, Execution, MadeSetting, Node, ProjectType, Value } from './things.js';
import { unknown } from './values.js';
import { expressionsIn } from './walk.js';

/** What following jobs needs besides their sources. */
export interface GraphTools {
  /** The key of the option that a constant declares. */
  optionKey(type: string, constant: string): string | undefined;
  /** The last minor version that has a method which newer ones have not. */
  readonly lastVersion: LastVersion;
}

/** A job as code alone says it; its Flink version is found elsewhere. */
export type CodeJob = Omit<Job, 'version'>;

type JobGraph = Omit<CodeJob, 'sources'>;

/** Steps after which a program is too large to follow. A large job takes some thousands. */
const MOST_STEPS = 400_000;

/** Expressions within each other, over all methods that are being followed: a job has some forty, the stack room for 800. */
const MOST_NESTED = 250;

/** The jobs of a project: what each entry of its sources makes Flink build. */
export function jobsOf(files: readonly JavaFacts[], tools: GraphTools): readonly CodeJob[] {
  const program = programOf(files);
  const visited = new Set<JavaMethod>();
  const sourcesOf = sourceFinder(program);
  const jobs: CodeJob[] = [];
  const follow = (entry: FoundMethod): void => {
    if (visited.has(entry.method)) return;
    const run = newRun(program, tools);
    start(run, entry);
    for (const method of run.visited) visited.add(method);
    jobs.push(...jobsIn(run, entry).map((job) => ({ ...job, sources: sourcesOf(entry.owner) })));
  };
  const entries = program.types.flatMap((owner) => owner.declaration.methods.map((method) => ({ method, owner })));
  for (const entry of entries) if (isMain(entry)) follow(entry);
  // Frameworks call methods of their own; those that make an environment start a job all the same.
  for (const entry of entries) if (makesEnvironment(entry)) follow(entry);
  for (const entry of entries) if (executesGiven(entry)) follow(entry);
  return jobs;
}

/** `public static void main(String[] args)`, and the shorter forms of Java 25. */
function isMain({ method, owner }: FoundMethod): boolean {
  if (method.name !== 'main' || method.body === undefined) return false;
  const [first] = method.parameters;
  const plain = method.parameters.length === 0;
  const usual = method.parameters.length === 1 && first?.type?.name === 'String';
  return (
    (usual && method.modifiers.includes('static')) ||
    ((plain || usual) && owner.declaration.methods.length > 0 && method.returns?.name === 'void')
  );
}

const FACTORIES = new Set([
  'getExecutionEnvironment',
  'createLocalEnvironment',
  'createLocalEnvironmentWithWebUI',
  'createRemoteEnvironment',
]);

function makesEnvironment({ method }: FoundMethod): boolean {
  if (method.body === undefined) return false;
  for (const one of expressionsIn(method.body)) {
    if (one.kind === 'call' && FACTORIES.has(one.name) && isClass(one.target)) return true;
  }
  return false;
}

/** `stream.getExecutionEnvironment()` makes none. */
const isClass = (target: JavaExpression | undefined): boolean =>
  (target?.kind === 'name' || target?.kind === 'field') && /^[A-Z]/.test(target.name);

/** Whether a method executes an environment that it is given, or its object: by Spring, by a framework of the project. */
function executesGiven({ method, owner }: FoundMethod): boolean {
  if (method.body === undefined) return false;
  const given = [...method.parameters, ...owner.declaration.fields].filter(
    ({ type }) => type?.name.split('.').at(-1) === 'StreamExecutionEnvironment',
  );
  if (given.length === 0) return false;
  const isGiven = (target: JavaExpression | undefined): boolean =>
    (target?.kind === 'name' || (target?.kind === 'field' && target.target.kind === 'this')) &&
    given.some(({ name }) => name === target.name);
  for (const one of expressionsIn(method.body)) {
    if (one.kind === 'call' && /^execute(?:Async)?$/.test(one.name) && isGiven(one.target)) return true;
  }
  return false;
}

function newRun(program: Program, { optionKey, lastVersion }: GraphTools): Run {
  const run: Run = {
    program,
    branches: [],
    guards: [],
    repeated: [],
    stack: [],
    visited: new Set(),
    envs: [],
    configs: [],
    statics: new Map(),
    loaded: new Set(),
    codes: new Map(),
    steps: MOST_STEPS,
    nested: 0,
    order: 0,
    optionKey,
    lastVersion,
    evaluate: (expression, frame) => {
      if (run.nested >= MOST_NESTED) return unknown('the program is nested too deeply to follow');
      run.nested++;
      const value = evaluate(run, expression, frame);
      run.nested--;
      return value;
    },
    block: (statements, frame) => block(run, statements, frame),
    statement: (one, frame) => statement(run, one, frame),
    apply: (callee, args, at) => apply(run, callee, args, at),
  };
  return run;
}

function start(run: Run, { method, owner }: FoundMethod): void {
  for (let type: ProjectType | undefined = owner; type !== undefined; type = type.outer) loadClass(run, type);
  const args: readonly Value[] = method.parameters.map(({ type }) =>
    type?.name === 'String'
      ? unknown("it comes from the program's arguments")
      : unknown('it is a parameter of the method where the job starts'),
  );
  const self: Value | undefined = method.modifiers.includes('static') ? undefined : madeBy(run, owner);
  invoke(run, { method, owner }, self?.kind === 'object' ? self : undefined, args);
}

/** An object of the class that an entry belongs to, with its fields as they are declared. */
function madeBy(run: Run, type: ProjectType): Value {
  const { nameAt, name } = type.declaration;
  const ref = { ...nameAt, name, args: [], dimensions: 0 };
  const frame = {
    unit: type.unit,
    type,
    self: undefined,
    scope: { variables: new Map(), outer: undefined },
    returned: [],
    depth: 0,
  };
  return evaluate(run, { kind: 'new', type: ref, arguments: [], ...nameAt }, frame);
}

function jobsIn(run: Run, entry: FoundMethod): readonly JobGraph[] {
  const envs = [...new Set(run.envs.map(actual))];
  return envs.flatMap((env) => {
    dropUnread(env);
    const executions = joinedExecutions(env);
    const rest = env.nodes.filter((node) => !executions.some(({ nodes }) => nodes.includes(node)));
    const all: readonly (Pick<Execution, 'nodes'> & Partial<Execution>)[] =
      rest.length > 0 || executions.length === 0 ? [...executions, { nodes: rest }] : executions;
    return all
      .filter(({ nodes, at }) => nodes.length > 0 || at !== undefined)
      .map((execution) => jobOf(run, entry, env, execution, executions));
  });
}

/** A source that nothing reads from is no part of the graph: Flink finds sources by who reads from them. */
function dropUnread(env: Env): void {
  const all = [...new Set([...env.nodes, ...env.executions.flatMap(({ nodes }) => nodes)])];
  const read = new Set(all.flatMap(({ inputs }) => inputs.flatMap(({ from }) => possibleNodes(from))));
  const isUnread = (node: Node): boolean =>
    node.kind === 'source' && !read.has(node) && node.escaped === undefined && node.kept !== true;
  const keep = (nodes: readonly Node[]): Node[] => nodes.filter((node) => !isUnread(node));
  env.nodes = keep(env.nodes);
  env.executions.splice(0, env.executions.length, ...env.executions.map((one) => ({ ...one, nodes: keep(one.nodes) })));
}

/** Executions in several arms of a branch run the same operators: they are one job. */
function joinedExecutions(env: Env): readonly Execution[] {
  const all: Execution[] = [];
  for (const one of env.executions) {
    const last = all.at(-1);
    if (
      last !== undefined &&
      last.branches.length > 0 &&
      one.nodes.length >= last.nodes.length &&
      last.nodes.every((node) => one.nodes.includes(node))
    ) {
      all[all.length - 1] = one;
    } else all.push(one);
  }
  return all;
}

function jobOf(
  run: Run,
  { method, owner }: FoundMethod,
  env: Env,
  execution: Pick<Execution, 'nodes'> & Partial<Execution>,
  executions: readonly Execution[],
): JobGraph {
  const { file } = owner.unit.facts;
  const nodes = [...execution.nodes].sort((a, b) => a.order - b.order);
  const ids = new Map(nodes.map((node, index) => [node, index]));
  const why = run.steps < 0 ? 'the program is too large to follow' : (env.open?.why ?? strangeInput(nodes));
  const name = execution.name?.known === true ? execution.name.value : undefined;
  return {
    name: name ?? owner.declaration.name,
    file,
    entry: { type: owner.name, method: method.name, at: { file, ...method.nameAt } },
    operators: nodes.map((node) => operatorOf(run, node, ids)),
    settings: (execution.settings ?? env.settings).map(settingOf),
    environment: { kind: env.kind, at: env.at, branches: env.branches },
    executions:
      execution.at === undefined
        ? []
        : executions.filter((one) => one.nodes === execution.nodes || one.at === execution.at).map(({ at }) => at),
    told: (execution.calls ?? env.calls).map(({ part, branches, order, ...call }) => ({
      ...builtCall(call),
      type: part,
      branches,
      after: nodes.filter((node) => node.order < order).length,
    })),
    tables: env.tables === true,
    calls: env.api,
    complete: why === undefined ? { known: true, value: true } : { known: false, why },
  };
}

const strangeInput = (nodes: readonly Node[]): string | undefined => {
  for (const { inputs } of nodes)
    for (const { from } of inputs) if (!from.known && from.oneOf === undefined) return from.why;
  return undefined;
};

function operatorOf(run: Run, node: Node, ids: ReadonlyMap<Node, number>): Operator {
  const inputs: Fact<readonly number[]> = inputsOf(node, ids);
  return {
    id: ids.get(node) ?? 0,
    kind: node.kind,
    call: node.call,
    at: node.at,
    expression: node.expression,
    api: node.api,
    ...(node.implied === true ? { implied: true } : {}),
    name: node.name,
    uid: node.uid,
    uidHash: node.uidHash,
    parallelism: node.parallelism,
    maxParallelism: node.maxParallelism,
    given: node.given,
    ...(node.nonParallel === undefined ? {} : { nonParallel: node.nonParallel }),
    accepts: node.accepts,
    keyed: node.keyed,
    stateful: node.stateful,
    state: node.state,
    ...(node.function === undefined ? {} : { function: node.function.seen }),
    arguments: argumentsOf(node.arguments, node.argumentsAt),
    described: node.described.map(builtCall),
    setters: node.setters.map(builtCall),
    keys: node.inputs.flatMap(({ key }) => (key === undefined ? [] : functionOf(run, key, node.at).seen)),
    inputs,
    partitioners: node.inputs.flatMap(({ by }) => by.at(-1) ?? []),
    branches: node.branches,
    repeated: node.repeated,
    ...(node.escaped === undefined ? {} : { escaped: node.escaped }),
    ...(node.asSource === true ? { asSource: true } : {}),
  };
}

function inputsOf({ inputs }: Node, ids: ReadonlyMap<Node, number>): Fact<readonly number[]> {
  const strange = inputs.find(({ from }) => !from.known);
  const idOf = (node: Node): readonly number[] => {
    const id = ids.get(node);
    return id === undefined ? [] : [id];
  };
  if (strange !== undefined && !strange.from.known) {
    const { why, oneOf } = strange.from;
    return { known: false, why, ...(oneOf === undefined ? {} : { oneOf: oneOf.map((one) => one.flatMap(idOf)) }) };
  }
  return { known: true, value: inputs.flatMap(({ from }) => (from.known ? from.value.flatMap(idOf) : [])) };
}

/** A setting of the code as one of a file would be: its value is a placeholder where it is unknown. */
function settingOf({ key, spelt, fact, keyAt, valueAt, by, callAt, branches }: MadeSetting): CodeSetting {
  const value = fact.known ? fact.value : `\${${fact.why}}`;
  return {
    key,
    value,
    type: 'string',
    written: value,
    keyAt: { ...keyAt, key, value },
    valueAt: { ...valueAt, key, value },
    quoted: false,
    nested: false,
    spelt,
    fact,
    branches,
    by,
    callAt: { ...callAt, key },
  };
}
