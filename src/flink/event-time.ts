import type { BuiltCall, Job, Operator } from '../model/graph.js';

/** Window assigners that go by event time; see `WindowAssigner#isEventTime`. */
const WINDOWS = /\.(?:Tumbling|Sliding)EventTimeWindows$|\.(?:Dynamic)?EventTimeSessionWindows$/;

const described = ({ described: calls }: Operator, name: string): BuiltCall | undefined =>
  calls.findLast((call) => call.name === name);

/** Why an operator waits for watermarks, as the end of a sentence; nothing where it does not, or where that is not known. */
export function waitsForWatermarks(operator: Operator): string | undefined {
  const assigner =
    described(operator, 'window')?.arguments[0]?.built?.type ??
    described(operator, 'windowAll')?.arguments[0]?.built?.type;
  if (assigner !== undefined && WINDOWS.test(assigner))
    return `its windows are ${assigner.split('.').at(-1) ?? assigner}`;
  const inProcessingTime = described(operator, 'inProcessingTime') !== undefined;
  if (operator.api === 'IntervalJoin' && !inProcessingTime) return 'it joins by event time';
  if (operator.api === 'PatternStream' && !inProcessingTime) return 'it matches patterns by event time';
  return undefined;
}

/** How a source gives watermarks, where that can be seen. */
export interface SourceWatermarks {
  readonly source: Operator;
  /** Calls that made the strategy: `forBoundedOutOfOrderness`, `withIdleness`. */
  readonly strategy: readonly BuiltCall[];
}

const STRATEGY = 'org.apache.flink.api.common.eventtime.WatermarkStrategy';

/** What an operator reads its watermarks from: sources and the strategies they were given; what is not known is left out. */
export function watermarksBehind(operator: Operator, { operators }: Job): readonly SourceWatermarks[] {
  const found: SourceWatermarks[] = [];
  const reached = new Set(inputsOf(operator, operators));
  for (const one of reached) {
    const at = strategyAt(one);
    const strategy = at === undefined ? undefined : one.arguments[at]?.built;
    if (strategy?.type === STRATEGY) found.push({ source: one, strategy: strategy.calls });
    if (at === undefined) for (const next of inputsOf(one, operators)) reached.add(next);
  }
  return found;
}

const inputsOf = ({ inputs }: Operator, operators: readonly Operator[]): readonly Operator[] =>
  inputs.known ? operators.filter(({ id }) => inputs.value.includes(id)) : [];

/** Which argument is the strategy of watermarks. */
const strategyAt = ({ call }: Operator): number | undefined =>
  call === 'fromSource' ? 1 : call === 'assignTimestampsAndWatermarks' ? 0 : undefined;

/** Whether a source ends, as far as its building says: all windows fire then. */
export function isBounded({ arguments: [source] }: Operator): boolean {
  const built = source?.built;
  return (
    built === undefined ||
    built.escaped ||
    built.calls.some(({ name }) => name === 'setBounded') ||
    !/\.(?:KafkaSource|KinesisStreamsSource|PulsarSource)(?:\.?Builder)?$/.test(built.type)
  );
}
