import { execFileSync } from 'node:child_process';
import {
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeOutput } from '../src/workspace/output.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flinklint-output-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('takes the place of a file, and leaves nothing beside it', () => {
  writeFileSync(join(folder, 'report.json'), 'old');
  writeOutput(folder, 'report.json', 'new');
  expect(readdirSync(folder)).toEqual(['report.json']);
  expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('new');
});

test.skipIf(process.platform === 'win32')('takes the place of nothing else', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  // For reading and writing, so that neither waits for the other.
  const reader = openSync(pipe, 'r+');
  writeOutput(folder, 'pipe', 'report');
  const read = Buffer.alloc(16);
  const length = readSync(reader, read);
  closeSync(reader);
  expect([lstatSync(pipe).isFIFO(), read.toString('utf8', 0, length)]).toEqual([true, 'report']);
});

test('a folder is no place for a report', () => {
  expect(() => writeOutput(folder, '.', 'report')).toThrow(folder);
});
