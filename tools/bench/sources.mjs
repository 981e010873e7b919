// How long job/operator-uid takes over a project of a thousand Java files, beside what comes near it in PMD and ast-grep:
// medians of runs one after the other, each a process of its own as in CI. A benchmark, not a test.
//
//   node tools/bench/sources.mjs [runs]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../inputs.mjs';
import { mustRun, writeFiles } from '../suites/suite.mjs';
import { project } from './sources/project.mjs';
import { astGrepRule, pmdRules } from './sources/rules.mjs';

const AST_GREP = '0.51.1';
const runs = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'flinklint-bench-'));
const tools = join(root, 'tools', 'bench', 'target');

try {
  prepare();
  const commands = [
    {
      tool: 'flinklint',
      words: [
        process.execPath,
        join(root, 'dist', 'cli.cjs'),
        'check',
        '--only',
        'job/operator-uid',
        '--format',
        'json',
        'project',
      ],
      finding: /"ruleId"/g,
    },
    {
      tool: 'PMD',
      words: [
        ...['java', '-cp', `${join(tools, 'pmd')}/*`, 'net.sourceforge.pmd.cli.PmdCli', 'check'],
        ...['-d', 'project', '-R', 'pmd.xml', '--no-cache', '--no-progress', '-f', 'text'],
      ],
      finding: /no uid$/gm,
    },
    {
      tool: 'ast-grep',
      words: [
        join(tools, 'node_modules', '.bin', 'ast-grep'),
        'scan',
        '--rule',
        'ast-grep.yml',
        '--report-style',
        'short',
        'project',
      ],
      finding: /operator-uid/g,
    },
  ];
  const samples = new Map(commands.map(({ tool }) => [tool, []]));
  // The first round fills the caches of files and of compiled code.
  for (let round = 0; round <= runs; round++) {
    for (const command of commands) {
      const sample = measured(command);
      if (round > 0) samples.get(command.tool).push(sample);
    }
  }
  console.table([...samples].map(([tool, all]) => row(tool, all)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function prepare() {
  mustRun(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-stale']);
  if (!existsSync(join(tools, 'pmd'))) {
    const pom = join(root, 'tools', 'bench', 'sources', 'pom.xml');
    mustRun('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${join(tools, 'pmd')}`]);
  }
  if (!existsSync(join(tools, 'node_modules'))) {
    mustRun('npm', ['install', '--no-audit', '--no-fund', '--prefix', tools, `@ast-grep/cli@${AST_GREP}`]);
  }
  const sources = Object.entries(project()).map(([path, text]) => [`project/${path}`, text]);
  writeFiles(folder, { ...Object.fromEntries(sources), 'pmd.xml': pmdRules, 'ast-grep.yml': astGrepRule });
}

/** Each ends with a status of its own where it finds something; what it prints shows whether it ran. */
function measured({ words: [command, ...args], finding }) {
  const started = performance.now();
  const { stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = (performance.now() - started) / 1000;
  const findings = stdout.match(finding)?.length ?? 0;
  if (findings === 0) throw new Error(`${command} ${args.join(' ')} found nothing: ${stderr}`);
  return { seconds, findings };
}

function row(tool, samples) {
  const sorted = samples.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  const [least, median] = [sorted[0], sorted[sorted.length >> 1]];
  return { tool, 'median (s)': rounded(median), 'fastest (s)': rounded(least), findings: samples[0].findings };
}

function rounded(seconds) {
  return Math.round(seconds * 100) / 100;
}
