import { GIVEN_OBJECTS, OBJECT_SETTERS, SETTERS, type Setter, TRUE_WITHOUT_ARGUMENT } from '../../flink/setters.js';
import type { Fact } from '../../model/graph.js';
import type { Span } from '../../model/span.js';
import { actual } from './build.js';
import { recordCall } from './nodes.js';
import { branchesNow, type Call, describedBy, handAway, type Run } from './run.js';
import type { ConfigObject, Env, MadeSetting, Value } from './things.js';
import { constant, factOf, stringOf, textOf, unknown } from './values.js';

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
    default:
      return textOf(value);
  }
}

/** What a method of `env.getConfig()` and the like does. */
export function envPartCall(run: Run, { env, part }: Extract<Value, { kind: 'env-part' }>, seen: Call): Value {
  recordCall(run, env, part, seen);
  const { name, arguments: args } = seen;
  if (part === 'Configuration' || (part === 'TableConfig' && CONFIG_SETTERS.test(name))) {
    const [first, second] = args;
    if (CONFIG_SETTERS.test(name) && first !== undefined && second !== undefined) {
      actual(env).settings.push(...settingFrom(run, first, second, seen));
    }
    return { kind: 'env-part', env, part };
  }
  if (name === 'getConfiguration') return { kind: 'env-part', env, part: 'Configuration' };
  return envSetter(run, env, part, seen);
}

/** A setter of the environment or of one of its parts; everything else is noted for rules to see. */
export function envSetter(run: Run, from: Env, part: string, seen: Call): Value {
  const env = actual(from);
  const { name } = seen;
  env.calls.push({ ...describedBy(seen), part, branches: branchesNow(run), order: run.order });
  const setters = Object.hasOwn(SETTERS, part) ? SETTERS[part] : undefined;
  const written = setters !== undefined && Object.hasOwn(setters, name) ? (setters[name] ?? []) : [];
  for (const setter of written) env.settings.push(...made(run, setter, seen, seen));
  env.settings.push(...fromObject(run, seen));
  if (written.length > 0 || /^(?:set|enable|disable|register)/.test(name)) {
    return part === 'StreamExecutionEnvironment' ? { kind: 'env', env } : { kind: 'env-part', env, part };
  }
  return unknown(`${name}() cannot be seen`);
}

/** The settings that an object stands for: a state backend, a restart strategy, a place for checkpoints. */
function fromObject(run: Run, seen: Call): readonly MadeSetting[] {
  const key = Object.hasOwn(OBJECT_SETTERS, seen.name) ? OBJECT_SETTERS[seen.name] : undefined;
  const [object] = seen.arguments;
  if (key === undefined || object === undefined) return [];
  const known = describedObject(object, seen);
  const setters =
    known !== undefined && Object.hasOwn(GIVEN_OBJECTS, known.name) ? GIVEN_OBJECTS[known.name] : undefined;
  // An object that is not known decides the option all the same.
  if (known === undefined || setters === undefined) return made(run, { key, argument: 0 }, seen, seen);
  return setters.flatMap((setter) => made(run, setter, known, seen));
}

/** An object by its class, or by the static method that gives it, with the arguments of either. */
function describedObject(object: Value, seen: Call): Pick<Call, 'name' | 'arguments' | 'argumentsAt'> | undefined {
  if (stringOf(object) !== undefined) return { ...seen, name: 'String' };
  if (object.kind !== 'object' || object.type.kind !== 'external') return undefined;
  const name = object.type.name.split('.').at(-1) ?? '';
  const [factory] = object.calls;
  if (name === 'Path') return { ...object, name: 'String' };
  return name === 'RestartStrategies' && factory !== undefined
    ? { ...factory, name: `${name}#${factory.name}` }
    : { ...object, name };
}

/** @param of the call or object that has the arguments, @param seen the setter that is called */
function made(
  run: Run,
  { key, argument, as, value }: Setter,
  of: Pick<Call, 'arguments' | 'argumentsAt'>,
  seen: Call,
): readonly MadeSetting[] {
  const given = argument === undefined ? undefined : of.arguments[argument];
  if (value === undefined && given === undefined && !TRUE_WITHOUT_ARGUMENT.has(seen.name)) return [];
  const fact: Fact<string> =
    given === undefined
      ? { known: true, value: value ?? 'true' }
      : factOf(given, (one) => (as === 'milliseconds' ? milliseconds(one) : configured(one)));
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

function milliseconds(value: Value): string | undefined {
  if (value.kind === 'duration') return `${value.ms} ms`;
  return value.kind === 'const' && typeof value.value === 'number' ? `${value.value} ms` : undefined;
}
