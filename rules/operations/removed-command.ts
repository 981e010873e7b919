import { stopsAtArgument } from '../../src/flink/commands/programs.js';
import { executionTarget } from '../../src/flink/commands/targets.js';
import { lookup } from '../../src/lookup.js';
import { type Draft, defineRule, type FlinkCommand, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Command or option that this version of Flink does not have',
  severity: 'error',
  cost: 'restart',
  applies: { flink: '>=1.15' },
  docs: {
    what: 'A script runs an action, an option or a deployment mode that the Flink version in use does not have, or an option without its value.',
    why: 'The command ends with an error, or takes the option for the name of the jar, or starts without what stands behind it.',
    fix: 'Write what the version has in its place.',
    references: [
      'CliFrontend',
      'CliFrontendParser',
      'CliOptionsParser',
      'YarnDeploymentTarget',
      'schemas/flink-commands.json',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'deploy.sh': 'flink run-application -t kubernetes-application local:///opt/flink/usrlib/orders.jar\n',
        },
        flinkVersion: '2.1',
        finds: [
          {
            at: 'flink run-application',
            message: "Flink has no 'flink run-application' since 2.0, and ends with an error.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'deploy.sh': 'flink run -m yarn-cluster -yn 3 -p 4 orders.jar\n',
        },
        flinkVersion: '1.20',
        finds: [{ at: '-yn', message: "'flink run' has no option '-yn', and takes it for the name of the jar." }],
      },
    ],
    good: [
      {
        files: {
          'deploy.sh': 'flink run-application -t kubernetes-application local:///opt/flink/usrlib/orders.jar\n',
        },
        flinkVersion: '1.20',
      },
      {
        files: { 'deploy.sh': 'flink run -t kubernetes-application local:///opt/flink/usrlib/orders.jar\n' },
        flinkVersion: '2.1',
      },
    ],
  },
  check: {
    *command(command, { target }) {
      const gone = lookup(ACTIONS, command.command);
      if (gone !== undefined && target.version(gone.flink) === 'all') {
        const message = `Flink has no '${command.command}'${gone.when}, and ends with an error.`;
        yield { at: command.at, message, help: gone.help };
        return;
      }
      yield* goneOptions(command, target);
      const { unknown, lacking } = command;
      if (lacking !== undefined) {
        const message = `'${command.command}' wants a value for '${lacking.key ?? ''}', and ends with an error.`;
        yield { at: lacking, message, help: 'Write the value behind it, or remove the option.' };
        return;
      }
      if (unknown !== undefined) {
        const message = `'${command.command}' has no option '${unknown.value ?? ''}', and ${consequence(command)}.`;
        const severity = STARTS_ALL_THE_SAME.test(command.command) ? 'warning' : 'error';
        yield {
          at: { ...unknown, key: unknown.value ?? '' },
          message,
          help: 'Remove it, or correct its spelling.',
          severity,
        };
      } else if (executionTarget(command) === 'yarn-per-job' && target.version('>=2.0') === 'all') {
        const at = command.options.find(({ name }) => /^[tem]$/.test(name))?.at ?? command.at;
        const message = 'Flink starts no YARN cluster for a single job since 2.0: the per-job mode is gone.';
        yield { at, message, help: 'Write -t yarn-application.', severity: 'warning' };
      }
    },
  },
});

/** Commands that take no notice of what they do not know. */
const STARTS_ALL_THE_SAME = /^(?:sql-client|kubernetes-session|yarn-session|jobmanager|taskmanager)\.sh/;

interface Gone {
  readonly flink: string;
  /** In the words of a sentence. */
  readonly when: string;
  readonly help: string;
}

/** Actions that versions of Flink do not have. */
const ACTIONS: Readonly<Record<string, Gone>> = {
  'flink run-application': {
    flink: '>=2.0',
    when: ' since 2.0',
    help: 'Write flink run -t kubernetes-application, or -t yarn-application.',
  },
  'flink modify': {
    flink: '>=1.15',
    when: '',
    help: 'Stop the job with a savepoint, and start it from that with another parallelism.',
  },
  'flink checkpoint': { flink: '<1.19', when: ' before 1.19', help: 'Take a savepoint, or use Flink 1.19 or later.' },
};

/** The version after one that was the last to have an option. */
const NEXT: Readonly<Record<string, string>> = { '1.16': '1.17', '1.20': '2.0' };

/** Options that only other versions have. */
function* goneOptions({ command, options }: FlinkCommand, target: TargetView): Iterable<Draft> {
  for (const { at, from, to } of options) {
    const name = at.key ?? '';
    const since = to === undefined ? undefined : NEXT[to];
    if (since !== undefined && target.version(`>=${since}`) === 'all') {
      yield {
        at,
        message: `'${command}' has no option '${name}' since ${since}.`,
        help: 'Remove it.',
        severity: 'warning',
      };
    } else if (from !== undefined && target.version(`<${from}`) === 'all') {
      yield {
        at,
        message: `'${command}' has an option '${name}' only from ${from} on.`,
        help: 'Remove it.',
        severity: 'warning',
      };
    }
  }
}

const consequence = ({ command, left: [first] }: FlinkCommand): string => {
  if (!stopsAtArgument(command)) return 'ends with an error';
  if (/^flink run/.test(command)) return 'takes it for the name of the jar';
  return first === undefined ? 'ignores it' : 'ignores it and all that follows';
};
