import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashOrder, nestedWriting, squeezedLine, takingOf } from '../src/flink/entrypoint.js';
import { parseVersion } from '../src/flink/versions.js';
import type { Start } from '../tools/entrypoint/image.js';
import { type Changes, changes, ours } from '../tools/entrypoint/ours.js';
import { root } from './command.js';

interface Told extends Start {
  readonly flink: string;
  readonly outcome: Changes;
}

interface Fixtures {
  readonly images: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly starts: readonly Told[];
}

const { images, starts }: Fixtures = JSON.parse(readFileSync(join(root, 'fixtures/entrypoint.json'), 'utf8'));

describe('what the image makes of its variables, as its entry point and Flink itself show', () => {
  test.each(Object.entries(images))('Flink %s', (minor, stock) => {
    const told = starts.filter(({ flink }) => flink === minor);
    expect(told.length).toBeGreaterThan(70);
    const empty = ours(minor, stock, { variables: {} });
    const wrong = told.filter((start) => {
      const own = changes(ours(minor, stock, start), empty);
      return JSON.stringify(own) !== JSON.stringify(start.outcome);
    });
    expect(wrong).toEqual([]);
  });
});

describe('how FLINK_PROPERTIES is taken', () => {
  const range = (text: string) => parseVersion(text) ?? { min: 0, max: 0 };

  test('by version; not known where a range has both', () => {
    expect(takingOf(range('1.18.1'))).toBe('appended');
    expect(takingOf(range('1.19'))).toBe('squeezed');
    expect(takingOf({ min: range('1.17').min, max: range('1.20').max })).toBeUndefined();
  });

  test('a variable that is not known stays', () => {
    expect(squeezedLine('a.b: x $Y', () => undefined)).toEqual({ key: 'a.b', value: 'x$Y' });
    expect(squeezedLine('a.b: x $Y', () => 'z')).toEqual({ key: 'a.b', value: 'xz' });
  });

  test('a star becomes the name of a file, which nobody knows', () => {
    expect(squeezedLine('web.access-control-allow-origin: *', () => '')?.value).toBe('${a file in /opt/flink}');
  });
});

describe('nested writing', () => {
  const write = (...keys: readonly string[]) => nestedWriting(new Map(keys.map((key) => [key, key])));

  test('keys that are no beginning of others stay as they are', () => {
    expect(write('a.b', 'a.c', 'd')).toEqual(new Map(Object.entries({ 'a.b': 'a.b', 'a.c': 'a.c', d: 'd' })));
  });

  test('a key of nothing but dots cannot be written', () => {
    expect(write('.')).toBeUndefined();
  });

  test('the order is that of java.util.HashMap', () => {
    expect(hashOrder(['state.backend', 'a', 'rest.port', 'b'])).toEqual(
      ['state.backend', 'a', 'rest.port', 'b'].sort((one, other) => bucket(one) - bucket(other)),
    );
  });
});

/** Of a table with 16 buckets, by the definition of `String#hashCode` over whole numbers. */
function bucket(key: string): number {
  const hash = [...key].reduce((sum, letter) => (sum * 31n + BigInt(letter.charCodeAt(0))) % 2n ** 32n, 0n);
  return Number((hash ^ (hash >> 16n)) & 15n);
}
