/** Writes fixtures/evidence/: what Flink's own classes do with the configuration that a rule reports, and with a good one. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { versions } from '../judge/build.js';
import { type Files, Judge, type Plain } from '../judge/judge.js';
import { type Claim, claims, filesOf } from './claims.js';

export type Came =
  | { readonly refused: { readonly error: string; readonly message: string; readonly causes: readonly unknown[] } }
  | { readonly result: Plain; readonly logs?: readonly string[] };

interface Side {
  readonly files: Files;
  /** Values in place of the file's own, as dynamic properties. */
  readonly standIns?: Readonly<Record<string, string>>;
  readonly came: Came;
}

/** Keys of which a file sets something, so that a stand-in never adds what is missing. */
async function standInsFor(judge: Judge, files: Files, claim: Claim): Promise<Side['standIns']> {
  if (claim.standIns === undefined) return undefined;
  const loaded = await judge.load(files);
  if (!loaded.ok) return undefined;
  const used = Object.entries(claim.standIns).filter(([key]) => Object.hasOwn(loaded.map, key));
  // The value under test stays as it is written: a stand-in is for what is right and out of reach.
  return used.length === 0 ? undefined : Object.fromEntries(used);
}

async function side(judge: Judge, claim: Claim, files: Files, allowed: boolean): Promise<Side> {
  const standIns = allowed ? await standInsFor(judge, files, claim) : undefined;
  const answer = await judge.act({
    name: claim.action,
    files,
    ...(standIns === undefined ? {} : { dynamic: [standIns] }),
    ...(claim.options === undefined ? {} : { options: claim.options }),
  });
  const came: Came = answer.ok
    ? { result: answer.value, ...(claim.logs === true ? { logs: answer.logs } : {}) }
    : { refused: { error: answer.error, message: answer.message, causes: answer.causes } };
  return { files, ...(standIns === undefined ? {} : { standIns }), came };
}

async function evidence(judges: ReadonlyMap<string, Judge>, rule: string, claim: Claim): Promise<object> {
  const [bad, good] = [filesOf(rule, 'bad', claim.bad), filesOf(rule, 'good', claim.good)];
  const runs: object[] = [];
  for (const version of claim.versions) {
    const judge = judges.get(version);
    if (judge === undefined) throw new Error(`there is no judge of Flink ${version}`);
    runs.push({
      flink: versions[version]?.flink,
      bad: await side(judge, claim, bad, claim.standInsInBad === true),
      good: await side(judge, claim, good, true),
    });
  }
  const { action, calls, options, harm, works } = claim;
  return { action, calls, ...(options && { options }), ...(harm && { harm }), ...(works && { works }), runs };
}

const check = process.argv.includes('--check');
const only = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const wanted = Object.entries(claims).filter(([rule]) => only.length === 0 || only.includes(rule));
const used = new Set(wanted.flatMap(([, list]) => list.flatMap((claim) => claim.versions)));
const judges = new Map([...used].map((version) => [version, new Judge(version)]));
for (const [rule, list] of wanted) {
  const told: object[] = [];
  for (const claim of list) told.push(await evidence(judges, rule, claim));
  const file = fileURLToPath(new URL(`../../fixtures/evidence/${rule}.json`, import.meta.url));
  const text = `${JSON.stringify({ rule, command: `npm run evidence -- ${rule}`, claims: told }, null, 2)}\n`;
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`Flink now does something else than fixtures/evidence/${rule}.json says.`);
    process.exitCode = 1;
  }
}
for (const judge of judges.values()) await judge.close();
if (check) console.log(`${String(wanted.length)} rules asked of Flink again.`);
