import type { Finding, Severity } from './finding.js';
import type { Span } from './span.js';
import type { Target } from './target.js';

/** A 1-based position; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A span in lines and columns, with the text of its lines; `end` is exclusive. */
export interface Excerpt {
  readonly start: Position;
  readonly end: Position;
  /** The full lines from `start.line` to `end.line`, without line ends. */
  readonly lines: readonly string[];
}

/** Something that is not a finding but must be said: a path that could not be read, a defect in a rule. */
export interface Notice {
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly file?: string;
}

/** What a report says of a rule. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: 'high' | 'medium';
  readonly docs: { readonly what: string; readonly why: string; readonly fix: string };
  readonly url: string;
}

/** The result of a run: data only, text is made in src/report. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string; readonly url: string };
  /** Every rule that exists, sorted by id. */
  readonly rules: readonly RuleInfo[];
  readonly targets: readonly Target[];
  /** Sorted by file, then position, then rule. */
  readonly findings: readonly Finding[];
  readonly counts: {
    readonly files: number;
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    /** Findings silenced by an ignore comment. */
    readonly suppressed: number;
    readonly baselined: number;
  };
  readonly notices: readonly Notice[];
  /** Lines and columns of a span, and the text there, with `*` for every character of a secret. */
  excerpt(span: Span): Excerpt;
  /**
   * The text of a file, for hashes that others compute over the file itself. Undefined where it is not at hand, is not
   * the file read as plain UTF-8 (a byte order mark, another encoding), or holds a secret.
   */
  text(file: string): string | undefined;
}
