import type { Place, Span } from './span.js';

/** How grave a finding is: Flink refuses it or data is at stake, it will hurt, or it is good to know. */
export type Severity = 'error' | 'warning' | 'info';
/** How certain a finding is; what is not certain is never an error. */
export type Confidence = 'high' | 'medium';
/** What obeying a finding asks of a running job. */
export type Cost = 'none' | 'restart' | 'savepoint' | 'state';

/** One replacement of text. */
export interface Edit extends Span {
  readonly text: string;
}

/** Edits that obey a finding; safe ones change nothing but what the finding speaks of. */
export interface Fix {
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
}

/** Another place that a finding speaks of. */
export interface Related {
  readonly at: Span;
  readonly message: string;
}

/** What a rule yields: the finding before its rule, severity and targets are known. */
export interface Draft {
  readonly at: Place;
  /** What is wrong, with the value found; ends with a period. */
  readonly message: string;
  /** What to do, imperative. The rule's own `docs.fix` where it is left out. */
  readonly help?: string;
  readonly related?: readonly (Span | Related)[];
  /** May only lower the rule's severity. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly cost?: Cost;
  readonly fix?: Fix;
}

/** What a rule reports. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly cost: Cost;
  readonly message: string;
  readonly help: string;
  readonly at: Span;
  /** The option or other element it is about, by its current name. */
  readonly key?: string;
  readonly related: readonly Related[];
  /** Names of all targets it concerns, sorted. */
  readonly targets: readonly string[];
  readonly fix?: Fix;
  /** Stable identity: rule, file, key, value and occurrence; never a line, never a secret. */
  readonly fingerprint: string;
}
