import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lastVersions } from '../../src/flink/api-calls.js';
import { removedClass } from '../../src/flink/removed-classes.js';

const { classes } = JSON.parse(readFileSync(new URL('../../schemas/flink-api.json', import.meta.url), 'utf8'));
const lastVersion = lastVersions(classes);

// From the class files of Flink 1.20.5 and 2.3.0, as `javap` shows them.
test.each([
  ['DataStream', 'keyBy', ['string'], '1.20'],
  ['SingleOutputStreamOperator', 'keyBy', ['number', 'number'], '1.20'],
  ['SingleOutputStreamOperator', 'keyBy', ['lambda'], undefined],
  ['DataStream', 'keyBy', [undefined], undefined],
  ['StreamExecutionEnvironment', 'enableCheckpointing', ['number'], undefined],
  ['StreamExecutionEnvironment', 'enableCheckpointing', ['number', undefined, 'boolean'], '1.20'],
  ['StreamExecutionEnvironment', 'setRestartStrategy', [undefined], '1.20'],
  // Kept for Flink's own use, or deprecated: it compiles.
  ['StreamExecutionEnvironment', 'addSource', [undefined], undefined],
  ['StreamExecutionEnvironment', 'fromElements', ['number', 'number'], undefined],
  ['JoinedStreams', 'with', [undefined], '1.20'],
  ['StreamExecutionEnvironment', 'noSuchMethod', [], undefined],
  ['NoSuchClass', 'map', ['lambda'], undefined],
] as const)('%s.%s(%j) was last in %s', (type, method, args, expected) => {
  expect(lastVersion(type, method, args)).toBe(expected);
});

test.each([
  ['org.apache.flink.streaming.api.functions.source.SourceFunction', '1.20'],
  ['org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext', '1.20'],
  ['org.apache.flink.streaming.api.functions.source.legacy.SourceFunction', undefined],
  ['org.apache.flink.api.connector.sink2.Sink', undefined],
  ['org.apache.flink.api.connector.sink2.Sink.InitContext', '1.20'],
  // Still there in 2.x, and loads the new one.
  ['org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend', undefined],
  ['com.acme.streaming.api.functions.source.SourceFunction', undefined],
])('%s was last in %s', (name, expected) => {
  expect(removedClass(name)?.until).toBe(expected);
});
