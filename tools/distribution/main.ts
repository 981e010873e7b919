// npm run distribution: schemas/distribution.json from what each release ships. `--check` compares and writes nothing;
// `--lint` runs every rule over each shipped conf/, logging files included.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DistributionData } from '../../src/flink/distribution.js';
import { run } from '../../src/pipeline.js';
import { toolFor } from '../../src/tool.js';
import { memoryWorkspace } from '../../src/workspace/memory.js';
import { distributionData, formatData } from './data.js';
import { stockConf } from './fetch.js';
import { readStock, stockProject } from './read.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Shipped files are kept between runs; the folder is never committed. */
const WORK = process.env.DISTRIBUTION_WORK ?? join(ROOT, 'node_modules', '.cache', 'distribution');
const DATA = join(ROOT, 'schemas', 'distribution.json');
/** How many warnings the shipped configuration of a release may give. */
const WARNINGS = 3;

interface Minor {
  /** A version of Python that the minor's releases have wheels for. */
  readonly python: string;
  readonly patches: readonly string[];
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(ROOT, 'tools', 'distribution', path), 'utf8'));
const versions = readJson<Readonly<Record<string, Minor>>>('versions.json');

function confFolders(): ReadonlyMap<string, string> {
  mkdirSync(WORK, { recursive: true });
  return new Map(
    Object.values(versions).flatMap(({ python, patches }) =>
      patches.map((patch): [string, string] => [patch, stockConf(patch, python, WORK)]),
    ),
  );
}

function generated(folders: ReadonlyMap<string, string>): string {
  const patches = Object.fromEntries(Object.entries(versions).map(([minor, { patches }]) => [minor, patches]));
  const stock = new Map([...folders].map(([patch, conf]) => [patch, readStock(conf)]));
  return formatData(distributionData(patches, stock, readJson<DistributionData['image']>('image.json')));
}

function check(text: string): void {
  const same = readFileSync(DATA, 'utf8') === text;
  console.log(same ? 'The data agrees with the releases.' : 'schemas/distribution.json is stale.');
  if (!same) process.exitCode = 1;
}

/** No error, few warnings, and nothing at all about logging: what Flink ships is no one's mistake. */
async function lint(folders: ReadonlyMap<string, string>): Promise<void> {
  for (const [patch, conf] of folders) {
    const inputs = toolFor(memoryWorkspace(stockProject(conf)), {});
    const { report } = await run(inputs, { paths: [''], flinkVersion: patch });
    const { errors, warnings } = report.counts;
    const logging = report.findings.filter(({ at }) => /\/log(?:4j|back)/.test(at.file));
    console.log(`${patch}: ${errors} errors, ${warnings} warnings, ${logging.length} about logging`);
    for (const { rule, severity, message, at } of report.findings)
      console.log(`  ${severity} ${rule} ${at.file}: ${message}`);
    if (errors > 0 || warnings > WARNINGS || logging.length > 0) process.exitCode = 1;
  }
}

const [flag] = process.argv.slice(2);
const folders = confFolders();
if (flag === '--lint') await lint(folders);
else if (flag === '--check') check(generated(folders));
else writeFileSync(DATA, generated(folders));
