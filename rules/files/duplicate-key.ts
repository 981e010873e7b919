import { removeSetting } from '../../src/flink/rewrites.js';
import { groupBy } from '../../src/group-by.js';
import { type Draft, defineRule, type FileView, type Fix } from '../../src/rule.js';

export default defineRule({
  title: 'Key that is set twice',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The same key stands twice in one file, or in one mapping of a resource of the Kubernetes operator.',
    why: 'With config.yaml Flink does not start; in flink-conf.yaml, and with kubectl, the last value wins without a word.',
    fix: 'Keep the line that is meant and remove the other.',
    references: ['YamlParserUtils#loadYamlFile', 'GlobalConfiguration#loadLegacyYAMLResource'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\nrest.port: 8082\n' },
        finds: [{ at: 'rest.port', message: "Flink does not start with this file: 'rest.port' stands here twice." }],
      },
      {
        files: { 'conf/flink-conf.yaml': 'rest.port: 8081\nrest.port: 8082\n' },
        finds: [{ at: 'rest.port', message: "'rest.port' is set twice; Flink takes this last value silently." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'rest.port: 8081\nrest.bind-port: 8082\n' } }],
  },
  check: {
    *file(file) {
      const alike = groupBy(file.settings, ({ key }) => key);
      for (const [key, faults] of groupBy(file.faults.filter(isDuplicate), (fault) => fault.key)) {
        const fixes = fixesFor(alike.get(key) ?? []);
        for (const fault of faults) {
          const fix = fault.sameValue ? fixes.get(fault.at.start) : undefined;
          yield { ...draftOf(fault, file), ...(fix === undefined ? {} : { fix }) };
        }
      }
    },
  },
});

type Duplicate = Extract<FileView['faults'][number], { readonly kind: 'duplicate-key' }>;

const isDuplicate = (fault: FileView['faults'][number]): fault is Duplicate => fault.kind === 'duplicate-key';

function draftOf({ key, at, first, sameValue, reader }: Duplicate, { grammar }: FileView): Draft {
  const related = [{ at: first, message: 'First set here.' }];
  if (grammar === 'yaml') {
    return { at, related, message: `Flink does not start with this file: '${key}' stands here twice.` };
  }
  const outcome = sameValue ? ', to the same value' : `; ${reader ?? 'Flink'} takes this last value silently`;
  return { at, related, message: `'${key}' is set twice${outcome}.`, severity: 'warning' };
}

/** By where its key stands, what takes out a line that says the same again, unless another one says something else. */
function fixesFor(same: FileView['settings']): ReadonlyMap<number, Fix | undefined> {
  if (same.some(({ value }) => value !== same[0]?.value)) return new Map();
  return new Map(same.map((setting) => [setting.keyAt.start, removeSetting(setting)]));
}
