import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flinklint, writeTree } from '../command.js';

const secret = `Zq${randomBytes(9).toString('hex')}`;
/** Digits only, so that YAML takes it for a number and changes it. */
const number = `0${randomBytes(6).readUIntBE(0, 6)}`;

/** Every way in which a secret can stand in a file that has something wrong with it, at that place. */
const FILES: Readonly<Record<string, string>> = {
  'legacy/conf/flink-conf.yaml': [
    `s3.secret-key: ${secret}`,
    `s3.secret-key: ${secret}2`,
    `fs.azure.account.key.acme.blob.core.windows.net: "${secret}"`,
    `security.ssl.rest.key-password: ${secret}#${secret}`,
    `security.ssl.internal.keystore-password=${secret}`,
    `security.ssl.rest.truststore-password ${secret}`,
    'security.ssl:',
    `  keystore-password: ${secret}`,
    `  key-password: "${secret}"`,
    `metrics.reporter.dghttp.apikey: ${secret}`,
    `Security.SSL.key_password: ${secret}`,
    `historyserver.web.basic-auth-token: \${${secret}}`,
    '',
  ].join('\n'),
  'legacy/Dockerfile': 'FROM flink:1.18.1\n',
  'yaml/conf/config.yaml': [
    's3:',
    `  secret-key: ${secret} #${secret}`,
    `s3.secret-key: ${secret}`,
    `s3.access-key: [${secret}, "${secret}"]`,
    `security.ssl.rest.key-password: ${number}`,
    `security.ssl.rest.keystore-password: "${secret}\${X}"`,
    `acme.password: {a: ${secret}}`,
    `acme.token: |`,
    `  ${secret}`,
    `  ${secret}`,
    '',
  ].join('\n'),
  'broken/conf/config.yaml': `s3.secret-key: ${secret}: ${secret}\n`,
  'twice/conf/config.yaml': `s3.secret-key: ${secret}\ns3.secret-key: ${secret}\n`,
  'unclosed/conf/config.yaml': `s3.secret-key: "${secret}\nrest.port: 8081\n`,
  'alias/conf/config.yaml': `s3.secret-key: *${secret}\n`,
  'tag/conf/config.yaml': `s3.secret-key: !${secret} ${secret}\n`,
  'ignored/conf/flink-conf.yaml': `s3.secret-key: ${secret}\n`,
  'ignored/Dockerfile': 'FROM flink:2.0.1\n',
  'logs/Dockerfile': 'FROM flink:1.18.1\n',
  'logs/conf/flink-conf.yaml': 'rest.port: 8081\n',
  'logs/conf/log4j.properties': `rootLogger.level = INFO\nrootLogger.appenderRef.main.ref = Nobody\nappender.kafka.type = Kafka\nappender.kafka.property.sasl.jaas.config = ${secret}\nlog4j.appender.mail.SMTPPassword=${secret}\n`,
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flinklint-'));
  writeTree(folder, FILES);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.concurrent('a secret is in no output', () => {
  const everything = ['--profile', 'strict', '--no-ignores', '--verbose', '--fail-on', 'never'];
  test.each([
    ...['text', 'json', 'sarif', 'github'].map((format) => ['check', ...everything, '-f', format]),
    ['check', ...everything, '--quiet'],
    ['check', ...everything, '--color'],
    ['check', '--list-files'],
    ...Object.keys(FILES).map((file) => ['check', ...everything, file]),
    ['config'],
    ['config', '--format', 'json'],
    ['config', '--format', 'json', '--all'],
  ])('%s %s %s %s %s %s %s %s %s', async (...args) => {
    const { status, stdout, stderr } = await flinklint(args, { cwd: folder });
    expect(status, stderr).toBe(0);
    const lines = `${stdout}${stderr}`.split('\n');
    expect(lines.filter((line) => line.includes(secret.slice(0, 12)) || line.includes(number.slice(1)))).toEqual([]);
  });

  test('and what is found around it is told all the same', async () => {
    const { stdout } = await flinklint(['check', '--quiet'], { cwd: folder });
    for (const rule of [
      'security/plaintext-secret',
      'files/comment-in-value',
      'files/dropped-line',
      'files/duplicate-key',
      'files/invalid-yaml',
      'files/lossy-scalar',
      'files/ignored-file',
    ]) {
      expect(stdout).toContain(`[${rule}]`);
    }
  });
});
