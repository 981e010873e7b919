import { type Project, type Readers, type RecognisedFile, readConfiguration, readProject } from './discover/project.js';
import { walk } from './discover/walk.js';
import { runDirectiveRules } from './engine/directive-rules.js';
import { readDirectives } from './engine/directives.js';
import { excerptOf, excerptsOf } from './engine/excerpt.js';
import type { Sha256 } from './engine/fingerprint.js';
import { maskSecrets } from './engine/mask.js';
import { finish, type RawFinding, type RuleSetting, runRules } from './engine/run.js';
import { silence } from './engine/silence.js';
import { runSourceRules } from './engine/source-rules.js';
import type { LastVersion } from './flink/api-calls.js';
import type { Catalogue } from './flink/catalogue.js';
import type { DefinitionData } from './flink/definitions.js';
import type { Distribution } from './flink/distribution.js';
import type { OptionConstants } from './flink/option-constants.js';
import { credentialsIn, isSecret, withoutCredentials } from './flink/secrets.js';
import type { YamlParser } from './flink/values.js';
import { parseVersion, textKept } from './flink/versions.js';
import type { ComposeFacts, DockerfileFacts } from './model/containers.js';
import type { Comment, ConfigFacts, LoggingFacts, ManifestFacts } from './model/facts.js';
import type { Facts } from './model/file-facts.js';
import type { Severity } from './model/finding.js';
import type { Notice, Report, RuleInfo } from './model/report.js';
import type { Span } from './model/span.js';
import type { Platform, Profile, Target } from './model/target.js';
import type { VersionEvidence, VersionRange } from './model/version.js';
import type { TargetView } from './model/view.js';
import { folderOf, isAtOrBelow } from './paths.js';
import type { Rule } from './rule.js';
import { isSettingsFile, loadSettings, type Settings, type SettingsInputs } from './settings/load.js';
import { ruleOptions } from './settings/options.js';
import type { DeclaredJob } from './settings/settings.js';
import type { SettingsProblem } from './settings/tree.js';
import { buildTargets, type Given } from './targets/build.js';
import { readingTools } from './targets/readings.js';
import { viewOf } from './targets/view.js';
import type { Workspace } from './workspace/workspace.js';

/** What a run works with; everything that touches the world comes in here. */
export interface RunInputs {
  readonly workspace: Workspace;
  readonly rules: readonly Rule[];
  readonly catalogue: Catalogue;
  readonly readers: Readers;
  readonly loadYamlParser: () => Promise<YamlParser>;
  /** What the constants of Flink's options are the keys of; only job sources ask. */
  readonly loadOptionConstants: () => Promise<OptionConstants>;
  /** What the definitions of the operator's resources allow; only manifests ask. */
  readonly loadDefinitions: () => Promise<DefinitionData>;
  /** What Flink's image ships; only compose files and Dockerfiles ask. */
  readonly loadDistribution: () => Promise<Distribution>;
  /** Which methods newer versions of Flink have no more; only job sources ask. */
  readonly loadLastVersions: () => Promise<LastVersion>;
  /** The schema of the settings file, and which one to use. */
  readonly settings: Pick<SettingsInputs, 'loadSchema' | 'settingsFile' | 'disabled'>;
  readonly tool: Report['tool'];
  readonly sha256: Sha256;
  /** Where a rule's page is. */
  readonly urlOf: (rule: string) => string;
}

/** What the user asked for. */
export interface RunOptions {
  /** Root-relative files and folders whose findings are reported; `['']` for everything. */
  readonly paths: readonly string[];
  /** Root-relative folders in which what surrounds the paths is looked for; everywhere where they are left out. */
  readonly within?: readonly string[];
  readonly flinkVersion?: string;
  /** The version of the Kubernetes operator, such as `1.12`; the newest where neither this nor the settings name one. */
  readonly operatorVersion?: string;
  readonly platform?: Platform;
  readonly profile?: Profile;
  /** Only these rules. */
  readonly only?: readonly string[];
  readonly severity?: ReadonlyMap<string, Severity | 'off'>;
  /** Whether job sources are read; they are where it is left out. */
  readonly sources?: boolean;
  /** Count findings that ignore comments silence like all others. */
  readonly noIgnores?: boolean;
}

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
  const selected = (file: string): boolean => options.paths.some((path) => isAtOrBelow(file, path));
  const named = options.paths.filter((path) => path !== '' && inputs.workspace.read(path).ok);
  const walked = await walk(inputs.workspace, options.within);
  const settings = await loadSettings({
    ...inputs.settings,
    workspace: inputs.workspace,
    present: walked.filter((path) => isSettingsFile(path) && mayGovern(folderOf(path), options.paths)),
  });
  if (settings.problems().length > 0) throw settingsError(settings.problems(), inputs.workspace);
  const project = await readProject({
    workspace: inputs.workspace,
    catalogue: inputs.catalogue,
    readers: inputs.readers,
    selected,
    named,
    paths: [...walked.filter((path) => !settings.settingsFor(path).exclude(path)), ...named],
    asked: options.paths,
    sources: options.sources ?? true,
    sourcesOf: (file) => declaredFor(file, settings).flatMap((job) => job.sources),
  });
  const { targets: configured, notices } = await targetsOf(project, inputs, settings, options);
  const jobs = await withSources(configured, project, inputs, settings, options);
  const scripts = await withSql(jobs, project, inputs, settings, options);
  const targets = await withCommands(scripts, project, inputs, settings, options);
  const wanted = targets.filter((target) => filesOf(target).some(selected));
  const inYaml = wanted.some(({ layers }) => layers.some(({ grammar }) => grammar === 'yaml'));
  const parseYaml = inYaml ? await inputs.loadYamlParser() : () => undefined;
  const tools = readingTools(inputs.catalogue, parseYaml);
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
      rules: inputs.rules.map((rule) => infoOf(rule, inputs.urlOf(rule.id))),
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
      notices: [...notices, ...defects],
      excerpt,
      text: (file) => textOf(file)?.plain,
    },
    files: project.files,
    targets: views,
    defects,
  };
}

