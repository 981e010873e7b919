import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Parsed } from '../../src/flink/parsed.js';
import { parsePath, splitPaths } from '../../src/flink/paths.js';
import { parseHostList, parsePortRange } from '../../src/flink/ports.js';
import { PSEUDO_ENUMS } from '../../src/flink/pseudo-enums.js';
import { parseStringOption } from '../../src/flink/strings.js';

const V1_18 = 1_018_001;
const V1_20 = 1_020_005;
const V2_3 = 2_003_000;

const outcome = <T>(parsed: Parsed<T> | undefined): T | string | undefined =>
  parsed?.ok === true ? parsed.value : parsed?.reason;

const read = (key: string, text: string, version = V2_3): unknown => outcome(parseStringOption(key, text, version));

describe('strings that are enums', () => {
  it.each([
    ['restart-strategy.type', 'disable none OFF', 'disable'],
    ['restart-strategy.type', 'fixed-delay FixedDelay', 'fixed-delay'],
    ['restart-strategy.type', 'failure-rate failurerate', 'failure-rate'],
    ['restart-strategy.type', 'exponential-delay exponentialdelay', 'exponential-delay'],
    ['cleanup-strategy.type', 'none disable off', 'disable'],
    ['cleanup-strategy.type', 'fixeddelay', 'fixed-delay'],
    ['state.backend.type', 'hashmap HashMap', 'hashmap'],
    ['execution.checkpointing.storage', 'jobmanager JobManager', 'jobmanager'],
    ['high-availability.type', 'NONE none standalone STANDALONE', 'NONE'],
    ['high-availability.type', 'zookeeper ZooKeeper', 'zookeeper'],
    ['jobmanager.execution.failover-strategy', 'region', 'region'],
    ['security.ssl.provider', 'jdk JDK', 'JDK'],
    ['high-availability.zookeeper.client.acl', 'Creator', 'creator'],
    ['taskmanager.network.bind-policy', 'IP', 'ip'],
    ['classloader.resolve-order', 'child-first', 'child-first'],
  ])('%s takes %s', (key, texts, name) => {
    for (const text of texts.split(' ')) expect(read(key, text)).toEqual({ kind: 'name', name });
  });

  it('knows values of some versions only', () => {
    expect(read('state.backend.type', 'filesystem', V1_20)).toEqual({ kind: 'name', name: 'filesystem' });
    expect(read('state.backend.type', 'filesystem', V2_3)).toBe(
      "'filesystem' is not one of 'hashmap', 'rocksdb', 'forst' or the name of a class",
    );
    expect(read('state.backend.type', 'forst', V1_20)).toBe(
      "'forst' is not one of 'hashmap', 'rocksdb', 'jobmanager', 'filesystem' or the name of a class",
    );
  });

  it('takes a class where Flink loads one', () => {
    const name = 'org.apache.flink.state.forst.ForStStateBackendFactory';
    expect(read('state.backend.type', name)).toEqual({ kind: 'class', name });
    expect(read('restart-strategy.type', name)).toContain('is not one of');
    expect(read('high-availability.type', 'zookeper')).toBe(
      "'zookeper' is not one of 'NONE', 'zookeeper', 'kubernetes' or the name of a class",
    );
  });

  it('never trims', () => {
    for (const [key, { values }] of Object.entries(PSEUDO_ENUMS)) {
      expect(read(key, ` ${values[0]?.names[0]}`)).toContain('is not one of');
    }
  });

  it('says nothing of other options', () => {
    expect(parseStringOption('pipeline.name', 'x', V2_3)).toBeUndefined();
    expect(parseStringOption('constructor', 'x', V2_3)).toBeUndefined();
    expect(parseStringOption('state.changelog.storage', 'own', V2_3)).toBeUndefined();
  });
});

describe('port ranges', () => {
  it.each([
    ['8081', [{ from: 8081, to: 8081 }]],
    [' 8081 , 8082 ', [8081, 8082].map((port) => ({ from: port, to: port }))],
    ['50100-50200', [{ from: 50100, to: 50200 }]],
    [
      '50100,50200-50300,',
      [
        { from: 50100, to: 50100 },
        { from: 50200, to: 50300 },
      ],
    ],
    ['0', [{ from: 0, to: 0 }]],
  ])('reads %j', (text, ranges) => {
    expect(outcome(parsePortRange(text, V2_3))).toEqual(ranges);
  });

  it.each([
    ['', "'' is not a port"],
    ['8081 - 8090', "'8081 - 8090' is not a port"],
    ['8081;8082', "'8081;8082' is not a port"],
    ['-1', "'-1' is not a port"],
    ['65536', '65536 lies outside 0 to 65535'],
    ['1-65536', '65536 lies outside 0 to 65535'],
    ['8081,,8082', "'' is not a port"],
  ])('refuses %j', (text, reason) => {
    expect(outcome(parsePortRange(text, V2_3))).toBe(`'${text}' is not a port or a range of ports: ${reason}`);
  });

  it('lets a range descend before 1.19', () => {
    expect(parsePortRange('9000-8000', V1_18).ok).toBe(true);
    expect(outcome(parsePortRange('8000-8000', 1_019_000))).toContain('the end must be larger than the start');
  });
});

