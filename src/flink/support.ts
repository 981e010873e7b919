import type { VersionRange } from '../model/version.js';
import { minorOf } from './versions.js';

/**
 * Minor versions that get fixes: the newest two, and the last of 1.x for longer. The Flink project says so at each release;
 * this is how it stands with 2.3.
 */
const SUPPORTED: ReadonlySet<string> = new Set(['1.20', '2.2', '2.3']);

/** The newest minor version that this table knows, and the oldest that the newest Kubernetes operator still starts. */
const NEWEST: readonly [number, number] = [2, 3];
const OLDEST_STARTED: readonly [number, number] = [1, 19];

/** How far from support a version is: nobody fixes it, or nothing new works with it either. */
export function supportOf({ min, max }: VersionRange): 'supported' | 'ended' | 'long ended' {
  const minor = minorOf(max);
  if (minorOf(min) !== minor || SUPPORTED.has(minor) || compare(partsOf(minor), NEWEST) > 0) return 'supported';
  return compare(partsOf(minor), OLDEST_STARTED) < 0 ? 'long ended' : 'ended';
}

const partsOf = (minor: string): readonly [number, number] => {
  const [major = 0, second = 0] = minor.split('.').map(Number);
  return [major, second];
};

const compare = (a: readonly [number, number], b: readonly [number, number]): number => a[0] - b[0] || a[1] - b[1];

/**
 * Connectors that are built on `SourceFunction` and `SinkFunction`, by what imports of them begin with, and what to use. Flink 2
 * has those interfaces for its own use only.
 */
export const ENDED_CONNECTORS: readonly (readonly [prefix: RegExp, use: string])[] = [
  [/^org\.apache\.flink\.streaming\.connectors\.kafka\.FlinkKafka(?:Consumer|Producer)/, 'KafkaSource and KafkaSink'],
  [
    /^org\.apache\.flink\.streaming\.connectors\.elasticsearch[5-7]\./,
    'the sink builders in org.apache.flink.connector.elasticsearch.sink',
  ],
  [
    /^org\.apache\.flink\.streaming\.connectors\.kinesis\.FlinkKinesis(?:Consumer|Producer|FirehoseProducer)/,
    'KinesisStreamsSource and KinesisStreamsSink',
  ],
  [/^org\.apache\.flink\.streaming\.connectors\.(?:twitter|nifi|wikiedits)\./, 'a source or sink of your own'],
  [/^org\.apache\.flink\.streaming\.connectors\.(?:redis|activemq|akka|flume)\./, 'a connector that is kept up'],
];
