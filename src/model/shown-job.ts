import type { EffectiveSetting, Origin } from './effective.js';
import type { Fact, Job, Operator } from './graph.js';
import type { Report } from './report.js';

/** An operator as a reader is told of it: nothing that may have been said of it elsewhere counts as left out. */
export interface ShownOperator
  extends Pick<
    Operator,
    | 'id'
    | 'kind'
    | 'call'
    | 'at'
    | 'name'
    | 'uid'
    | 'uidHash'
    | 'parallelism'
    | 'maxParallelism'
    | 'keyed'
    | 'stateful'
    | 'state'
    | 'inputs'
  > {
  /** What savepoints and the REST API name it by. */
  readonly operatorId: Fact<string>;
  /** Simple name of its function's class, where it has one. */
  readonly function?: string;
  /** Whether Flink adds it beside the operator that the code names. */
  readonly implied: boolean;
  /** Whether it certainly keeps state under an id that the next change of the job may alter. */
  readonly lacksUid: boolean;
  /** Whether its several inputs are one stream to it. */
  readonly union: boolean;
  /** Whether only some runs build it. */
  readonly conditional: boolean;
  /** Whether the call that makes it is run more than once. */
  readonly repeated: boolean;
}

/** A setting that the code makes, with what it replaces, each as far as it is known. */
export interface ShownSetting extends Omit<EffectiveSetting, 'value' | 'origin' | 'overrides'> {
  readonly value: Fact<string>;
  readonly origin: Origin;
  readonly overrides: readonly { readonly value: Fact<string>; readonly origin: Origin }[];
}

/** A job as `graph` prints it. */
export interface ShownJob extends Pick<Job, 'name' | 'file' | 'version' | 'entry' | 'complete' | 'tables'> {
  readonly operators: readonly ShownOperator[];
  readonly settings: readonly ShownSetting[];
}

/** All jobs that were found. */
export interface ShownJobs extends Pick<Report, 'excerpt'> {
  readonly jobs: readonly ShownJob[];
}
