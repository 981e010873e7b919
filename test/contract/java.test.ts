import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { flinklint, root, writeTree } from '../command.js';

const FLINK = 'import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\n';

const folder = mkdtempSync(join(tmpdir(), 'flinklint-java-'));
writeTree(folder, {
  'job/src/main/java/Job.java': `${FLINK}class Job {}`,
  'broken/src/main/java/Job.java': `${FLINK}class Job { int slots = ); }`,
  'plain/src/main/java/Plain.java': 'class Plain {}',
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('job sources alone', () => {
  test.each([
    ['job', 0],
    ['broken --fail-on info', 1],
    ['plain', 3],
    ['job --no-sources', 3],
  ])('check %s ends with %i', async (args, status) => {
    const outcome = await flinklint(['check', ...args.split(' ')], { cwd: folder });
    expect(outcome.stderr.includes('--allow-empty')).toBe(status === 3);
    expect(outcome.status).toBe(status);
  });

  test('are listed', async () => {
    const { stdout } = await flinklint(['check', '--list-files', 'job'], { cwd: folder });
    expect(stdout).toBe('job/src/main/java/Job.java: java (it mentions org.apache.flink)\n');
  });

  test('come from standard input too', async () => {
    const { stdout } = await flinklint(['check', '-', '--stdin-filename', 'Job.java', '--quiet'], {
      cwd: folder,
      stdin: `${FLINK}class Job { int slots = ); }`,
    });
    expect(stdout).toContain('files/unread-java');
  });

  test('are read by the library', () => {
    const library = pathToFileURL(join(root, 'dist', 'index.js')).href;
    const script = `const { lint } = await import('${library}'); console.log((await lint('.')).findings.map(({ rule }) => rule).join());`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(out).toBe('files/unread-java\n');
  });
});
