import { type Effect, PARALLEL_SOURCES, type SourceMethod } from '../../flink/stream-api.js';
import type { Fact, FunctionCode, UserFunction } from '../../model/graph.js';
import type { JavaExpression, JavaType } from '../../model/java.js';
import type { Span } from '../../model/span.js';
import { codeOfClass, codeOfLambda, codeOfReference } from './function-code.js';
import type { Run } from './run.js';
import type { ProjectType, Value } from './things.js';
import { expressionsIn, expressionsOf } from './walk.js';

/** A user's function with the value that it was given as. */
export interface SeenFunction {
  readonly value: Value;
  readonly seen: UserFunction;
}

/** Whether an operator has state, and why, in words. */
export interface StateVerdict {
  readonly stateful: Fact<boolean>;
  readonly state: string;
}

const yes = (state: string): StateVerdict => ({ stateful: { known: true, value: true }, state });
const no = (state: string): StateVerdict => ({ stateful: { known: true, value: false }, state });
const maybe = (why: string): StateVerdict => ({ stateful: { known: false, why }, state: why });

/** What can be seen of a function that is given to an operator. */
export function functionOf(run: Run, value: Value, at: Span): SeenFunction {
  const seen = (kind: UserFunction['kind'], more: Partial<UserFunction> = {}): SeenFunction => ({
    value,
    seen: { kind, at, ancestors: [], ...more },
  });
  if (value.kind === 'lambda') {
    return value.reference === undefined
      ? seen('lambda', { code: codeOfLambda(run.program, value) })
      : seen('reference', referred(run, value.reference));
  }
  if (value.kind !== 'object') return seen('unknown');
  if (value.type.kind === 'external')
    return seen('class', { name: builtClass(value.type.name), ancestors: [builtClass(value.type.name)] });
  const { type } = value.type;
  const { start, end } = type.declaration.nameAt;
  return seen('class', {
    name: type.declaration.name === '' ? (type.declaration.extends[0]?.name ?? '') : type.declaration.name,
    ancestors: run.program.ancestors(type),
    declared: { file: type.unit.facts.file, start, end },
    code: codeOf(run, type),
  });
}

function referred(
  { program }: Run,
  { target, name }: { readonly target: Value | undefined; readonly name: string },
): Pick<UserFunction, 'code'> {
  const named = target?.kind === 'type' || target?.kind === 'object' ? target.type : undefined;
  const code = named?.kind === 'project' ? codeOfReference(program, named.type, name) : undefined;
  return code === undefined ? {} : { code };
}

function codeOf(run: Run, type: ProjectType): FunctionCode {
  const code = run.codes.get(type) ?? codeOfClass(run.program, type);
  run.codes.set(type, code);
  return code;
}

/** Interfaces and classes whose implementations have state; the sinks of AWS are all made of `AsyncSinkBase`. */
const STATEFUL =
  /\.(?:CheckpointedFunction|ListCheckpointed|WithMasterCheckpointHook|TwoPhaseCommitSinkFunction|StatefulSink|SupportsWriterState|AsyncSinkBase|KinesisStreamsSink|KinesisFirehoseSink|DynamoDbSink|SqsSink|sink\.JdbcSink|KeyedBroadcastProcessFunction|BroadcastProcessFunction|StreamingFileSink|FileSink|KafkaSink|FlinkKafkaProducer|FlinkKafkaConsumer|FlinkKafkaConsumerBase|FlinkKinesisConsumer|FlinkKinesisProducer)$/;

/** Sinks of Flink's own that keep nothing. */
const STATELESS = /\.(?:PrintSink|PrintSinkFunction|DiscardingSink|SocketClientSink)$/;

const STATE_TYPES =
  /^(?:Value|List|Map|Reducing|Aggregating|Broadcast)State(?:Descriptor)?$|^(?:Keyed|Operator)StateStore$/;

const STATE_CALLS = new Set([
  'getState',
  'getListState',
  'getMapState',
  'getReducingState',
  'getAggregatingState',
  'getUnionListState',
  'getBroadcastState',
  'applyToKeyedState',
]);

const TIMERS = new Set(['registerEventTimeTimer', 'registerProcessingTimeTimer']);

/** Whether an operator has state: by its nature, or by the function that it is given. */
export function operatorState(
  run: Run,
  effect: Extract<Effect, { does: 'operator' }>,
  user: SeenFunction | undefined,
): StateVerdict {
  if (effect.state !== undefined) return yes(effect.state);
  if (effect.stateless === true || user === undefined) return no('it keeps nothing between records');
  return functionState(run, user);
}

/** Whether a source has state. */
export function sourceState(run: Run, { state }: SourceMethod, user: SeenFunction | undefined): StateVerdict {
  if (state === 'source') return yes('it keeps how far it has read');
  if (state === 'none') return no('it keeps nothing that a restore needs');
  return user === undefined ? maybe('its function cannot be seen') : functionState(run, user);
}

