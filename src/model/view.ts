import type { ConfigFacts, LoggingFacts, Setting } from './facts.js';
import type { JavaFacts } from './java.js';
import type { ProcessMemory, ProcessName } from './memory.js';
import type {
  BooleanOption,
  DoubleOption,
  DurationOption,
  EnumOption,
  IntOption,
  ListOption,
  MapOption,
  MemoryOption,
  OptionKey,
  StringOption,
} from './option-keys.js';
import type { Place } from './span.js';
import type { Layer, Target } from './target.js';
import type { Coverage } from './version.js';

/** An option's effective value: what Flink would read. */
export type Reading<T> = Known<T> | NotKnown;

/** A value that is certain, with what its type makes of it. */
export type Known<T> = {
  readonly known: true;
  /** As the user wrote it, or the default in the form a user would write. */
  readonly text: string;
  /** Whether it is set somewhere; false for Flink's default. */
  readonly set: boolean;
  /** The value's place, or, for a default, the place where it would be set. */
  readonly origin: Place;
} & T;

/** A value that nobody can tell: a rule that needs it is silent. */
export interface NotKnown {
  readonly known: false;
  /** Whether it is certain that nothing sets it and that it has no default. */
  readonly absent: boolean;
  /** Whether it is set, to something that cannot be known or that Flink would refuse. */
  readonly set: boolean;
  readonly why: string;
  readonly origin: Place;
}

/** What Flink knows of a key, over the versions that a target may have. */
export type KeyStatus =
  /** The name of an option today. */
  | { readonly kind: 'option'; readonly key: string }
  /** An older spelling that Flink still reads, of one or more options. */
  | { readonly kind: 'alias'; readonly of: readonly string[]; readonly deprecated: boolean }
  /** One of an open family, such as `metrics.reporter.<name>.*`. */
  | { readonly kind: 'family'; readonly family: string }
  /** Known to older versions only. */
  | { readonly kind: 'removed'; readonly last: string; readonly use: readonly string[]; readonly note?: string }
  /** Known to newer versions only; `older` is what the versions in question call it. */
  | { readonly kind: 'not-yet'; readonly first: string; readonly older?: string }
  | { readonly kind: 'unknown' };

/** A setting as one target sees it. */
export interface SettingView extends Setting {
  readonly layer: Layer;
  readonly status: KeyStatus;
  /** The newest name of the option it sets, in whatever spelling it stands here. */
  readonly option: string | undefined;
  /** Whether no later setting of the same key replaces it. */
  readonly inEffect: boolean;
  /** Whether the value holds a placeholder such as `${X}`, so that it is set but unknown. */
  readonly placeholder: boolean;
  /** Why Flink would refuse the value, over every version that the target may have. */
  readonly refusal: string | undefined;
  /** Type of the option, in words: `a duration`. */
  readonly expected: string | undefined;
}

/** What a rule sees of a target. */
export interface TargetView {
  readonly target: Target;
  /** Whether the version is one that the catalogue was made from; what is said of older ones is likely, not certain. */
  readonly catalogued: boolean;
  readonly settings: readonly SettingView[];
  boolean(key: BooleanOption): Reading<{ readonly value: boolean }>;
  int(key: IntOption): Reading<{ readonly value: number }>;
  double(key: DoubleOption): Reading<{ readonly value: number }>;
  string(key: StringOption): Reading<{ readonly value: string }>;
  enum(key: EnumOption): Reading<{ readonly value: string }>;
  duration(key: DurationOption): Reading<{ readonly ms: number }>;
  memory(key: MemoryOption): Reading<{ readonly bytes: number }>;
  list(key: ListOption): Reading<{ readonly values: readonly string[] }>;
  map(key: MapOption): Reading<{ readonly entries: ReadonlyMap<string, string> }>;
  /** How the memory of a process is divided, or why it does not start. */
  processMemory(process: ProcessName): ProcessMemory;
  /** A size for the option that sets the whole of a process, with which it would start if it is too small. */
  enoughMemory(process: ProcessName): { readonly option: string; readonly bytes: bigint } | undefined;
  /** The setting that Flink would read for an option, under whatever spelling. */
  setting(key: OptionKey): SettingView | undefined;
  /** The same for an option of any name; undefined too where it depends on the version. */
  settingOf(option: string): SettingView | undefined;
  /** Whether two settings of one option mean the same, however each is written; undefined where that is not known. */
  sameValue(a: SettingView, b: SettingView): boolean | undefined;
  /** Whether a setting says what Flink does without it. */
  isDefault(setting: SettingView): boolean;
  /** Whether an option is an integer in these versions and a duration in later ones: it counts milliseconds. */
  countsMilliseconds(option: string): boolean;
  /** Settings whose key starts with `prefix`, in effect only. */
  under(prefix: string): readonly SettingView[];
  /** The option's name that every version which the target may have reads: what to tell the user to write. */
  name(key: OptionKey): string;
  /** Whether a claim such as `>=1.20.4 <2` holds for the target's version. */
  version(claim: string): Coverage;
  /** Whether the version has an option that begins so. */
  begins(prefix: string): boolean;
  /** Known keys close to a misspelt one, nearest first. */
  nearest(key: string): readonly string[];
}

/** What a rule about a file sees: the file's facts and the target they are read for. */
export type FileView = ConfigFacts;
/** A logging configuration as rules see it. */
export type LoggingView = LoggingFacts;

/** A job source as a file. */
export type SourceView = Pick<JavaFacts, 'file' | 'broken' | 'unreadable'>;

/** An ignore comment, after everything else has run: one for each rule that it names. */
export interface DirectiveView {
  readonly at: Place;
  /** What is wrong with its form; nothing else is said of it then. */
  readonly problem?: string;
  readonly rule: string;
  /** Whether a rule of that id exists, and else the nearest that does. */
  readonly known: boolean;
  readonly nearest?: string;
  readonly reason?: string;
  /** Whether it silenced a finding; `undefined` where its rule was not run over everything it could speak of. */
  readonly used: boolean | undefined;
}
