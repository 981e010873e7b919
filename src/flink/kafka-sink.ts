import type { Argument, Built, BuiltCall, Operator } from '../model/graph.js';

/** How a Kafka sink is put together. */
export interface KafkaSinkBuilt {
  /** As the code gives it: `EXACTLY_ONCE`; nothing where it is left out, `unknown` where it cannot be known. */
  readonly guarantee: string | undefined;
  /** Where the guarantee is given, else where the sink is. */
  readonly at: Argument['at'];
  readonly built: Built;
  readonly has: (method: string) => boolean;
  /** A property of the producer; nothing where it is not set, `unknown` where it cannot be known. */
  readonly property: (key: string) => string | undefined;
}

const SINK = /^org\.apache\.flink\.connector\.kafka\.sink\.KafkaSink(?:\.?Builder)?$/;

/** The Kafka sink that is given to `sinkTo`, where all of its building can be seen. */
export function kafkaSink({ call, implied, arguments: [sink] }: Operator): KafkaSinkBuilt | undefined {
  const built = sink?.built;
  if (call !== 'sinkTo' || implied === true || built === undefined || built.escaped || !SINK.test(built.type))
    return undefined;
  const [given, ...others] = built.calls.filter(({ name }) => /^setDeliver(?:y)?Guarantee$/.test(name));
  const fact = given?.arguments[0]?.fact;
  const known = others.length === 0 && fact?.known === true ? String(fact.value) : 'unknown';
  return {
    guarantee: given === undefined ? undefined : known.split('.').at(-1),
    at: given?.arguments[0]?.at ?? sink?.at ?? built.at,
    built,
    has: (method) => built.calls.some(({ name }) => name === method),
    property: (key) => propertyOf(built.calls, key),
  };
}

function propertyOf(calls: readonly BuiltCall[], key: string): string | undefined {
  let value: string | undefined;
  for (const { name, arguments: args } of calls) {
    if (name === 'setProperty') value = setTo(args, key) ?? value;
    if (name !== 'setKafkaProducerConfig') continue;
    const properties = args[0]?.built;
    // A file or a method elsewhere may bring more.
    if (properties === undefined || properties.escaped || properties.arguments.length > 0) return 'unknown';
    for (const call of properties.calls) {
      if (!/^(?:set|put|setProperty)$/.test(call.name)) return 'unknown';
      value = setTo(call.arguments, key) ?? value;
    }
  }
  return value;
}

/** What a pair of arguments says of a key; a key that is not known may be any. */
function setTo([name, value]: readonly Argument[], key: string): string | undefined {
  if (name?.fact.known !== true) return 'unknown';
  if (keyOf(String(name.fact.value)) !== key) return undefined;
  return value?.fact.known === true ? String(value.fact.value) : 'unknown';
}

/** Constants of `ProducerConfig` stand for their keys: `TRANSACTION_TIMEOUT_CONFIG`. */
const keyOf = (written: string): string =>
  /^[A-Z_]+_CONFIG$/.test(written)
    ? `${written
        .replace(/_CONFIG$/, '')
        .toLowerCase()
        .replaceAll('_', '.')}${written === 'TRANSACTION_TIMEOUT_CONFIG' ? '.ms' : ''}`
    : written;
