/**
 * Compares what flinklint says of resources with what the operator's own validator does, and writes the evidence for the
 * rules about it.
 *
 *   npm run operator                  compares, and prints counts
 *   npm run operator -- --evidence    writes fixtures/evidence/kubernetes/
 *   npm run operator -- --check       both, and says where the evidence would be another
 *   npm run operator -- --definitions <folder>…
 *                                     writes schemas/operator-crds.json, oldest release first
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../src/pipeline.js';
import { allRules, toolFor } from '../../src/tool.js';
import { memoryWorkspace } from '../../src/workspace/memory.js';
import { operatorVersion } from './build.js';
import { cases, sessionJobs } from './cases.js';
import { exampleFiles, operatorClaims } from './claims.js';
import { writeDefinitions } from './crds.js';
import { judge, type Verdict } from './judge.js';

/** What flinklint says of the first resource of a text: the operator is asked about that alone. */
async function ours(text: string): Promise<readonly string[]> {
  const inputs = toolFor(memoryWorkspace({ 'k8s/orders.yaml': text }), {});
  const rules = allRules.filter(({ id }) => /^(?:kubernetes|memory|scheduling)\//.test(id));
  const { report, targets } = await run({ ...inputs, rules }, { paths: [''], operatorVersion });
  const first = targets.find(({ target }) => target.resource !== undefined)?.target.name;
  return report.findings
    .filter((finding) => finding.severity === 'error' && finding.targets.includes(first ?? ''))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

async function compare(kind: string, texts: readonly string[]): Promise<void> {
  const verdicts = judge(texts);
  const counts = { both: 0, neither: 0, missed: 0, invented: 0 };
  for (const [index, text] of texts.entries()) {
    const verdict = verdicts[index] ?? { unread: '' };
    const found = await ours(text);
    const refused = !('accepted' in verdict);
    const outcome = outcomeOf(refused, found);
    counts[outcome]++;
    if (outcome === 'missed' || outcome === 'invented')
      console.log(`${outcome}: ${JSON.stringify(verdict)}\n${found.join('\n')}\n${text}`);
  }
  console.log(`Operator ${operatorVersion} and flinklint on ${String(texts.length)} of ${kind}:`);
  console.log(`${String(counts.both)} refused by both, ${String(counts.neither)} taken by both,`);
  console.log(`${String(counts.missed)} refused by the operator alone, ${String(counts.invented)} by flinklint alone.`);
  if (counts.missed + counts.invented > 0) process.exitCode = 1;
}

function outcomeOf(refused: boolean, found: readonly string[]) {
  if (refused) return found.length > 0 ? 'both' : 'missed';
  // What Flink itself refuses of the memory of a process is more than the operator looks at.
  return found.some((finding) => !finding.startsWith('memory/')) ? 'invented' : 'neither';
}

function evidence(check: boolean): void {
  for (const [rule, claims] of Object.entries(operatorClaims)) {
    const told = claims.map(({ bad, good }) => {
      const [wrong, right] = [exampleFiles(rule, 'bad', bad), exampleFiles(rule, 'good', good)];
      const [no, yes] = judge([Object.values(wrong)[0] ?? '', Object.values(right)[0] ?? '']);
      return {
        action: 'validate',
        calls: 'DefaultValidator.validateDeployment',
        runs: [
          { operator: operatorVersion, bad: { files: wrong, came: came(no) }, good: { files: right, came: came(yes) } },
        ],
      };
    });
    const text = `${JSON.stringify({ rule, command: 'npm run operator -- --evidence', claims: told }, null, 2)}\n`;
    const file = fileURLToPath(new URL(`../../fixtures/evidence/${rule}.json`, import.meta.url));
    if (check && existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (check) {
      console.error(`The operator now does something else than fixtures/evidence/${rule}.json says.`);
      process.exitCode = 1;
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function came(verdict: Verdict | undefined): object {
  if (verdict === undefined || 'accepted' in verdict) return { result: verdict ?? {} };
  const [error, message] =
    'refused' in verdict ? ['ValidationError', verdict.refused] : ['UnrecognizedResourceException', verdict.unread];
  return { refused: { error, message, causes: [] } };
}

const [word = '', ...folders] = process.argv.slice(2);
if (word === '--definitions') writeDefinitions(folders);
else {
  if (word !== '') evidence(word === '--check');
  if (word === '--evidence') process.exit();
  await compare('FlinkDeployment', cases(400));
  await compare('FlinkSessionJob', sessionJobs());
}
