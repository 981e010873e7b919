import { versions } from './build.js';
import type { Golden, Job, OracleGraph, OracleOperator, OracleRun } from './model.js';
import type { Answer } from './run.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Where an object has no text of its own. */
const IDENTITY = /@[0-9a-f]{5,8}\b/g;
/** Lambdas and proxies have another class name in each run. */
const GENERATED = /\$\$Lambda[$/0-9a-fx]+/g;

/** What counts on from job to job: nodes of the planner, collecting sinks, heads and tails of iterations. */
const COUNTED = /(?<=\w\[|\bdataStreamCollect_|\bIteration(?:Source|Sink)-)\d+/g;

const steady = (text: string): string =>
  text.replace(UUID, '<uuid>').replace(GENERATED, '$$$$Lambda').replace(IDENTITY, '@').replace(COUNTED, '<n>');

/** Leaves out what is not set, and what is different in each run. */
function operator(each: OracleOperator): OracleOperator {
  const isSteady = steady(each.uid ?? '') === (each.uid ?? '');
  const entries = Object.entries(each)
    .filter(([, value]) => value !== null && value !== -1)
    .filter(([key]) => isSteady || key !== 'operatorId')
    .map(([key, value]) => [key, typeof value === 'string' ? steady(value) : value] as const);
  return Object.fromEntries(entries) as unknown as OracleOperator;
}

function graph(each: OracleGraph): OracleGraph {
  const settings = Object.entries(each.settings)
    // The planner notes when it began.
    .filter(([key]) => !key.startsWith('__table.'))
    .map(([key, value]) => [key, steady(value)] as const);
  return {
    ...each,
    settings: Object.fromEntries(settings),
    operators: each.operators.map(operator),
    ...(each.refused === undefined ? {} : { refused: steady(each.refused) }),
  };
}

/** Files of a work tree are named from its root. */
const ofTree = (argument: string): string => argument.replace(/^\/.*\/oracle-public\/[^/]+\//, '<tree>/');

/** The golden data of a job from its answers by minor version; versions that answer alike are told once. */
export function golden(job: Job, answers: ReadonlyMap<string, Answer>): Golden {
  const runs = new Map<string, OracleRun>();
  for (const [minor, answer] of answers) {
    const flink = versions[minor]?.flink ?? minor;
    const came = {
      ...(answer.thrown === undefined ? {} : { thrown: steady(answer.thrown) }),
      graphs: answer.graphs.map(graph),
    };
    const key = JSON.stringify(came);
    runs.set(key, { flink: [...(runs.get(key)?.flink ?? []), flink], ...came });
  }
  return {
    main: job.main,
    ...(job.repository === undefined ? {} : { repository: job.repository }),
    sources: job.sources,
    ...(job.local === undefined ? {} : { local: job.local }),
    ...(job.arguments.length === 0 ? {} : { arguments: job.arguments.map(ofTree) }),
    runs: [...runs.values()],
  };
}

/** One operator a line. */
export function formatGolden(data: Golden): string {
  const { runs, ...head } = data;
  const heads = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${heads.join('')}  "runs": [\n${runs.map(formatRun).join(',\n')}\n  ]\n}\n`;
}

function formatRun(run: OracleRun): string {
  const { graphs, ...head } = run;
  const heads = Object.entries(head).map(([key, value]) => `      ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  const listed = graphs.length === 0 ? '[]' : `[\n${graphs.map(formatGraph).join(',\n')}\n      ]`;
  return `    {\n${heads.join('')}      "graphs": ${listed}\n    }`;
}

function formatGraph({ operators, ...head }: OracleGraph): string {
  const heads = Object.entries(head).map(
    ([key, value]) => `          ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  const lines = operators.map((each) => `            ${JSON.stringify(each)}`);
  const listed = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n          ]`;
  return `        {\n${heads.join('')}          "operators": ${listed}\n        }`;
}
