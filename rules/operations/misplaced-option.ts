import { stopsAtArgument } from '../../src/flink/commands/programs.js';
import { hasPlaceholder } from '../../src/flink/placeholder.js';
import { defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: "Option of Flink's behind the program, which gets it",
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: "A dynamic property or another option of Flink's stands behind the jar, or behind the first word that is no option.",
    why: 'Flink stops looking for options there and hands all that follows to the program, which rarely looks at it: the job runs with the default, and nobody is told.',
    fix: 'Move it in front of the jar.',
    references: ['CliFrontendParser#parse', 'ProgramOptions', 'DefaultParser#handleUnknownToken'],
  },
  examples: {
    bad: [
      {
        files: { 'deploy.sh': 'flink run -d orders.jar -Dparallelism.default=4 --topic orders\n' },
        finds: [
          {
            at: '-Dparallelism.default=4',
            message: "Flink ignores '-Dparallelism.default' behind 'orders.jar', and hands it to the program.",
          },
        ],
      },
    ],
    good: [
      { files: { 'deploy.sh': 'flink run -d -Dparallelism.default=4 orders.jar --topic orders -Dacme.mode=a\n' } },
    ],
  },
  check: {
    *command({ command, left, unknown }, { target }) {
      const [first, ...behind] = left;
      if (first === undefined || unknown !== undefined || !stopsAtArgument(command)) return;
      for (const [index, at] of behind.entries()) {
        const option = optionIn(at.value ?? '', behind[index + 1]?.value ?? '', target);
        if (option === undefined) continue;
        const gets = RUNS_PROGRAM.test(command) ? ', and hands it to the program' : '';
        const message = `Flink ignores '${option}' behind '${first.value ?? ''}'${gets}.`;
        yield { at: { ...at, key: option }, message };
      }
    },
  },
});

/** Commands that start a program; the others take no notice of what they are told behind their options. */
const RUNS_PROGRAM = /^(?:flink|standalone-job\.sh)/;

/** Options that no program has for itself. */
const OF_FLINK =
  /^(?:--?(?:fromSavepoint|allowNonRestoredState|claimMode|restoreMode|shutdownOnAttachedExit|detached)|-y(?:jm|tm|nm|qu|id|s|d|D|t|z))$/;

function optionIn(word: string, next: string, target: TargetView): string | undefined {
  const [, glued] = /^-y?D([^=]+)(?:=|$)/.exec(word) ?? [];
  const [key = ''] = glued === undefined && /^-y?D$/.test(word) ? next.split('=') : [glued ?? ''];
  if (key !== '' && !hasPlaceholder(key) && isKnown(key, target)) return `-D${key}`;
  return OF_FLINK.test(word) ? word : undefined;
}

const isKnown = (key: string, target: TargetView): boolean => key.includes('.') && target.begins(key);
