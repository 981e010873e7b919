// npm run new-rule <concern/name>: a rule that compiles, and whose example fails until it is written.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './inputs.mjs';

const CONCERNS = [
  'availability',
  'checkpointing',
  'connectors',
  'files',
  'functions',
  'job',
  'kubernetes',
  'memory',
  'observability',
  'operations',
  'options',
  'recovery',
  'scheduling',
  'security',
  'serialization',
  'sql',
  'state',
  'time',
  'upgrade',
];

const TEMPLATE = `import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'What is wrong, in at most 80 characters',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'What the rule finds, in one sentence.',
    why: 'What Flink does then, and what that costs in production.',
    fix: 'What to write instead, as a command.',
    references: ['Class#FIELD'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\\n  interval: 1 min\\n' },
        finds: [{ at: '1 min', message: "The interval '1 min' is not good." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.checkpointing:\\n  interval: 3 min\\n' } }],
  },
  check: {
    *target(target) {
      const interval = target.duration('execution.checkpointing.interval');
      if (!interval.known || interval.ms >= 0) return;
      yield { at: interval.origin, message: \`The interval '\${interval.text}' is not good.\` };
    },
  },
});
`;

process.exitCode = scaffold(process.argv.slice(2));

function scaffold(args: readonly string[]): number {
  const [id = ''] = args;
  const wrong = problemOf(id, args.length);
  if (wrong !== undefined) {
    console.error(wrong);
    return 2;
  }
  const file = join(root, 'rules', `${id}.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, TEMPLATE);
  console.log(`rules/${id}.ts is there: write it, and run npm run generate whenever its documentation changes.`);
  return (
    spawnSync('npm', ['run', 'generate'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
      .status ?? 1
  );
}

function problemOf(id: string, count: number): string | undefined {
  if (count !== 1) return 'Usage: npm run new-rule <concern/name>';
  const [concern = ''] = id.split('/');
  if (!/^[a-z]+\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) return `'${id}' is not a concern and a name in kebab case.`;
  if (!CONCERNS.includes(concern)) return `'${concern}' is no concern. There are: ${CONCERNS.join(', ')}.`;
  return existsSync(join(root, 'rules', `${id}.ts`)) ? `rules/${id}.ts exists.` : undefined;
}
