import { expect, test } from 'vitest';
import { credentialsIn, withoutCredentials } from '../../src/flink/secrets.js';

test('passwords in addresses are found and masked, and nothing else', () => {
  const text = 'a: http://bob:hunter22@host/x, s3://bucket/dir, zk1:2181,zk2:2181, http://host:8081/?to=me@acme.org';
  expect(credentialsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['hunter22']);
  expect(withoutCredentials(text)).toBe(text.replace('hunter22', '******'));
});
