import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classesOf, inMinor, type Release } from '../tools/api/merge.js';
import type { FlinkApi, RawClass, RawMethod } from '../tools/api/model.js';

const api: FlinkApi = JSON.parse(readFileSync(new URL('../schemas/flink-api.json', import.meta.url), 'utf8'));
const minors = Object.keys(api.flink);

const methodsAt = (name: string, method: string, minor: string): readonly object[] => {
  const known = api.classes[name];
  return known === undefined ? [] : (inMinor(known, minor, minors)?.methods[method] ?? []);
};

describe('the stored API', () => {
  const env = 'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment';

  it('covers every minor of the catalogue', () => {
    expect(minors[0]).toBe('1.15');
    expect(minors.at(-1)).toBe('2.3');
  });

  it('knows what 2.0 removed', () => {
    expect(methodsAt(env, 'readTextFile', '1.20')).toHaveLength(2);
    expect(methodsAt(env, 'readTextFile', '2.0')).toEqual([]);
    const iterative = api.classes['org.apache.flink.streaming.api.datastream.IterativeStream'];
    expect(iterative?.eras.at(-1)).toMatchObject({ to: '1.20', deprecated: true });
  });

  it('knows that a window join can be named from 2.0 on', () => {
    const apply = (minor: string): readonly object[] =>
      methodsAt('org.apache.flink.streaming.api.datastream.JoinedStreams.WithWindow', 'apply', minor);
    expect(apply('1.20')[0]).toMatchObject({ returns: 'DataStream' });
    expect(apply('2.0')[0]).toMatchObject({ returns: 'SingleOutputStreamOperator' });
  });

  it('keeps overloads apart that differ in packages only', () => {
    const parameters = methodsAt(env, 'enableCheckpointing', '1.20').map((each) => JSON.stringify(each));
    expect(parameters.filter((each) => each.includes('org.apache.flink.streaming.api.CheckpointingMode'))).toHaveLength(
      1,
    );
    expect(
      parameters.filter((each) => each.includes('org.apache.flink.core.execution.CheckpointingMode')),
    ).toHaveLength(1);
  });

  it('knows what Flink keeps to itself', () => {
    expect(methodsAt(env, 'addSource', '2.0')).toContainEqual(expect.objectContaining({ internal: true }));
    expect(methodsAt(env, 'addSource', '1.17')).not.toContainEqual(expect.objectContaining({ deprecated: true }));
    expect(methodsAt(env, 'addSource', '1.18')).toContainEqual(expect.objectContaining({ deprecated: true }));
  });
});

describe('laying versions side by side', () => {
  const method = (returns: string): RawMethod => ({ name: 'm', parameters: ['a.b.C', 'int[]', 'd.E...'], returns });
  const release = (returns: string): Release =>
    new Map([['p.X$Y', { class: 'p.X$Y', extends: 'java.lang.Object', implements: [], methods: [method(returns)] }]]);
  const none: ReadonlyMap<string, RawClass> = new Map();

  it('starts an era where something changes or was missing', () => {
    const releases = new Map([
      ['1', release('p.R')],
      ['2', release('p.R')],
      ['3', none],
      ['4', release('p.R$S')],
    ]);
    expect(classesOf(releases)).toEqual({
      'p.X.Y': {
        eras: [{ from: '1', to: '2' }, { from: '4' }],
        methods: {
          m: [
            { from: '1', to: '2', parameters: ['C', 'int[]', 'E...'], returns: 'R' },
            { from: '4', parameters: ['C', 'int[]', 'E...'], returns: 'R.S' },
          ],
        },
      },
    });
  });
});
