import { expect, test } from 'vitest';
import { lineHashes } from '../../src/report/line-hash.js';

/** The vectors of GitHub's upload action. */
test.each([
  ['', ['c129715d7a2bc9a3:1']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    [
      '8b7cf3e952e7aeb2:1',
      'b1ae1287ec4718d9:1',
      'bff680108adb0fcc:1',
      'c6805c5e1288b612:1',
      'b86d3392aea1be30:1',
      'e6ceba753e1a442:1',
    ],
  ],
])('%j', (text, hashes) => {
  expect(lineHashes(text)).toEqual(hashes);
});

test('does not depend on line ends, indentation or trailing space', () => {
  const hashes = lineHashes('a: 1\nb:\n  c: 2\n');
  expect(lineHashes('a: 1\r\nb:\r\n  c: 2\r\n')).toEqual(hashes);
  expect(lineHashes('a: 1\rb:\r  c: 2\r')).toEqual(hashes);
  expect(lineHashes('  a: 1  \n\tb:\nc: 2\n')).toEqual(hashes);
});

test('has a hash for the empty line after the last line end', () => {
  expect(lineHashes('a\n')).toHaveLength(2);
});

test('counts equal lines', () => {
  const line = 'x'.repeat(100);
  const hashes = lineHashes(`${line}\n${line}\n${line}\n`);
  expect(hashes.slice(0, 3).map((hash) => hash.split(':')[1])).toEqual(['1', '2', '3']);
  expect(new Set(hashes.slice(0, 3).map((hash) => hash.split(':')[0])).size).toBe(1);
});

test('looks no further than 100 characters', () => {
  const [before] = lineHashes(`${'x'.repeat(100)}tail`);
  const [after] = lineHashes(`${'x'.repeat(100)}other`);
  expect(after).toBe(before);
});
