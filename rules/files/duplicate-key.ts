import { removeSetting } from '../../src/flink/rewrites.js';
import { defineRule, type FileView, type Fix } from '../../src/rule.js';

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
      for (const fault of file.faults) {
        if (fault.kind !== 'duplicate-key') continue;
        const related = [{ at: fault.first, message: 'First set here.' }];
        const refused = `Flink does not start with this file: '${fault.key}' stands here twice.`;
        const silent = `'${fault.key}' is set twice${fault.sameValue ? ', to the same value' : `; ${fault.reader ?? 'Flink'} takes this last value silently`}.`;
        const fix = fault.sameValue ? fixFor(file, fault.key, fault.at.start) : {};
        yield file.grammar === 'yaml'
          ? { at: fault.at, related, message: refused, ...fix }
          : { at: fault.at, related, message: silent, severity: 'warning', ...fix };
      }
    },
  },
});

/** The line that says the same again can go, unless a third one between the two says something else. */
function fixFor({ settings }: FileView, key: string, start: number): { readonly fix?: Fix } {
  const same = settings.filter((setting) => setting.key === key);
  const repeated = same.find(({ keyAt }) => keyAt.start === start);
  if (repeated === undefined || same.some(({ value }) => value !== repeated.value)) return {};
  const fix = removeSetting(repeated);
  return fix === undefined ? {} : { fix };
}
