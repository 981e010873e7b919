/** The Table API beside streams. */
import { actual } from './build.js';
import { type Call, describedBy, keep, type Run } from './run.js';
import type { Env, Value } from './things.js';
import { unknown } from './values.js';

const no = { known: true, value: false } as const;

/** The Table API beside streams: what comes from a table has operators that the planner makes. */
export function tableCall(run: Run, env: Env | undefined, seen: Call): Value {
  const { name } = seen;
  keep(seen.arguments);
  const why = 'the planner of the Table API makes it';
  if (/^to(?:Data|Changelog|Append|Retract)Stream$/.test(name)) {
    return {
      kind: 'stream',
      class: 'DataStream',
      env,
      inputs: [{ from: { known: false, why }, by: [], keyed: no }],
      handles: [],
      described: [],
    };
  }
  if (name === 'getConfig' && env !== undefined) return { kind: 'env-part', env, part: 'TableConfig' };
  if (env !== undefined) actual(env).tables = true;
  if (name === 'executeSql' && env !== undefined) {
    actual(env).calls.push({
      ...describedBy(seen),
      part: 'TableEnvironment',
      branches: [...run.branches],
      order: run.order,
    });
  }
  return name === 'createStatementSet' && env !== undefined
    ? { kind: 'table-env', env }
    : unknown('it is of the Table API');
}
