import { keepsQuotes } from '../../src/flink/config-files.js';
import { isSecret, MASK } from '../../src/flink/secrets.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Quotes that become part of the value',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A value in flink-conf.yaml stands in quotes.',
    why: 'Flink keeps the quotes as part of the value: numbers, durations, booleans and enums are refused when they are read, and strings are taken with their quotes.',
    fix: 'Remove the quotes.',
    references: ['GlobalConfiguration#loadLegacyYAMLResource'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': 'taskmanager.numberOfTaskSlots: "4"\n' },
        finds: [
          { at: '"4"', message: 'Flink refuses \'"4"\': the quotes are part of the value, which must be an integer.' },
        ],
      },
    ],
    good: [
      { files: { 'conf/flink-conf.yaml': 'taskmanager.numberOfTaskSlots: 4\n' } },
      { files: { 'conf/flink-conf.yaml': 'env.java.opts: "-XX:+UseG1GC -Dkey=value"\n' } },
    ],
  },
  check: {
    *setting(setting) {
      const { layer, quoted, status, refusal, expected } = setting;
      if (!keepsQuotes(layer) || !quoted || (status.kind !== 'option' && status.kind !== 'alias')) return;
      // Read by Flink's shell scripts, which take quotes around these away.
      if (setting.key.startsWith('env.')) return;
      const shown = isSecret(setting.key) ? MASK : setting.value;
      const fix = { safety: 'safe', edits: [{ ...span(setting.valueAt), text: setting.value.slice(1, -1) }] } as const;
      // Quotes around parts of a list or map are a grammar of their own, and mean what they say.
      if (refusal !== undefined && expected !== undefined) {
        const message = `Flink refuses '${shown}': the quotes are part of the value, which must be ${expected}.`;
        yield { at: setting.valueAt, message, fix };
      } else if (expected === 'a string') {
        const message = `Flink takes '${shown}' with its quotes, which are part of the value in ${layer.facts?.name ?? 'flink-conf.yaml'}.`;
        yield { at: setting.valueAt, message, fix, severity: 'warning' };
      }
    },
  },
});

const span = ({ file, start, end }: { readonly file: string; readonly start: number; readonly end: number }) => ({
  file,
  start,
  end,
});