describe('host lists', () => {
  it('reads hosts, ports and a path behind them', () => {
    expect(outcome(parseHostList('zk1:2181, zk2 ,[::1]:2183,zk4:/flink/x:y'))).toEqual([
      { host: 'zk1', port: 2181 },
      { host: 'zk2' },
      { host: '[::1]', port: 2183 },
      { host: 'zk4' },
    ]);
  });

  it.each(['zk1:21x1', 'zk1:65536', '', '/flink', ' , '])('refuses %j', (text) => {
    expect(outcome(parseHostList(text))).toContain('is not a list of hosts with ports');
  });
});

describe('paths', () => {
  it.each([
    ['s3://bucket/a', { scheme: 's3', authority: 'bucket', path: '/a' }],
    ['s3://bucket/a//b/', { scheme: 's3', authority: 'bucket', path: '/a/b' }],
    ['file:///tmp/x', { scheme: 'file', authority: '', path: '/tmp/x' }],
    ['file:/tmp/x', { scheme: 'file', path: '/tmp/x' }],
    ['hdfs://nn:8020', { scheme: 'hdfs', authority: 'nn:8020', path: '' }],
    ['/a/./b/../c', { path: '/a/c' }],
    ['a/b', { path: 'a/b' }],
    ['/a/../..', { path: '/..' }],
    ['s3://bucket/a/.', { scheme: 's3', authority: 'bucket', path: '/a/' }],
    ['/', { path: '/' }],
  ])('takes %s apart', (text, parts) => {
    expect(outcome(parsePath(text))).toEqual(parts);
  });

  it.each([
    ['', "'' is not a path: it is empty"],
    ['s3:', "'s3:' is not a path: after 's3:' it must start with a slash"],
    ['s3:bucket/a', "'s3:bucket/a' is not a path: after 's3:' it must start with a slash"],
    ['s3 ://b/a', "'s3 ://b/a' is not a path: 's3 ' is no scheme"],
    ['://b/a', "'://b/a' is not a path: '' is no scheme"],
  ])('refuses %j', (text, reason) => {
    expect(outcome(parsePath(text))).toBe(reason);
  });

  it('asks for a scheme and no root where snapshots go', () => {
    for (const key of ['execution.checkpointing.dir', 'state.savepoints.dir']) {
      expect(read(key, 's3://bucket/flink')).toMatchObject({ scheme: 's3' });
      expect(read(key, '/flink')).toBe(
        "'/flink' is not a location: it must name its file system, such as 's3://' or 'file://'",
      );
      for (const root of ['s3://bucket', 's3://bucket/', 'file:///', 's3://bucket/a/..']) {
        expect(read(key, root)).toBe(
          `'${root}' is not a location for snapshots: the root of a file system is not allowed`,
        );
      }
    }
    expect(read('high-availability.storageDir', '/flink')).toEqual({ path: '/flink' });
    expect(read('high-availability.storageDir', 's3://bucket')).toMatchObject({ authority: 'bucket' });
  });

  it('splits local paths, and URIs with them', () => {
    expect(splitPaths('/a,/b:/c')).toEqual(['/a', '/b', '/c']);
    expect(splitPaths('file:///a')).toEqual(['file', '///a']);
    expect(splitPaths('/a,')).toEqual(['/a']);
    expect(splitPaths('')).toEqual([]);
  });

  it('takes apart what was put together', () => {
    // Of two letters at least, for Flink takes one with a colon as a drive of Windows.
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{1,5}$/);
    fc.assert(
      fc.property(word, word, fc.array(word, { minLength: 1 }), (scheme, authority, segments) => {
        const path = `/${segments.join('/')}`;
        expect(outcome(parsePath(`${scheme}://${authority}${path}`))).toEqual({ scheme, authority, path });
        expect(outcome(parsePath(`${path}/`))).toEqual({ path });
      }),
    );
  });

  it('never throws', () => {
    const keys = fc.constantFrom('rest.bind-port', 'high-availability.zookeeper.quorum', 'state.checkpoints.dir');
    const text = fc.string({ unit: fc.constantFrom(...'ab1:/\\. -,[]') });
    fc.assert(
      fc.property(keys, text, (key, written) => {
        expect(parseStringOption(key, written, V2_3)?.ok).toBeTypeOf('boolean');
      }),
    );
  });
});