/** The targets with the jobs of the project's sources on top. */
async function withSources(
  targets: readonly Target[],
  project: Project,
  inputs: RunInputs,
  settings: Settings,
  options: RunOptions,
): Promise<readonly Target[]> {
  const sources = project.files.flatMap(({ facts }) => (facts?.kind === 'java' ? [facts] : []));
  if (sources.length === 0) return targets;
  const { withJobs } = await import('./targets/jobs.js');
  return withJobs({
    sources,
    optionKey: await inputs.loadOptionConstants(),
    lastVersion: await inputs.loadLastVersions(),
    targets,
    evidence: project.evidence,
    catalogue: inputs.catalogue,
    given: (file) => givenFor(file, new Map(), settings, options),
    declared: (file) =>
      settings.settingsFor(file).jobs.find((job) => job.sources.some((folder) => isAtOrBelow(file, folder)))?.config,
  });
}

/** The targets with those of the project's SQL. */
async function withSql(
  targets: readonly Target[],
  project: Project,
  { catalogue }: RunInputs,
  settings: Settings,
  options: RunOptions,
): Promise<readonly Target[]> {
  const scripts = project.files.flatMap(({ facts }) => (facts?.kind === 'sql' ? [facts] : []));
  const inCode = project.files.flatMap(({ facts }) => (facts?.kind === 'java' ? (facts.sql ?? []) : []));
  if (scripts.length + inCode.length === 0) return targets;
  const { withScripts } = await import('./targets/sql.js');
  const given = (file: string): Given => givenFor(file, new Map(), settings, options);
  return withScripts({ scripts, inCode, targets, evidence: project.evidence, catalogue, given });
}

/** The targets with those of the project's command lines. */
async function withCommands(
  targets: readonly Target[],
  project: Project,
  { catalogue }: RunInputs,
  settings: Settings,
  options: RunOptions,
): Promise<readonly Target[]> {
  const files = project.files.flatMap(({ facts }) => (facts?.kind === 'commands' ? [facts] : []));
  if (files.length === 0) return targets;
  const { commandTargets } = await import('./targets/commands.js');
  const given = (file: string): Given => givenFor(file, new Map(), settings, options);
  return [...targets, ...commandTargets({ files, targets, evidence: project.evidence, catalogue, given })];
}

/** Every file in which findings about a target may stand. */
const filesOf = ({ files, evidence, conflict, job }: Target): readonly string[] => [
  ...files,
  ...(job?.operators.map(({ at }) => at.file) ?? []),
  ...[...evidence, ...(conflict === undefined ? [] : [conflict.a, conflict.b])].flatMap(({ at }) => at?.file ?? []),
];

/** Advice names options as they are called today; a target on an older version reads other names. */
function localise(text: string, catalogue: Catalogue, range: VersionRange): string {
  return text.replace(/[a-z][\w-]*(?:\.[\w-]+)+/g, (key) =>
    catalogue.history(key).length === 0 ? key : catalogue.nameIn(key, range),
  );
}

function settingsError(problems: readonly SettingsProblem[], workspace: Workspace): SettingsError {
  return new SettingsError(
    problems.map(({ file, at, message }) => {
      const result = workspace.read(file);
      const { start } = excerptOf(result.ok ? new TextDecoder().decode(result.bytes) : '', at);
      return { position: `${file}:${start.line}:${start.column}`, message };
    }),
  );
}

