// What a run costs over an empty Node: medians of interleaved pairs, so that a slow moment of the machine meets both sides.
// Ends with 1 over a limit. A benchmark, not a test: wall time depends on what else the machine does.
//
//   node tools/bench/startup.mjs [pairs]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../inputs.mjs';
import { nodeOf, versions } from '../suites/nodes.mjs';
import { good } from '../suites/projects.mjs';
import { mustRun, writeFiles } from '../suites/suite.mjs';
import { median, rounded } from './median.mjs';

const pairs = Number(process.argv[2] ?? 20);
const cli = join(root, 'dist', 'cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'flinklint-bench-'));
const runs = [
  { name: '--version', args: [cli, '--version'], limit: 15 },
  { name: 'check, flink-conf.yaml', args: [cli, 'check', join(folder, 'conf')], limit: 40 },
  { name: 'check, config.yaml', args: [cli, 'check', join(folder, 'yaml')], limit: 40 },
];

try {
  mustRun(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-stale']);
  writeFiles(folder, { ...good, 'yaml/config.yaml': good['conf/flink-conf.yaml'] });
  const rows = versions.flatMap((version) => runs.map((run) => measured(version, run)));
  console.table(rows);
  process.exitCode = rows.every((row) => row['over (ms)'] <= row['limit (ms)']) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measured(version, { name, args, limit }) {
  const node = nodeOf(version);
  const empty = () => time(node, ['-e', '0']);
  const full = () => time(node, args);
  // The first of each fills the file cache (and, where Node has one, its cache of compiled code).
  empty();
  full();
  const samples = Array.from({ length: pairs }, () => ({ empty: empty(), full: full() }));
  return {
    node: version,
    run: name,
    'node -e 0 (ms)': rounded(median(samples.map((sample) => sample.empty))),
    'run (ms)': rounded(median(samples.map((sample) => sample.full))),
    'over (ms)': rounded(median(samples.map((sample) => sample.full - sample.empty))),
    'limit (ms)': limit,
  };
}

function time(node, args) {
  const started = performance.now();
  const { status, stderr } = spawnSync(node, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}
