import type { Argument, BuiltCall, Operator } from '../model/graph.js';
import type { Span } from '../model/span.js';
import { nameAt } from './call-names.js';

const SINK = /^org\.apache\.flink\.connector\.jdbc\.(?:core\.datastream\.sink\.|sink\.)?JdbcSink(?:\.?Builder)?$/;
const OPTIONS = /^org\.apache\.flink\.connector\.jdbc\.JdbcExecutionOptions(?:\.Builder)?$/;

/** `JdbcExecutionOptions.DEFAULT_MAX_RETRY_TIMES`. */
const DEFAULT_RETRIES = 3;

/** How often a JDBC sink with transactions tries a batch again, and where that is said or the sink is made. */
export interface JdbcRetries {
  readonly value: number;
  readonly set: boolean;
  readonly at: Span;
}

/** The retries of a JDBC sink that is exactly once, where all of its building can be seen. */
export function exactlyOnceRetries({ implied, arguments: [sink] }: Operator): JdbcRetries | undefined {
  const built = sink?.built;
  if (implied === true || built === undefined || built.escaped || !SINK.test(built.type)) return undefined;
  const made = built.calls.find(({ name }) => name === 'buildExactlyOnce' || name === 'exactlyOnceSink');
  if (made === undefined) return undefined;
  if (made.name === 'exactlyOnceSink') return retriesOf(made.arguments[2], made);
  const [given, ...others] = built.calls.filter(({ name }) => name === 'withExecutionOptions');
  if (others.length > 0) return undefined;
  return given === undefined ? byDefault(made) : retriesOf(given.arguments[0], made);
}

const byDefault = (made: BuiltCall): JdbcRetries => ({ value: DEFAULT_RETRIES, set: false, at: nameAt(made) });

function retriesOf(options: Argument | undefined, made: BuiltCall): JdbcRetries | undefined {
  const built = options?.built;
  if (options === undefined || built === undefined || !OPTIONS.test(built.type)) return undefined;
  // What is built on the spot nobody else can have told more.
  const onTheSpot = built.calls.every(({ at }) => at.start >= options.at.start && at.end <= options.at.end);
  if ((built.escaped && !onTheSpot) || !/^(?:build|defaults)$/.test(built.calls.at(-1)?.name ?? '')) return undefined;
  const [given, ...others] = built.calls.filter(({ name }) => name === 'withMaxRetries');
  if (given === undefined) return byDefault(made);
  const [retries] = given.arguments;
  if (others.length > 0 || retries?.fact.known !== true || typeof retries.fact.value !== 'number') return undefined;
  return { value: retries.fact.value, set: true, at: retries.at };
}
