import { GIVEN_OBJECTS, OBJECT_SETTERS, SETTERS, type Setter } from '../../flink/setters.js';
import { lookup } from '../../lookup.js';
import type { Fact } from '../../model/graph.js';
import type { Span } from '../../model/span.js';
import { actual } from './build.js';
import { recordCall } from './nodes.js';
import { branchesNow, type Call, describedBy, handAway, type Run } from './run.js';
import type { ConfigObject, Env, MadeSetting, Value } from './things.js';
import { constant, factOf, stringOf, textOf, unknown } from './values.js';

/** Methods of an environment's parts that take over a whole configuration. */
const TAKES_OVER = /^(?:configure|addConfiguration|addAll)$/;

/** What an environment takes over from a configuration that it is given. */
export function applyConfiguration(run: Run, from: Env, configuration: Value | undefined, at: Span): void {
  if (configuration === undefined) return;
  const env = actual(from);
  if (configuration.kind !== 'config') {
    env.open ??= { at, why: configuration.kind === 'unknown' ? configuration.why : 'its configuration cannot be seen' };
    return;
  }
  const { config } = configuration;
  env.settings.push(...config.settings.map((one) => ({ ...one, branches: [...one.branches, ...branchesNow(run)] })));
  if (config.open !== undefined) env.open ??= { at, why: config.open };
}

/** Setters of `Configuration`: the option or its key, then the value. */
const CONFIG_SETTERS =
  /^(?:set|setString|setInteger|setLong|setBoolean|setFloat|setDouble|setBytes|setIfAbsent|putIfAbsent)$/;

/** A new `Configuration`, empty or with the settings of another one. */
export function newConfig(run: Run, at: Span, from: ConfigObject | undefined, why = from?.open): Value {
  const config: ConfigObject = {
    settings: [...(from?.settings ?? [])],
    at,
    ...(why === undefined ? {} : { open: why }),
  };
  run.configs.push(config);
  return { kind: 'config', config };
}

/** `Configuration.fromMap(Map.of(…))`; of other maps it is not known what is in them. */
export function staticConfigCall(run: Run, type: string, seen: Call): Value | undefined {
  if (type !== 'org.apache.flink.configuration.Configuration' || seen.name !== 'fromMap') return undefined;
  const [map] = seen.arguments;
  const [only, ...others] = map?.kind === 'object' ? map.calls : [];
  const pairs = only?.name === 'of' && others.length === 0 ? only : undefined;
  const made = newConfig(run, seen.callAt, undefined, pairs === undefined ? 'it is made of a map' : undefined);
  if (pairs === undefined || made.kind !== 'config') return made;
  for (let index = 0; index + 1 < pairs.arguments.length; index += 2) {
    const [key, value] = pairs.arguments.slice(index, index + 2);
    if (key === undefined || value === undefined) continue;
    const place = { ...seen, argumentsAt: pairs.argumentsAt.slice(index, index + 2) };
    made.config.settings.push(...settingFrom(run, key, value, place));
  }
  return made;
}

/** What a method of a `Configuration` does. */
export function configCall(run: Run, config: ConfigObject, seen: Call): Value {
  const { name, arguments: args } = seen;
  const [first, second] = args;
  const self: Value = { kind: 'config', config };
  if (CONFIG_SETTERS.test(name) && first !== undefined && second !== undefined) {
    config.settings.push(...settingFrom(run, first, second, seen));
    return self;
  }
  if (name === 'addAll' && first?.kind === 'config') {
    config.settings.push(...first.config.settings);
    if (first.config.open !== undefined) config.open ??= first.config.open;
    return constant(null);
  }
  if (name === 'removeConfig' || name === 'removeKey') {
    config.open ??= 'a setting is taken away';
    return self;
  }
  if (/^(?:get|contains|keySet|toMap|clone|toString|isEmpty)/.test(name))
    return unknown('it is read from a configuration');
  handAway(args, seen.callAt, `${name}() cannot be seen`);
  return self;
}

function settingFrom(run: Run, key: Value, value: Value, seen: Call): readonly MadeSetting[] {
  const named = key.kind === 'constant' ? run.optionKey(key.type, key.name) : stringOf(key);
  if (named === undefined) return [];
  const [keyAt = seen.callAt, valueAt = seen.callAt] = seen.argumentsAt;
  return [
    {
      key: named,
      spelt: key.kind !== 'constant',
      fact: factOf(value, (one) => configured(one)),
      keyAt,
      valueAt,
      by: seen.name,
      callAt: seen.callAt,
      branches: branchesNow(run),
    },
  ];
}

/** A value as Flink's configuration would show it. */
function configured(value: Value): string | undefined {
  switch (value.kind) {
    case 'duration':
      return `${value.ms} ms`;
    case 'memory':
      return `${value.bytes} bytes`;
    case 'const':
      return value.value === null ? undefined : String(value.value);
    case 'list': {
      const texts = value.items.flatMap((one) => configured(one) ?? []);
      return value.open || texts.length < value.items.length ? undefined : texts.join(';');
    }
    case 'constant':
      return isEnum(value.type) ? value.name : undefined;
    default:
      return textOf(value);
  }
}

/** Classes of Flink's that keep texts under names, such as `StateBackendLoader.ROCKSDB_STATE_BACKEND_NAME`. */
const KEEPS_TEXTS = /(?:Loader|Constants|Options|Factory|Utils)$/;

/** Whether the constants of a class are shown by their names: those of Flink's enums; what others stand for is not known. */
const isEnum = (type: string): boolean => type.startsWith('org.apache.flink.') && !KEEPS_TEXTS.test(type);

