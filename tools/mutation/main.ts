// npm run mutation: healthy configurations with one thing wrong each, and whether the rule that owns it says so.
import { DEPLOYMENTS } from './deployments.js';
import { counts, mutate } from './run.js';

const outcome = await mutate(400, 1);
const made = [...outcome.kinds.values()].reduce((sum, kind) => sum + kind.made, 0);
const missed = [...outcome.kinds.values()].flatMap((kind) => kind.missed);
for (const line of [...outcome.loud, ...missed]) console.error(line);
console.log(`${String(DEPLOYMENTS.length)} healthy configurations, ${String(outcome.loud.length)} findings in them`);
for (const line of counts(outcome)) console.log(line);
console.log(`${String(made - missed.length)} of ${String(made)} mutations caught by the rule that owns them`);
if (outcome.loud.length > 0 || made < 2_000 || missed.length > made / 100) process.exitCode = 1;
