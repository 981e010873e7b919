import { isAtLeast, NEWEST_OPERATOR } from '../../src/flink/operator.js';
import { renameKey } from '../../src/flink/rewrites.js';
import { setterOf } from '../../src/flink/scope.js';
import { defineRule, type Fix, type SettingView, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Older spellings of options',
  severity: 'info',
  cost: 'none',
  applies: { flink: '>=1.15' },
  docs: {
    what: 'A file uses names of options that Flink has replaced by newer ones and still reads.',
    why: 'Flink logs a warning for each, and a later version may drop it.',
    fix: 'Use the current names once every cluster that reads this file knows them.',
    references: ['ConfigOption#withDeprecatedKeys'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'state.backend: rocksdb\nstate.checkpoints.dir: s3://bucket/checkpoints\n' },
        flinkVersion: '1.20',
        finds: [
          {
            at: 'state.backend',
            message:
              "Flink 1.20 still reads these older names: 'state.backend' is now 'state.backend.type', 'state.checkpoints.dir' is now 'execution.checkpointing.dir'.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'state.backend.type: rocksdb\nexecution.checkpointing.dir: s3://bucket/checkpoints\n',
        },
        flinkVersion: '1.20',
      },
    ],
  },
  check: {
    *target(view) {
      const { settings, target } = view;
      // An older operator may not know the newer name.
      const renames = isAtLeast(target.operator, NEWEST_OPERATOR);
      const old = settings.filter(
        (setting) =>
          setting.status.kind === 'alias' &&
          setting.status.deprecated &&
          // The file of a cluster is judged with the cluster, not with each of its jobs.
          target.files.includes(setting.layer.file) &&
          (renames || !isOperators(setting)),
      );
      for (const here of groupsOf(old)) {
        const [first] = here;
        if (first === undefined) continue;
        const { file } = first.keyAt;
        const reader = isOperators(first) ? 'The Kubernetes operator' : `Flink ${target.version.value}`;
        const names = [...new Set(here.map(renamed))];
        const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? ` and ${names.length - 8} more` : '');
        yield {
          at: { file, start: first.keyAt.start, end: first.keyAt.end, key: 'older-names' },
          related: here
            .slice(1, 12)
            .map(({ keyAt, key }) => ({ at: keyAt, message: `'${key}' is an older name too.` })),
          message: `${reader} still reads these older names: ${shown}.`,
          ...fixFor(here, view),
        };
      }
    },
  },
});

const isOperators = ({ key }: SettingView): boolean => setterOf(key) === 'operator';

/** Those of one file that one program reads. */
const groupsOf = (old: readonly SettingView[]): readonly (readonly SettingView[])[] =>
  [...new Set(old.map(({ keyAt }) => keyAt.file))].flatMap((file) => {
    const here = old.filter(({ keyAt }) => keyAt.file === file);
    return [here.filter((one) => !isOperators(one)), here.filter(isOperators)];
  });

/** Renames what can be renamed for certain. */
function fixFor(here: readonly SettingView[], view: TargetView): { readonly fix?: Fix } {
  const edits = here.flatMap((setting) => renameKey(setting, view)?.edits ?? []);
  return edits.length === 0 ? {} : { fix: { safety: 'safe', edits } };
}

function renamed({ key, status }: SettingView): string {
  const now = status.kind === 'alias' ? status.of.map((name) => `'${name}'`).join(' and ') : '';
  return `'${key}' is now ${now}`;
}
