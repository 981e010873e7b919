import { expect, test } from 'vitest';
import { fingerprint } from '../src/engine/fingerprint.js';
import { sha256 } from '../src/environment.js';
import { lintTexts } from './project.js';

/** SHA-256 of the identity as a JSON array, its first half in hexadecimal, computed with another language's library. */
const VECTORS = {
  none: 'c826880aaac1de0fdd8228850a002c95',
  bounds: '7b0963a69abcbdfbab204659d6aa4bce',
  secret: '6b82507aee3f141bc8a2910a623984ae',
  umlaut: '146a61d6174328e9d9577db67f11f353',
  dropped: ['0b0b868629cd1d3d3196f00315fefe34', '277769caf15733ff0b4161a8cd0ce6f2'],
  absent: '3aeb2b0dbee61989f6f96ae904475227',
} as const;

const CONFIG = 'conf/config.yaml';

async function of(
  rule: string,
  files: Readonly<Record<string, string>>,
  flinkVersion = '1.20',
): Promise<readonly string[]> {
  const { report } = await lintTexts(files, { only: [rule], flinkVersion });
  return report.findings.map(({ fingerprint }) => fingerprint);
}

test('fixed vectors', async () => {
  const text =
    'restart-strategy.type: none\npipeline.max-parallelism: 40000\ns3.secret-key: kept-here\nexecution.checkpointing.dir: /mnt/ü\n';
  const files = { [CONFIG]: text };
  expect(await of('recovery/restart-strategy', files)).toEqual([VECTORS.none]);
  expect(await of('job/parallelism-bounds', files)).toEqual([VECTORS.bounds]);
  expect(await of('security/plaintext-secret', files)).toEqual([VECTORS.secret]);
  expect(await of('checkpointing/storage', files)).toEqual([VECTORS.umlaut]);
  expect(await of('availability/high-availability', files)).toEqual([VECTORS.absent]);
  expect(await of('files/dropped-line', { 'conf/flink-conf.yaml': 'a=b\nc=d\n' })).toEqual(VECTORS.dropped);
});

test('nothing but rule, file, key, value and occurrence', () => {
  const identity = { rule: 'a/b', file: CONFIG, key: 'k', value: 'v', occurrence: 0 };
  const all = [
    identity,
    { ...identity, rule: 'a/c' },
    { ...identity, file: 'config.yaml' },
    { ...identity, key: 'v', value: 'k' },
    { ...identity, value: undefined },
    { ...identity, value: '' },
    { ...identity, occurrence: 1 },
  ].map((one) => fingerprint(one, sha256));
  expect(new Set(all).size).toBe(all.length);
  for (const one of all) expect(one).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  ['lines above', '# one\n\nrest.port: 8081\nrestart-strategy.type: none\n'],
  ['nested', 'restart-strategy:\n  type: none\n'],
  ['the older key', 'restart-strategy: none\n'],
  ['quotes', 'restart-strategy.type: "none"\n'],
  ['a comment behind it, and Windows line ends', 'rest.port: 8081\r\nrestart-strategy.type: none # ours\r\n'],
])('unchanged by %s', async (_, text) => {
  expect(await of('recovery/restart-strategy', { [CONFIG]: text })).toEqual([VECTORS.none]);
});

test('an older key in an older version is the current key', async () => {
  const old = { 'conf/flink-conf.yaml': 'state.checkpoints.dir: /mnt/a\n' };
  const now = { 'conf/flink-conf.yaml': 'execution.checkpointing.dir: /mnt/a\n' };
  expect(await of('checkpointing/storage', old, '1.18')).toEqual(await of('checkpointing/storage', now, '1.20'));
  expect(await of('checkpointing/storage', old, '1.18')).toHaveLength(1);
});

test('changed by the value, and by the file', async () => {
  const rule = 'recovery/restart-strategy';
  const others = [
    await of(rule, { [CONFIG]: 'restart-strategy.type: off\n' }),
    await of(rule, { 'other/conf/config.yaml': 'restart-strategy.type: none\n' }),
  ];
  for (const other of others) {
    expect(other).toHaveLength(1);
    expect(other).not.toEqual([VECTORS.none]);
  }
});

test.each([
  ['security/plaintext-secret', CONFIG, (secret: string) => `s3.secret-key: ${secret}\n`],
  ['files/lossy-scalar', CONFIG, (_: string, number: string) => `s3.secret-key: ${number}\n`],
  ['files/quoted-value', 'conf/flink-conf.yaml', (secret: string) => `security.ssl.rest.key-password: "${secret}"\n`],
  ['files/comment-in-value', 'conf/flink-conf.yaml', (secret: string) => `s3.secret-key: ${secret}#x\n`],
  ['files/duplicate-key', 'conf/flink-conf.yaml', (secret: string) => `s3.secret-key: a\ns3.secret-key: ${secret}\n`],
  ['files/dropped-line', 'conf/flink-conf.yaml', (secret: string) => `s3.secret-key=${secret}\n`],
] as const)('%s does not depend on a secret', async (rule, file, text) => {
  const first = await of(rule, { [file]: text('one-secret', '0123') });
  expect(first).toHaveLength(1);
  expect(await of(rule, { [file]: text('another', '0987') })).toEqual(first);
});
