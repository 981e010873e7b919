import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../src/environment.js';
import { optionConstants } from '../src/flink/option-constants.js';
import { OBJECT_SETTERS, SETTERS } from '../src/flink/setters.js';
import type { CodeSetting } from '../src/model/graph.js';
import { loadJavaParser } from '../src/readers.js';
import { sourceText } from '../src/syntax/source-text.js';
import { jobsOf } from '../src/targets/graph/jobs.js';
import type { SeenCall } from '../tools/oracle/setters.js';
import { plainValue } from '../tools/oracle/settings.js';

/** Calls on real environments, and what came of them, see tools/oracle. */
const calls: readonly SeenCall[] = JSON.parse(
  readFileSync(new URL('../fixtures/oracle/setters.json', import.meta.url), 'utf8'),
);
const parser = await loadJavaParser();
const optionKey = optionConstants(readCatalogue().options);

/** What we read in a job that makes a call. */
function readIn({ statement, before }: SeenCall): readonly CodeSetting[] {
  const text = `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
public class Setters {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    ${before === undefined ? '' : `${before};`}
    ${statement};
    env.fromSequence(0, 9).print();
    env.execute();
  }
}
`;
  const [job] = jobsOf([parser.read(sourceText('Setters.java', text))], { optionKey, lastVersion: () => undefined });
  return job?.settings ?? [];
}

/** The last setting of each key. */
const lastOf = (settings: readonly CodeSetting[]): readonly CodeSetting[] =>
  settings.filter((one, index) => !settings.slice(index + 1).some(({ key }) => key === one.key));

/** What Flink keeps for itself under no option that a file could have. */
const isHidden = (key: string): boolean => key.startsWith('hidden.');

describe('what setters write', () => {
  it.each(calls.filter(({ throws }) => throws === undefined))('$statement', (call) => {
    const settings = lastOf(readIn(call));
    const known = settings.flatMap(({ key, fact }) => (fact.known ? [[key, plainValue(fact.value)] as const] : []));
    const written = Object.entries(call.sets).map(([key, value]) => [key, plainValue(value)] as const);
    const keys = [...written.map(([key]) => key), ...(call.removes ?? [])];
    expect(written).toEqual(expect.arrayContaining(known));
    expect(settings.map(({ key }) => key)).toEqual(expect.arrayContaining(keys.filter((key) => !isHidden(key))));
  });

  it('is seen on real Flink for each setter that we know', () => {
    const seen = calls.map((call) => `${call.class}.${call.method}`);
    const ours = Object.entries(SETTERS).flatMap(([type, methods]) =>
      Object.keys(methods).map((method) => `${type}.${method}`),
    );
    expect(seen).toEqual(expect.arrayContaining(ours));
    expect(calls.map(({ method }) => method)).toEqual(expect.arrayContaining(Object.keys(OBJECT_SETTERS)));
  });

  it('is known but for what is taken away, or put together from objects', () => {
    const unknown = calls.flatMap((call) =>
      lastOf(readIn(call)).flatMap(({ by, key, fact }) => (fact.known ? [] : [`${by}: ${key}`])),
    );
    expect([...new Set(unknown)].sort()).toEqual([
      'addJobParameter: pipeline.global-job-parameters',
      'disableCheckpointing: execution.checkpointing.interval',
      'registerJobListener: execution.job-listeners',
      'resetParallelism: parallelism.default',
      'setDefaultSavepointDirectory: execution.checkpointing.savepoint-dir',
      'setGlobalJobParameters: pipeline.global-job-parameters',
      'setStateBackend: execution.checkpointing.dir',
      'setStateBackend: execution.checkpointing.storage',
    ]);
  });
});
