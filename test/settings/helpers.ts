import { duration, number, type RuleDefinition, strings } from '../../src/rule.js';
import { isSettingsFile, loadSettings, type Settings, type SettingsInputs } from '../../src/settings/load.js';
import { settingsSchema } from '../../src/settings/schema.js';
import { memoryWorkspace } from '../../src/workspace/memory.js';

const rule = (title: string, options?: RuleDefinition['options']): RuleDefinition => ({
  title,
  severity: 'warning',
  cost: 'none',
  docs: { what: '', why: '', fix: '', references: [] },
  examples: { bad: [], good: [] },
  check: {},
  ...(options === undefined ? {} : { options }),
});

/** Rules with an option of every kind. */
export const RULES: Readonly<Record<string, RuleDefinition>> = {
  'checkpointing/interval': rule('Interval', {
    max: duration('10 min', 'The longest interval accepted.'),
    min: duration('1 s', 'The shortest interval accepted.'),
  }),
  'checkpointing/min-pause': rule('Pause'),
  'observability/flame-graphs': rule('Flame graphs'),
  'observability/log-noise': rule('Noise', {
    loggers: strings(['org.apache.kafka'], 'Loggers that say too much.'),
    share: number(0.5, 'The share of lines accepted.'),
  }),
};

export const SCHEMA = settingsSchema(RULES);

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Loads the settings of a tree in memory. */
export const load = (files: Files, more: Partial<SettingsInputs> = {}): Promise<Settings> =>
  loadSettings({
    workspace: memoryWorkspace(files),
    loadSchema: async () => SCHEMA,
    present: Object.keys(files).filter(isSettingsFile),
    ...more,
  });

/** The problems of a tree, each as the text it stands at, and its message. */
export async function problemsOf(files: Files, more: Partial<SettingsInputs> = {}): Promise<readonly string[]> {
  const settings = await load(files, more);
  return settings.problems().map(({ at, message }) => {
    const text = files[at.file];
    return `${at.file} [${typeof text === 'string' ? text.slice(at.start, at.end) : ''}] ${message}`;
  });
}

/** The problems of one settings file at the root. */
export const wrong = (text: string): Promise<readonly string[]> =>
  problemsOf({ '.flinklint.yaml': text }).then((found) => found.map((line) => line.replace(/^\.flinklint\.yaml /, '')));
