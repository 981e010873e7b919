import type { FlinkCommand } from './model/commands.js';
import type { FlinkImage } from './model/containers.js';
import type { Confidence, Cost, Draft, Severity } from './model/finding.js';
import type { Job, Operator } from './model/graph.js';
import type { Resource } from './model/manifest.js';
import type { SqlScript, SqlStatement } from './model/sql.js';
import type { Platform, Profile, Target } from './model/target.js';
import type { DirectiveView, FileView, LoggingView, SettingView, SourceView, TargetView } from './model/view.js';

export type { FlinkCommand } from './model/commands.js';
export type { FlinkImage } from './model/containers.js';
export type { Confidence, Cost, Draft, Fix, Related, Severity } from './model/finding.js';
export type { Job, Operator } from './model/graph.js';
export type { Resource } from './model/manifest.js';
export type { Place, Span } from './model/span.js';
export type { Exposure } from './model/target.js';
export type { DirectiveView, FileView, Known, LoggingView, Reading, SettingView, TargetView } from './model/view.js';

/** An option of a rule itself, as users set it in `.flinklint.yaml`; gives parser, schema and documentation at once. */
export type RuleOption =
  | { readonly kind: 'duration'; readonly default: string; readonly description: string }
  | { readonly kind: 'number'; readonly default: number; readonly description: string }
  | { readonly kind: 'strings'; readonly default: readonly string[]; readonly description: string };

/** The options that a rule has of its own, by their names. */
export type RuleOptions = Readonly<Record<string, RuleOption>>;

/** What a rule sees of its own options: durations in milliseconds. */
export type RuleOptionValues<O extends RuleOptions> = {
  readonly [K in keyof O]: O[K] extends { kind: 'strings' } ? readonly string[] : number;
};

/** A duration in Flink's notation, seen by the rule in milliseconds. */
export const duration = (value: string, description: string) =>
  ({ kind: 'duration', default: value, description }) as const;

/** A number, as it is written. */
export const number = (value: number, description: string) =>
  ({ kind: 'number', default: value, description }) as const;

/** A list of texts. */
export const strings = (value: readonly string[], description: string) =>
  ({ kind: 'strings', default: value, description }) as const;

/** A project that an example is made of: root-relative path → text. */
export type ExampleFiles = Readonly<Record<string, string>>;

/** How an example is run, beyond its files. */
export interface ExampleRun {
  readonly files: ExampleFiles;
  readonly flinkVersion?: string;
  readonly profile?: Profile;
}

/** What a rule must find in a bad example: the text under the span, and the message. */
export interface ExpectedFinding {
  readonly at: string;
  readonly message: string;
}

/** Projects in which a rule finds something, and some in which it must be silent; all of them are run. */
export interface Examples {
  readonly bad: readonly (ExampleRun & { readonly finds: readonly ExpectedFinding[] })[];
  readonly good: readonly ExampleRun[];
}

/** For which targets a rule speaks at all. */
export interface Applies {
  /** A claim about the Flink version, such as `>=1.19` or `>=1.20.4 <2 || >=2.0.2`. */
  readonly flink?: string;
  readonly mode?: 'streaming';
  readonly platforms?: readonly Platform[];
}

/** What users read of a rule, as Markdown. */
export interface Docs {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** Flink classes, constants or documentation pages that the claim rests on. */
  readonly references: readonly string[];
}

/** What a check may read besides its subject. */
export interface CheckContext<O extends RuleOptions> {
  readonly target: TargetView;
  readonly options: RuleOptionValues<O>;
  /** Every other target that was read, whether or not findings about it were asked for. */
  others(): readonly TargetView[];
  /** All targets that have a key, this one among them; each is asked once for its keys, however many targets ask. */
  sharing(key: string, keysOf: (target: TargetView) => readonly string[]): readonly TargetView[];
}

/** What a rule looks at; each check is called once per subject and target. */
export interface Checks<O extends RuleOptions> {
  target?(target: TargetView, context: CheckContext<O>): Iterable<Draft>;
  /** The Kubernetes resource that describes a target. */
  resource?(resource: Resource, context: CheckContext<O>): Iterable<Draft>;
  /** The image that a target's containers are made of. */
  image?(image: FlinkImage, context: CheckContext<O>): Iterable<Draft>;
  /** Every setting of every layer, those that are replaced by later ones included. */
  setting?(setting: SettingView, context: CheckContext<O>): Iterable<Draft>;
  /** Every configuration file that Flink reads. */
  file?(file: FileView, context: CheckContext<O>): Iterable<Draft>;
  /** Every job source, whether or not a job is in it. */
  source?(source: SourceView): Iterable<Draft>;
  /** Every ignore comment, once all other rules have run. */
  directive?(directive: DirectiveView): Iterable<Draft>;
  /** The job of a target whose code is at hand. */
  job?(job: Job, context: CheckContext<O>): Iterable<Draft>;
  /** Every operator of a job. */
  operator?(operator: Operator, context: CheckContext<O> & { readonly job: Job }): Iterable<Draft>;
  /** Every statement of the SQL script of a target. */
  statement?(statement: SqlStatement, context: CheckContext<O> & { readonly script: SqlScript }): Iterable<Draft>;
  /** Every command line that runs one of Flink's programs, with all of its file. */
  command?(
    command: FlinkCommand,
    context: CheckContext<O> & { readonly inFile: readonly FlinkCommand[] },
  ): Iterable<Draft>;
  /** Every logging configuration. */
  logging?(logging: LoggingView, context: CheckContext<O>): Iterable<Draft>;
}

/** A rule as its file declares it. */
export interface RuleDefinition<O extends RuleOptions = RuleOptions> {
  /** At most 80 characters, no period. */
  readonly title: string;
  readonly severity: Severity;
  readonly confidence?: Confidence;
  readonly cost: Cost;
  readonly applies?: Applies;
  /** Severity by profile where it differs from the rule's own. */
  readonly profiles?: Readonly<Partial<Record<Profile, Severity | 'off'>>>;
  readonly docs: Docs;
  readonly options?: O;
  readonly examples: Examples;
  readonly check: Checks<O>;
}

/** A rule with its id, which is its path below `rules/`. */
export type Rule = RuleDefinition & { readonly id: string };

/**
 * Declares a rule. Id and concern come from the file's path; the same object makes its documentation, its settings
 * schema, its SARIF metadata and its tests.
 */
export function defineRule<const O extends RuleOptions>(definition: RuleDefinition<O>): RuleDefinition {
  // Widening is sound: the engine hands every check the values of its own declared options.
  return definition as unknown as RuleDefinition;
}

/** Whether a rule speaks of a target at all, its version aside. */
export function speaksOf(applies: Applies | undefined, target: Target): boolean {
  if (applies?.mode === 'streaming' && target.mode === 'batch') return false;
  return applies?.platforms === undefined || applies.platforms.some((platform) => platform === target.platform);
}