/** Whether a function keeps state. */
export function functionState(run: Run, { value, seen }: SeenFunction): StateVerdict {
  if (seen.kind === 'lambda' || seen.kind === 'reference') return no('a lambda keeps no state');
  if (value.kind !== 'object')
    return maybe(value.kind === 'unknown' ? value.why : 'its function depends on a condition');
  if (value.type.kind === 'external') {
    const name = builtClass(value.type.name);
    if (STATEFUL.test(name)) return yes(`${simple(name)} keeps state`);
    return STATELESS.test(name) ? no(`${simple(name)} keeps no state`) : maybe(`${simple(name)} cannot be seen into`);
  }
  return classState(run, value.type.type);
}

function classState(run: Run, type: ProjectType): StateVerdict {
  const ancestors = run.program.ancestors(type);
  const known = ancestors.find((name) => STATEFUL.test(name) && !(CHECKPOINTED.test(name) && keepsNothing(run, type)));
  if (known !== undefined) return yes(`${nameOf(type)} is a ${simple(known)}`);
  for (const one of lineage(run, type)) {
    const what = keeps(one.declaration);
    if (what !== undefined) return yes(`${nameOf(type)} ${what}`);
  }
  const strange = ancestors.find(
    (name) =>
      run.program.named(name) === undefined && !/^(?:org\.apache\.flink|java)\./.test(name) && name !== 'Serializable',
  );
  if (strange !== undefined) return maybe(`${simple(strange)} cannot be seen into`);
  if (lineage(run, type).some(({ declaration }) => declaration.broken))
    return maybe(`${nameOf(type)} cannot be read whole`);
  return no(`${nameOf(type)} keeps no state of Flink's`);
}

const CHECKPOINTED = /\.CheckpointedFunction$/;

/**
 * Whether `initializeState` leaves alone the context that it is given, the only way to the state of a
 * `CheckpointedFunction`: many implement it to write out what they gathered before each checkpoint.
 */
function keepsNothing(run: Run, type: ProjectType): boolean {
  const [initialize] = lineage(run, type)
    .flatMap(({ declaration }) => declaration.methods)
    .filter(({ name, parameters }) => name === 'initializeState' && parameters.length === 1);
  const context = initialize?.parameters[0]?.name;
  if (initialize?.body === undefined || initialize.broken) return false;
  return ![...expressionsIn(initialize.body)].some((one) => one.kind === 'name' && one.name === context);
}

/** What a class does that gives it state, as the end of a sentence. */
function keeps(type: JavaType): string | undefined {
  const field = type.fields.find(({ type: declared }) => STATE_TYPES.test(declared.name.split('.').at(-1) ?? ''));
  if (field !== undefined) return `has the state '${field.name}'`;
  for (const one of expressionsOf(type)) {
    if (one.kind !== 'call') continue;
    if (STATE_CALLS.has(one.name) && one.arguments.length > 0 && ofFlink(one)) return `calls ${one.name}()`;
    if (TIMERS.has(one.name)) return 'registers timers';
    if (one.name === 'windowState' || one.name === 'globalState') return `calls ${one.name}()`;
  }
  return undefined;
}

/** `getRuntimeContext().getState(…)`, `context.getOperatorStateStore().getListState(…)`, `ctx.getBroadcastState(…)`. */
function ofFlink({ target, name }: Extract<JavaExpression, { kind: 'call' }>): boolean {
  if (name !== 'getState') return true;
  if (target?.kind === 'call') return /^get(?:RuntimeContext|KeyedStateStore|OperatorStateStore)$/.test(target.name);
  return target?.kind === 'name' && /ctx|context|store/i.test(target.name);
}

/** A class and those of the project above it. */
function lineage(run: Run, type: ProjectType): readonly ProjectType[] {
  const above = run.program.ancestors(type).flatMap((name) => run.program.named(name, type.unit) ?? []);
  return [type, ...above];
}

/** Whether Flink runs a legacy source in parallel; nothing where its class cannot be seen. */
export function isParallelSource(run: Run, user: SeenFunction | undefined): boolean | undefined {
  if (user === undefined) return undefined;
  const { value, seen } = user;
  if (seen.kind === 'lambda' || seen.kind === 'reference') return false;
  const names = value.kind === 'object' && value.type.kind === 'external' ? [value.type.name] : seen.ancestors;
  if (names.some((name) => PARALLEL_SOURCES.has(simple(name)))) return true;
  if (value.kind !== 'object' || value.type.kind === 'external') return undefined;
  const certain = names.every(
    (name) =>
      run.program.named(name) !== undefined ||
      /^(?:org\.apache\.flink\.streaming\.api|org\.apache\.flink\.api|java)\./.test(name),
  );
  return certain && names.some((name) => /SourceFunction$/.test(name)) ? false : undefined;
}

/** A builder is taken for what it builds. */
export const builtClass = (name: string): string => name.replace(/\.?Builder$/, '');

const simple = (name: string): string => name.split('.').at(-1) ?? name;

const nameOf = ({ declaration }: ProjectType): string =>
  declaration.name === '' ? `the ${declaration.extends[0]?.name ?? 'class'} here` : declaration.name;
