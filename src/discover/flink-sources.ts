/**
 * The packages below `org.apache.flink` that Flink's own modules have, from the jars of 1.4 to 2.3; connectors, libraries
 * beside Flink and what people write for themselves have others.
 */
const OWN: ReadonlySet<string> = new Set(
  `api batch cep client configuration container contrib core datastream dropwizard dstl events fnexecution formats fs
   hadoopcompatibility hdfstests kubernetes management mapred mapreduce mesos metrics migration model optimizer orc python
   queryablestate runtime sql state storm table test tests testutils traces types util yarn
   streaming.api streaming.configuration streaming.python streaming.runtime streaming.tests streaming.util`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

const DECLARED = /^package\s+org\.apache\.flink\.([\w.]+)\s*;/m;

/**
 * Whether a source is one of Flink itself, as a fork of Flink has them and a project that mends a class of Flink's: it
 * starts no job of anybody's, and what its classes do is known without it.
 */
export function isFlinksOwn(text: string): boolean {
  const below = DECLARED.exec(text.slice(0, 4_000))?.[1]?.split('.');
  if (below === undefined || below.some((name) => name === 'examples' || name === 'example')) return false;
  return OWN.has(below[0] ?? '') || OWN.has(below.slice(0, 2).join('.'));
}
