import { parseDuration } from '../../src/flink/duration.js';
import { OBJECT_SETTERS } from '../../src/flink/setters.js';
import { minorRange } from '../../src/flink/versions.js';
import type { Fact } from '../../src/model/graph.js';
import type { CodeJob } from '../../src/targets/graph/jobs.js';
import type { OracleGraph } from './model.js';

const NEWEST = minorRange('2.3').max;

/** A value as Flink compares it: numbers and durations are written in more than one way. */
export function plainValue(value: string): string {
  if (/^-?\d+(?:\.\d+)?$/.test(value)) return String(Number(value));
  const duration = parseDuration(value, NEWEST);
  return duration.ok ? String(duration.value) : value;
}

/** What a job's code says of an option, and what its environment had when the job was run. */
export interface SettingClaim {
  readonly key: string;
  readonly fact: Fact<string>;
  readonly truth: string;
}

/** The settings of a job that its environment shows: objects of 1.x are in no configuration. */
export function settingsOf(job: CodeJob, { settings }: OracleGraph): readonly SettingClaim[] {
  const last = new Map(job.settings.map((one) => [one.key, one]));
  return [...last.values()]
    .filter(({ by, branches }) => !Object.hasOwn(OBJECT_SETTERS, by) && branches.length === 0)
    .map(({ key, fact }) => {
      const real = settings[key] ?? settings[RENAMED[key] ?? key];
      const said: Fact<string> = fact.known
        ? { known: true, value: plainValue(fact.value) }
        : { known: false, why: fact.why };
      return { key, fact: said, truth: real === undefined ? 'not set' : plainValue(real) };
    });
}

/** Constants stand for an option whose name depends on the version. */
const RENAMED: Readonly<Record<string, string>> = { 'state.checkpoints.dir': 'execution.checkpointing.dir' };
