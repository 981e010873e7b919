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
import { cases } from './cases.js';
import { exampleFiles, operatorClaims } from './claims.js';
import { writeDefinitions } from './crds.js';
import { judge, type Verdict } from './judge.js';

/** What this version of the operator refuses and a later one does not, which is no error of ours. */
const NO_MORE: readonly RegExp[] = [/last-state while HA disabled/];

/** What later versions refuse and this one does not: the release that this is read in stands in src/flink. */
const SINCE: readonly RegExp[] = [/since its version 1\.9/];

async function ours(text: string): Promise<readonly string[]> {
  const inputs = toolFor(memoryWorkspace({ 'k8s/orders.yaml': text }), {});
  const rules = allRules.filter(({ id }) => /^(?:kubernetes|memory)\//.test(id));
  const { report } = await run({ ...inputs, rules }, { paths: [''] });
  return report.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

async function compare(texts: readonly string[]): Promise<void> {
  const verdicts = judge(texts);
  const counts = { both: 0, neither: 0, older: 0, newer: 0, missed: 0, invented: 0 };
  for (const [index, text] of texts.entries()) {
    const verdict = verdicts[index] ?? { unread: '' };
    const found = await ours(text);
    const refused = !('accepted' in verdict);
    const kind = kindOf(refused, found, verdict);
    counts[kind]++;
    if (kind === 'missed' || kind === 'invented')
      console.log(`${kind}: ${JSON.stringify(verdict)}\n${found.join('\n')}\n${text}`);
  }
  console.log(`Operator ${operatorVersion} and flinklint on ${String(texts.length)} resources:`);
  console.log(
    `${String(counts.both)} refused by both, ${String(counts.neither)} taken by both, ${String(counts.older)} refused by this older operator only, ${String(counts.newer)} by newer ones only,`,
  );
  console.log(`${String(counts.missed)} refused by the operator alone, ${String(counts.invented)} by flinklint alone.`);
  if (counts.missed + counts.invented > 0) process.exitCode = 1;
}

function kindOf(refused: boolean, found: readonly string[], verdict: Verdict) {
  if (refused && found.length > 0) return 'both';
  if (refused) {
    return 'refused' in verdict && NO_MORE.some((pattern) => pattern.test(verdict.refused)) ? 'older' : 'missed';
  }
  // What Flink itself refuses of the memory of a process is more than the operator looks at.
  const claimed = found.filter((finding) => finding.startsWith('kubernetes/'));
  if (claimed.length === 0) return 'neither';
  return claimed.every((finding) => SINCE.some((pattern) => pattern.test(finding))) ? 'newer' : 'invented';
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
  if (word !== '--evidence') await compare(cases(400));
}
