// A repository of 10,000 YAML files of which 50 concern Flink: what a run costs over reading the files. Medians of
// interleaved pairs. Ends with 1 over the limit. A benchmark, not a test: wall time depends on what else the machine does.
//
//   node tools/bench/many-files.mjs [pairs]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../inputs.mjs';
import { mustRun, writeFiles } from '../suites/suite.mjs';
import { median, rounded } from './median.mjs';

const pairs = Number(process.argv[2] ?? 5);
const LIMIT = 3;
const cli = join(root, 'dist', 'cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'flinklint-bench-'));

/** What a platform team keeps beside Flink, by turns. */
const foreign = [
  (n) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: service-${n}\nspec:\n  template:\n    spec:\n      containers:\n${container(n)}      volumes:\n        - name: config\n          configMap: {name: service-${n}}\n`,
  (n) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: service-${n}\ndata:\n  application.yaml: |\n${indented(n)}`,
  (n) => `replicaCount: ${n}\nimage:\n  repository: example/service-${n}\nresources:\n${indented(n)}`,
  (n) => `name: build-${n}\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n${steps(n)}`,
  (n) => `services:\n  service-${n}:\n    image: example/service:${n}\n    environment:\n${indented(n)}`,
];

const container = (n) =>
  Array.from(
    { length: 4 },
    (_, k) =>
      `        - name: container-${n}-${k}\n          image: registry.example.org/service-${n}:1.${k}\n          env:\n            - {name: LEVEL, value: info}\n          ports:\n            - containerPort: ${8000 + k}\n`,
  ).join('');
const indented = (n) => Array.from({ length: 40 }, (_, k) => `    key-${n}-${k}: value of the key ${k}\n`).join('');
const steps = (n) =>
  Array.from({ length: 12 }, (_, k) => `      - name: step ${k}\n        run: make step-${n}-${k}\n`).join('');

const flinks = (n) => `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: job-${n}
spec:
  flinkVersion: v1_20
  image: registry.example.org/job-${n}:1.0
  serviceAccount: flink
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "2"
    execution.checkpointing.interval: 1 min
  jobManager: {resource: {memory: 2048m, cpu: 1}}
  taskManager: {resource: {memory: 4096m, cpu: 1}}
  job: {jarURI: "local:///opt/flink/usrlib/job.jar", parallelism: 4, upgradeMode: stateless}
`;

const text = (n) => (n % 200 === 0 ? flinks(n) : foreign[n % foreign.length](n));

const READ = `
  const { readdirSync, readFileSync } = require('node:fs');
  for (const entry of readdirSync('.', { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) readFileSync(entry.parentPath + '/' + entry.name, 'utf8');
  }`;

try {
  mustRun(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-stale']);
  writeFiles(
    folder,
    Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => [`team-${n % 100}/app-${n % 7}/file-${n}.yaml`, text(n)]),
    ),
  );
  const read = () => time(['-e', READ]);
  const check = () => time([cli, 'check', '--quiet', '--fail-on', 'never', '.']);
  read();
  check();
  const samples = Array.from({ length: pairs }, () => ({ read: read(), check: check() }));
  const ratio = median(samples.map((sample) => sample.check / sample.read));
  console.table([
    {
      'read (ms)': rounded(median(samples.map((sample) => sample.read))),
      'check (ms)': rounded(median(samples.map((sample) => sample.check))),
      ratio: rounded(ratio),
      limit: LIMIT,
    },
  ]);
  process.exitCode = ratio <= LIMIT ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function time(args) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}
