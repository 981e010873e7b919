import type { Finding } from './finding.js';
import type { ProcessMemory, ProcessName } from './memory.js';
import type { Report } from './report.js';
import type { Span } from './span.js';
import type { Target } from './target.js';

/** Where a value was set. */
export interface Origin {
  readonly at: Span;
  /** The layer's name. */
  readonly layer: string;
}

/** An option or unknown key with the value that Flink would use. */
export interface EffectiveSetting {
  /** The option's current key; an unknown key as written. */
  readonly key: string;
  /** The spelling that was used; absent for a default. */
  readonly writtenAs?: string;
  /** The string that Flink's configuration holds after parsing, or the default; `******` for a secret. */
  readonly value: string;
  /** Absent for a default. */
  readonly origin?: Origin;
  /** Values that this one replaced, nearest first. */
  readonly overrides: readonly { readonly value: string; readonly origin: Origin }[];
  /** Flink's default at the target's version, where there is one. */
  readonly default?: string;
}

/** The memory of one process, with each size as a user would write it. */
export interface ShownMemory {
  readonly process: ProcessName;
  /** `JobManager` or `TaskManager`. */
  readonly title: string;
  readonly memory: ProcessMemory;
  /** Sizes in words, by their bytes. */
  sizeText(bytes: bigint): string;
  /** Why the process does not start, as a sentence; absent where it does, or where that is not known. */
  readonly refusal?: string;
}

/** What one target would run with. */
export interface EffectiveTarget extends Pick<Target, 'name' | 'kind' | 'version'> {
  /** Its processes, where they were asked for. */
  readonly memory?: readonly ShownMemory[];
  readonly settings: readonly EffectiveSetting[];
  /** What reading its files reported. */
  readonly findings: readonly Finding[];
}

/** The effective configuration of every target. */
export interface EffectiveConfig extends Pick<Report, 'rules' | 'excerpt'> {
  readonly targets: readonly EffectiveTarget[];
}