/** What a method of `env.getConfig()` and the like does. */
export function envPartCall(run: Run, { env, part }: Extract<Value, { kind: 'env-part' }>, seen: Call): Value {
  recordCall(run, env, part, seen);
  const { name, arguments: args } = seen;
  const hasOptions = part === 'Configuration' || part === 'TableConfig';
  if (hasOptions && CONFIG_SETTERS.test(name)) {
    const [first, second] = args;
    if (first !== undefined && second !== undefined) {
      actual(env).settings.push(...settingFrom(run, first, second, seen));
    }
    return { kind: 'env-part', env, part };
  }
  if (name === 'getConfiguration') return { kind: 'env-part', env, part: 'Configuration' };
  if (TAKES_OVER.test(name)) applyConfiguration(run, env, args[0], seen.callAt);
  if (part === 'Configuration') return { kind: 'env-part', env, part };
  return envSetter(run, env, part, seen);
}

/** A setter of the environment or of one of its parts; everything else is noted for rules to see. */
export function envSetter(run: Run, from: Env, part: string, seen: Call): Value {
  const env = actual(from);
  const { name } = seen;
  env.calls.push({ ...describedBy(seen), part, branches: branchesNow(run), order: run.order });
  const setters = lookup(SETTERS, part);
  const written = lookup(setters ?? {}, name) ?? [];
  for (const setter of written) env.settings.push(...made(run, setter, seen, seen));
  env.settings.push(...fromObject(run, seen));
  if (written.length > 0 || /^(?:set|enable|disable|register)/.test(name)) {
    return part === 'StreamExecutionEnvironment' ? { kind: 'env', env } : { kind: 'env-part', env, part };
  }
  return unknown(`${name}() cannot be seen`);
}

/** The settings that an object stands for: a state backend, a restart strategy, a place for checkpoints. */
function fromObject(run: Run, seen: Call): readonly MadeSetting[] {
  const key = lookup(OBJECT_SETTERS, seen.name);
  const [object] = seen.arguments;
  if (key === undefined || object === undefined) return [];
  const known = describedObject(object, seen);
  const setters = known === undefined ? undefined : lookup(GIVEN_OBJECTS, known.name);
  // An object that is not known decides the option all the same.
  if (known === undefined || setters === undefined) return made(run, { key, argument: 0 }, seen, seen);
  return setters.flatMap((setter) => made(run, setter, known, seen));
}

/** What has the arguments that are written: a call, or an object that it is given. */
type Arguments = Pick<Call, 'name' | 'arguments' | 'argumentsAt'>;

/** An object by its class, or by the static method that gives it, with the arguments of either. */
function describedObject(object: Value, seen: Call): Arguments | undefined {
  if (pathOf(object) !== undefined) return { ...seen, name: 'String' };
  if (object.kind !== 'object' || object.type.kind !== 'external') return undefined;
  const name = object.type.name.split('.').at(-1) ?? '';
  const [factory] = object.calls;
  if (name === 'RestartStrategies' && factory !== undefined) return { ...factory, name: `${name}#${factory.name}` };
  const [first] = object.arguments;
  const isOfAnother =
    first?.kind === 'object' && pathOf(first) === undefined && Object.hasOwn(GIVEN_OBJECTS, `${name}#of`);
  return { ...object, name: isOfAnother ? `${name}#of` : name };
}

/** Text, or a path or URI that is made of text. */
function pathOf(value: Value): string | undefined {
  const text = stringOf(value);
  if (text !== undefined || value.kind !== 'object' || value.type.kind !== 'external') return text;
  if (!/^(?:java\.net\.URI|org\.apache\.flink\.core\.fs\.Path)$/.test(value.type.name)) return undefined;
  const [first, ...others] = [...value.arguments, ...value.calls.flatMap((call) => call.arguments)];
  return first === undefined || others.length > 0 ? undefined : stringOf(first);
}

/** @param of the call or object that has the arguments, @param seen the setter that is called */
function made(run: Run, setter: Setter, of: Omit<Arguments, 'name'>, seen: Call): readonly MadeSetting[] {
  const { key, argument } = setter;
  const fact = writtenBy(setter, of);
  if (fact === undefined) return [];
  const valueAt =
    argument === undefined ? (seen.argumentsAt[0] ?? seen.callAt) : (of.argumentsAt[argument] ?? seen.callAt);
  return [
    {
      key,
      spelt: false,
      fact,
      keyAt: seen.at,
      valueAt,
      by: seen.name,
      callAt: seen.callAt,
      branches: branchesNow(run),
    },
  ];
}

/** What a call writes for an option; nothing where it leaves it alone. */
function writtenBy(setter: Setter, { arguments: args }: Pick<Call, 'arguments'>): Fact<string> | undefined {
  const { argument, as = 'text', value, without, unseen, only, except } = setter;
  if (unseen !== undefined) return { known: false, why: unseen };
  if (value !== undefined) return { known: true, value };
  const given = args[argument ?? 0];
  if (given === undefined) return without === undefined ? undefined : { known: true, value: without };
  const text = configured(given);
  if (text !== undefined && except?.includes(text) === true) return undefined;
  if (only === undefined) return factOf(given, READ[as]);
  const isKnown = text !== undefined && given.kind !== 'any';
  return isKnown && !Object.hasOwn(only, text) ? undefined : factOf(given, (one) => only[configured(one) ?? '']);
}

function milliseconds(value: Value): string | undefined {
  if (value.kind === 'duration') return `${value.ms} ms`;
  return value.kind === 'const' && typeof value.value === 'number' ? `${value.value} ms` : undefined;
}

/** How arguments become text. */
const READ: Readonly<Record<NonNullable<Setter['as']>, (value: Value) => string | undefined>> = {
  text: configured,
  milliseconds,
  path: pathOf,
};