/** Whether settings in a folder can be the nearest to anything that is asked for. */
const mayGovern = (folder: string, paths: readonly string[]): boolean =>
  paths.some((path) => isAtOrBelow(path, folder) || isAtOrBelow(folder, path));

async function targetsOf(
  project: Project,
  inputs: RunInputs,
  settings: Settings,
  options: RunOptions,
): Promise<{ readonly targets: readonly Target[]; readonly notices: readonly Notice[] }> {
  const notices: Notice[] = [];
  const outside = new Map<string, ConfigFacts>();
  for (const { facts } of project.files) {
    if (facts === undefined) continue;
    for (const { file, as } of settings.settingsFor(facts.file).layers) {
      if (outside.has(file)) continue;
      const read = await readConfiguration(file, inputs);
      if (read === undefined) notices.push({ level: 'error', message: `The layer '${as}' cannot be read.`, file });
      else outside.set(file, read);
    }
  }
  const facts = project.files.flatMap((file) => (file.facts === undefined ? [] : [file.facts]));
  const given = (file: string): Given => givenFor(file, outside, settings, options);
  const configs = facts.filter((one): one is ConfigFacts => one.kind === 'config' && !outside.has(one.file));
  const logging = facts.filter((one): one is LoggingFacts => one.kind === 'logging');
  const contained = await containedTargets(facts, [...configs, ...logging], project, inputs, given);
  // What a container has mounted is its configuration, unless the user says that it is a job's.
  const mounted = new Set(contained.flatMap(({ kind, files }) => (kind === 'fragment' ? [] : files)));
  const isFree = ({ file }: Facts): boolean => !mounted.has(file) || given(file).job !== undefined;
  const alone = buildTargets({
    configs: configs.filter(isFree),
    logging: logging.filter(isFree),
    evidence: project.evidence,
    compose: project.compose,
    catalogue: inputs.catalogue,
    given,
  });
  const targets = [...alone, ...contained];
  const manifests = facts.filter((one): one is ManifestFacts => one.kind === 'manifest');
  if (manifests.length === 0) return { targets, notices };
  const { manifestTargets } = await import('./targets/manifests.js');
  const described = manifestTargets({
    manifests,
    own: project.inManifests,
    evidence: project.evidence,
    catalogue: inputs.catalogue,
    definitions: await inputs.loadDefinitions(),
    given: (file) => givenFor(file, outside, settings, options),
  });
  return { targets: [...targets, ...described], notices };
}

/** The targets of compose files and Dockerfiles. */
async function containedTargets(
  facts: readonly Facts[],
  configs: readonly (ConfigFacts | LoggingFacts)[],
  { evidence }: Project,
  { catalogue, loadDistribution }: RunInputs,
  given: (file: string) => Given,
): Promise<readonly Target[]> {
  const compose = facts.filter((one) => one.kind === 'compose');
  const dockerfiles = facts.filter((one) => one.kind === 'dockerfile');
  if (compose.length + dockerfiles.length === 0) return [];
  const { composeTargets } = await import('./targets/compose.js');
  const distribution = await loadDistribution();
  return composeTargets({ compose, dockerfiles, configs, evidence, catalogue, distribution, given });
}

