// What the suites share. A suite is a list of named cases over the built package; each runs, each is counted, and the
// process ends with 1 when one failed. Whatever a suite needs and cannot find is a failure, never a skip.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export { root } from '../inputs.mjs';

/** Runs `body(check, folder)` with a temporary folder that is gone afterwards, and prints the counts. */
export async function suite(name, body) {
  const folder = mkdtempSync(join(tmpdir(), 'flinklint-'));
  const counts = { passed: 0, failed: 0 };
  const check = async (title, test) => {
    try {
      await test();
      counts.passed++;
      console.log(`ok      ${name}: ${title}`);
    } catch (error) {
      counts.failed++;
      console.log(`FAILED  ${name}: ${title}\n${indented(error.message)}`);
    }
  };
  try {
    await body(check, folder);
  } catch (error) {
    counts.failed++;
    console.log(`FAILED  ${name}: it could not be set up\n${indented(error.message)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

/** Runs a command to its end and returns `{status, stdout, stderr, output}`; throws only when it cannot be started. */
export function run(command, args, { cwd, env = {}, input = '' } = {}) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    input,
    env: { ...environment(), ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw new Error(`${command} cannot be run: ${error.message}`);
  return { status: status ?? signal, stdout, stderr, output: `${stdout}${stderr}` };
}

/** As `run`, for a command that must succeed. */
export function mustRun(command, args, options) {
  const result = run(command, args, options);
  expectStatus(result, 0, [command, ...args].join(' '));
  return result;
}

export function expectStatus(result, status, what) {
  if (result.status !== status) {
    throw new Error(`${what} ended with ${result.status}, not ${status}:\n${result.output.slice(-4000)}`);
  }
}

export function expect(condition, message) {
  if (!condition) throw new Error(message);
}

/** Writes `{path: text}` under a folder. */
export function writeFiles(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}

/** npm hands the settings of the `npm run` around a suite down to every npm inside it, and so does git in its hooks. */
function environment() {
  const outer = /^(npm_(?!config_(registry|cache|userconfig|globalconfig|cafile))|GIT_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}

function indented(text) {
  return text.replace(/^/gm, '        ');
}
