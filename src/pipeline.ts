import { readProject } from './discover/project.js';
import type { RecognisedFile } from './discover/recognised-file.js';
import type { NoticeOfFile } from './discover/unread.js';
import { walk } from './discover/walk.js';
import { excerptOf, excerptsOf } from './engine/excerpt.js';
import { finish, runRules } from './engine/run.js';
import { runSourceRules } from './engine/source-rules.js';
import type { Catalogue } from './flink/catalogue.js';
import { suggesters } from './flink/nearest.js';
import { isSecret, withoutCredentials } from './flink/secrets.js';
import type { Severity } from './model/finding.js';
import type { Notice, Report, RuleInfo } from './model/report.js';
import type { Span } from './model/span.js';
import type { Target } from './model/target.js';
import type { VersionRange } from './model/version.js';
import type { TargetView } from './model/view.js';
import { folderOf, isAtOrBelow } from './paths.js';
import { applyDirectives } from './pipeline/directives.js';
import { declaredFor, settingOf } from './pipeline/given.js';
import type { RunInputs, RunOptions } from './pipeline/inputs.js';
import { targetsOf } from './pipeline/targets.js';
import { textsOf } from './pipeline/texts.js';
import { unreadAmong } from './pipeline/unread.js';
import type { Rule } from './rule.js';
import { isSettingsFile, loadSettings } from './settings/load.js';
import { ruleOptions } from './settings/options.js';
import type { SettingsProblem } from './settings/tree.js';
import { readingTools } from './targets/readings.js';
import { viewOf } from './targets/view.js';
import { roughText, type Workspace } from './workspace/workspace.js';

export type { RunInputs, RunOptions } from './pipeline/inputs.js';

/** A run's result: the report, and what was recognised on the way. */
export interface Run {
  readonly report: Report;
  readonly files: readonly RecognisedFile[];
  readonly targets: readonly TargetView[];
  /** Defects of ours that were met; the other findings stand all the same. */
  readonly defects: readonly Notice[];
}

/** Settings files that cannot be used; nothing is checked then. */
export class SettingsError extends Error {
  /** Each with its place as `file:line:column`. */
  readonly problems: readonly { readonly position: string; readonly message: string }[];

  constructor(problems: readonly { readonly position: string; readonly message: string }[]) {
    super(problems.map(({ position, message }) => `${position}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/**
 * From a workspace to a report: what `check`, an editor and `lint()` all call.
 * @throws SettingsError where a settings file cannot be used
 */
export async function run(inputs: RunInputs, options: RunOptions): Promise<Run> {
  const selected = options.paths.includes('')
    ? () => true
    : (file: string): boolean => options.paths.some((path) => isAtOrBelow(file, path));
  const named = options.paths.filter((path) => path !== '' && !('why' in inputs.workspace.read(path)));
  const unread = new Map<string, NoticeOfFile>();
  const workspace = { ...inputs.workspace, note: (notice: NoticeOfFile) => void unread.set(notice.file, notice) };
  const walked = await walk(workspace, options.within, options.paths);
  await inputs.expect?.files(walked.length);
  const settings = await loadSettings({
    ...inputs.settings,
    workspace: inputs.workspace,
    present: walked.filter((path) => isSettingsFile(path) && mayGovern(folderOf(path), options.paths)),
  });
  if (settings.problems().length > 0) throw settingsError(settings.problems(), inputs.workspace);
  const project = await readProject({
    workspace,
    catalogue: inputs.catalogue,
    readers: inputs.readers,
    selected,
    named,
    paths: [...walked.filter((path) => !settings.settingsFor(path).exclude(path)), ...named],
    asked: options.paths,
    sources: options.sources ?? true,
    sourcesOf: (file) => declaredFor(file, settings).flatMap((job) => job.sources),
  });
  const { targets, notices } = await targetsOf(project, inputs, settings, options);
  const wanted = targets.filter((target) => filesOf(target).some(selected));
  await inputs.expect?.targets(wanted.length);
  const inYaml = wanted.some(({ layers }) => layers.some(({ grammar }) => grammar === 'yaml'));
  const parseYaml = inYaml ? await inputs.loadYamlParser() : () => undefined;
  const tools = { ...readingTools(inputs.catalogue, parseYaml), nearestIn: suggesters(inputs.catalogue.keys) };
  const view = (target: Target): TargetView => {
    const { allow } = settings.settingsFor(target.files[0] ?? '');
    return viewOf(target, { ...tools, allow });
  };
  const views = wanted.map(view);
  // Few rules look beyond their target, and a path that is checked alone may be one of very many.
  let all: readonly TargetView[] | undefined;
  const everything = (): readonly TargetView[] => {
    all ??= [...views, ...targets.filter((target) => !wanted.includes(target)).map(view)];
    return all;
  };

  const setting = settingOf(settings, options);
  const rules = inputs.rules.filter((rule) => options.only === undefined || options.only.includes(rule.id));
  const { findings: ofTargets, defects } = runRules({
    rules,
    targets: views,
    others: (own) => everything().filter((other) => other !== own),
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
  const shown = project.files.filter(({ file, facts }) => facts !== undefined && selected(file));
  const count = (severity: Severity): number => finished.filter((finding) => finding.severity === severity).length;
  return {
    report: {
      tool: inputs.tool,
      rules: inputs.rules.map((rule) => new InfoOfRule(rule, inputs.urlOf(rule.id))),
      targets: views.map(({ target }) => target),
      findings: finished,
      counts: {
        files: shown.length,
        errors: count('error'),
        warnings: count('warning'),
        infos: count('info'),
        suppressed: suppressed.filter((finding) => selected(finding.at.file)).length,
        baselined: 0,
      },
      notices: [...unreadAmong(options.paths, unread, settings), ...notices, ...defects],
      excerpt,
      text: (file) => textOf(file)?.plain,
    },
    files: project.files,
    targets: views,
    defects,
  };
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

function settingsError(problems: readonly SettingsProblem[], workspace: Workspace): SettingsError {
  return new SettingsError(
    problems.map(({ file, at, message }) => {
      const { start } = excerptOf(roughText(workspace.read(file)), at);
      return { position: `${file}:${start.line}:${start.column}`, message };
    }),
  );
}

/** Whether settings in a folder can be the nearest to anything that is asked for. */
const mayGovern = (folder: string, paths: readonly string[]): boolean =>
  paths.some((path) => isAtOrBelow(path, folder) || isAtOrBelow(folder, path));

/** What reports say of a rule. A class, for objects that have accessors of their own are made one by one. */
class InfoOfRule implements RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: RuleInfo['severity'];
  readonly confidence: RuleInfo['confidence'];
  readonly url: string;
  readonly #rule: Rule;

  constructor(rule: Rule, url: string) {
    this.id = rule.id;
    this.title = rule.title;
    this.severity = rule.severity;
    this.confidence = rule.confidence ?? 'high';
    this.url = url;
    this.#rule = rule;
  }

  /** Few reports print it, and the command reads it from a file of its own. */
  get docs(): RuleInfo['docs'] {
    return this.#rule.docs;
  }
}
