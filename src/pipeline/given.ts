import type { RuleSetting } from '../engine/run.js';
import { parseVersion, textKept } from '../flink/versions.js';
import type { ConfigFacts } from '../model/facts.js';
import type { VersionEvidence } from '../model/version.js';
import { folderOf } from '../paths.js';
import type { Settings } from '../settings/load.js';
import type { DeclaredJob } from '../settings/settings.js';
import type { Given } from '../targets/build.js';
import type { RunOptions } from './inputs.js';

/**
 * What the user says of the targets of a file: on the command line before the settings file.
 * @param outside layers that lie outside of what is checked, by their files
 */
export function givenFor(
  file: string,
  outside: ReadonlyMap<string, ConfigFacts>,
  loaded: Settings,
  options: RunOptions,
): Given {
  const settings = loaded.settingsFor(file);
  const operator = options.operatorVersion ?? settings.operatorVersion;
  return {
    version:
      versionGiven(options.flinkVersion, 'flag', '--flink-version') ??
      versionGiven(settings.flinkVersion, 'settings', settings.from ?? 'the settings file'),
    profile: options.profile ?? settings.profile,
    platform: options.platform ?? settings.platform,
    job: declaredFor(file, loaded)[0]?.name,
    ...(operator === undefined ? {} : { operator }),
    layers: settings.layers.flatMap(({ file: path, as }) => {
      const facts = outside.get(path);
      return facts === undefined ? [] : [{ as, facts }];
    }),
  };
}

/** The jobs that the user declares to have a file for their configuration. */
export const declaredFor = (file: string, settings: Settings): readonly DeclaredJob[] =>
  settings.settingsFor(file).jobs.filter(({ config }) => config === file || config === folderOf(file));

function versionGiven(
  text: string | undefined,
  strength: VersionEvidence['strength'],
  from: string,
): VersionEvidence | undefined {
  const range = text === undefined ? undefined : parseVersion(text);
  return range === undefined ? undefined : { range, ...textKept(text ?? ''), strength, from };
}

/** What the user says of a rule for findings in a file. */
export type SettingOf = (rule: string, file: string) => RuleSetting;

/** The command line's word on a rule before the settings file's. */
export function settingOf({ settingsFor }: Settings, options: RunOptions): SettingOf {
  return (rule, file) => {
    const given = options.severity?.get(rule);
    return given === undefined ? (settingsFor(file).rules.get(rule) ?? {}) : { severity: given };
  };
}