function givenFor(
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
const declaredFor = (file: string, settings: Settings): readonly DeclaredJob[] =>
  settings.settingsFor(file).jobs.filter(({ config }) => config === file || config === folderOf(file));

function versionGiven(
  text: string | undefined,
  strength: VersionEvidence['strength'],
  from: string,
): VersionEvidence | undefined {
  const range = text === undefined ? undefined : parseVersion(text);
  return range === undefined ? undefined : { range, ...textKept(text ?? ''), strength, from };
}

type SettingOf = (rule: string, file: string) => RuleSetting;

/** The command line's word on a rule before the settings file's. */
function settingOf({ settingsFor }: Settings, options: RunOptions): SettingOf {
  return (rule, file) => {
    const given = options.severity?.get(rule);
    return given === undefined ? (settingsFor(file).rules.get(rule) ?? {}) : { severity: given };
  };
}

interface DirectiveWork {
  readonly project: Project;
  readonly rules: readonly Rule[];
  readonly inputs: RunInputs;
  readonly options: RunOptions;
  readonly setting: SettingOf;
  readonly lineOf: (span: Span) => number;
}

function applyDirectives(
  raw: readonly RawFinding[],
  { project, rules, inputs, options, setting, lineOf }: DirectiveWork,
): { readonly findings: readonly RawFinding[]; readonly suppressed: readonly RawFinding[] } {
  const read = project.files.flatMap(({ file, facts }) => {
    if (facts === undefined || facts.comments.length === 0) return [];
    const line = (offset: number): number => lineOf({ file, start: offset, end: offset });
    return [readDirectives(commentsIn(facts), line, firstContentLine(facts, line))];
  });
  const directives = read.flatMap((one) => one.directives);
  const wholeOf = commandsIn(project);
  const { findings, suppressed, used } = silence(raw, directives, (span) => lineOf(wholeOf(span)));
  const judged = runDirectiveRules({
    rules: rules.filter((rule) => rule.check.directive !== undefined),
    known: new Set(inputs.rules.map(({ id }) => id)),
    directives,
    malformed: read.flatMap((one) => one.malformed),
    used,
    ran: (rule, file) => rules.some(({ id }) => id === rule) && setting(rule, file).severity !== 'off',
    setting,
  });
  return options.noIgnores === true
    ? { findings: [...raw, ...judged], suppressed: [] }
    : { findings: [...findings, ...judged], suppressed };
}

/** A command over several lines has room for a comment before the first of them only. */
function commandsIn({ files }: Project): (span: Span) => Span {
  const wholes = new Map(
    files.flatMap(({ file, facts }) =>
      facts?.kind === 'commands' ? [[file, facts.commands.map(({ whole }) => whole)] as const] : [],
    ),
  );
  return (span) => wholes.get(span.file)?.find(({ start, end }) => start <= span.start && span.start < end) ?? span;
}

function commentsIn(facts: Facts): readonly Comment[] {
  if (facts.kind === 'java') {
    return facts.comments.map((comment) => ({ ...comment, at: { file: facts.file, ...comment.at } }));
  }
  if (facts.kind === 'compose' || facts.kind === 'dockerfile') {
    const given = facts.kind === 'compose' ? facts.services : facts.stages;
    return [...facts.comments, ...given.flatMap(({ properties }) => properties?.squeezed.comments ?? [])];
  }
  if (facts.kind !== 'manifest') return facts.comments;
  const embedded = facts.resources.flatMap((resource) => resource.embedded);
  return [...facts.comments, ...embedded.flatMap((file) => file.facts?.comments ?? [])];
}

function firstContentLine(facts: Facts, line: (offset: number) => number): number {
  if (facts.kind === 'java') {
    const starts = [...facts.imports, ...facts.types].map(({ start }) => line(start));
    return starts.reduce((first, start) => Math.min(first, start), Number.MAX_SAFE_INTEGER);
  }
  if (facts.kind === 'compose' || facts.kind === 'dockerfile') return firstOf(facts, line);
  if (facts.kind === 'manifest') {
    const starts = facts.resources.map(({ root }) => line(root.at.start));
    return starts.reduce((first, start) => Math.min(first, start), Number.MAX_SAFE_INTEGER);
  }
  if (facts.kind === 'commands') {
    return facts.commands.reduce((first, { at }) => Math.min(first, line(at.start)), Number.MAX_SAFE_INTEGER);
  }
  if (facts.kind === 'sql') {
    const starts = facts.statements.map(({ at }) => line(at.start));
    return starts.reduce((first, start) => Math.min(first, start), Number.MAX_SAFE_INTEGER);
  }
  const starts =
    facts.kind === 'config'
      ? [...facts.settings.map(({ keyAt }) => keyAt), ...(facts.containers ?? []).map(({ at }) => at)]
      : [...facts.properties.values()].map(({ at }) => at);
  return starts.reduce((first, { start }) => Math.min(first, line(start)), Number.MAX_SAFE_INTEGER);
}

function firstOf(facts: ComposeFacts | DockerfileFacts, line: (offset: number) => number): number {
  const places =
    facts.kind === 'compose' ? facts.services.map(({ at }) => at) : facts.stages.map(({ base }) => base.at);
  return places.reduce((first, { start }) => Math.min(first, line(start)), Number.MAX_SAFE_INTEGER);
}

function infoOf(rule: Rule, url: string): RuleInfo {
  const { id, title, severity, confidence = 'high' } = rule;
  return {
    id,
    title,
    severity,
    confidence,
    url,
    // Few reports print it, and the command reads it from a file of its own.
    get docs() {
      return rule.docs;
    },
  };
}

interface Texts {
  /** The text where others may hash it as they read the file: plain UTF-8 without secrets. */
  readonly plain: string | undefined;
  readonly masked: string;
}

/** A file's text as it is, and with the values of secrets made unreadable at the same length, for excerpts. */
function textsOf(project: Project): (file: string) => Texts | undefined {
  const files = new Map(project.files.map((file) => [file.file, file]));
  const cache = new Map<string, Texts>();
  return (path) => {
    const known = cache.get(path);
    if (known !== undefined) return known;
    const file = files.get(path);
    if (file === undefined) return undefined;
    const masked = maskSecrets(file.text, file.facts, { isSecret, credentialsIn });
    const made = { masked, plain: file.bom || masked !== file.text ? undefined : masked };
    cache.set(path, made);
    return made;
  };
}
