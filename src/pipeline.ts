import type { RecognisedFile } from './discover/recognised-file.js';
import { excerptsOf } from './engine/excerpt.js';
import { finish, runRules } from './engine/run.js';
import { runSourceRules } from './engine/source-rules.js';
import type { Catalogue } from './flink/catalogue.js';
import { isSecret, withoutCredentials } from './flink/secrets.js';
import type { Finding, Severity } from './model/finding.js';
import type { Notice, Report } from './model/report.js';
import type { Span } from './model/span.js';
import type { Target } from './model/target.js';
import type { VersionRange } from './model/version.js';
import type { TargetView } from './model/view.js';
import { applyDirectives } from './pipeline/directives.js';
import { findProject, selection } from './pipeline/found.js';
import { settingOf } from './pipeline/given.js';
import type { RunInputs, RunOptions } from './pipeline/inputs.js';
import { InfoOfRule } from './pipeline/rule-info.js';
import { targetsOf } from './pipeline/targets.js';
import { textsOf } from './pipeline/texts.js';
import { viewsOf } from './pipeline/views.js';
import { ruleOptions } from './settings/options.js';

export { SettingsError } from './pipeline/found.js';
export type { RunInputs, RunOptions } from './pipeline/inputs.js';

/** A run's result: the report, and what was recognised on the way. */
export interface Run {
  readonly report: Report;
  readonly files: readonly RecognisedFile[];
  readonly targets: readonly TargetView[];
  /** Defects of ours that were met; the other findings stand all the same. */
  readonly defects: readonly Notice[];
}

/**
 * From a workspace to a report: what `check`, an editor and `lint()` all call.
 * @throws SettingsError where a settings file cannot be used
 */
export async function run(inputs: RunInputs, options: RunOptions): Promise<Run> {
  const selected = selection(options.paths);
  const { project, settings, unread } = await findProject(inputs, options, selected);
  const { targets, notices } = await targetsOf(project, inputs, settings, options);
  const wanted = targets.filter((target) => filesOf(target).some(selected));
  await inputs.expect?.targets(wanted.length);
  const { views, others, sharing } = await viewsOf(wanted, targets, inputs, settings);

  const setting = settingOf(settings, options);
  const rules = inputs.rules.filter((rule) => options.only === undefined || options.only.includes(rule.id));
  const { findings: ofTargets, defects } = runRules({
    rules,
    targets: views,
    others,
    sharing,
    setting,
    options: (rule, file) => ruleOptions(rule, settings.settingsFor(file).rules.get(rule.id)?.options ?? {}),
    currentKey: inputs.catalogue.current,
    localise: (view, text) => localise(text, inputs.catalogue, view.target.version.range),
    isSecret,
    redact: withoutCredentials,
  });
  const sources = project.files.flatMap(({ facts }) => (facts?.kind === 'java' ? [facts] : []));
  const raw = [...ofTargets, ...runSourceRules({ rules, sources, setting })];

  const textOf = textsOf(project);
  const excerpt = excerptsOf((file) => textOf(file)?.masked);
  const lineOf = (span: Span): number => excerpt(span).start.line;
  const { findings, suppressed } = applyDirectives(raw, { project, rules, inputs, options, setting, lineOf });
  const finished = finish(findings, inputs.sha256).filter((finding) => selected(finding.at.file));
  const report = {
    tool: inputs.tool,
    rules: inputs.rules.map((rule) => new InfoOfRule(rule, inputs.urlOf(rule.id))),
    targets: views.map(({ target }) => target),
    findings: finished,
    counts: {
      files: project.files.filter(({ file, facts }) => facts !== undefined && selected(file)).length,
      ...countsOf(finished),
      suppressed: suppressed.filter((finding) => selected(finding.at.file)).length,
      baselined: 0,
    },
    notices: [...unread, ...notices, ...defects],
    excerpt,
    text: (file: string) => textOf(file)?.plain,
  };
  return { report, files: project.files, targets: views, defects };
}

function countsOf(findings: readonly Finding[]): Pick<Report['counts'], 'errors' | 'warnings' | 'infos'> {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}

/** Every file in which findings about a target may stand. */
const filesOf = ({ files, evidence, conflict, job, exposures }: Target): readonly string[] => [
  ...files,
  ...(exposures ?? []).map(({ at }) => at.file),
  ...(job?.operators.map(({ at }) => at.file) ?? []),
  ...[...evidence, ...(conflict === undefined ? [] : [conflict.a, conflict.b])].flatMap(({ at }) => at?.file ?? []),
];

/** Advice names options as they are called today; a target on an older version reads other names. */
function localise(text: string, catalogue: Catalogue, range: VersionRange): string {
  // Read from the beginning of each word: a value of a million letters may be in it.
  return text.replace(/(?<![\w-])([A-Z\d_-]*)([a-z][\w-]*(?:\.[\w-]+)+)/g, (all, before: string, key: string) =>
    catalogue.history(key).length === 0 ? all : before + catalogue.nameIn(key, range),
  );
}
