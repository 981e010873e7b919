import type { Origin } from '../../model/effective.js';
import type { Fact } from '../../model/graph.js';
import type { ShownJobs, ShownOperator, ShownSetting } from '../../model/shown-job.js';
import type { Span } from '../../model/span.js';
import { flinkVersionJson } from '../json.js';
import { jsonText } from '../json-text.js';

/** The jobs as JSON, schemaVersion 1: `schemas/graph.schema.json`. */
export function graphJson({ jobs, excerpt }: ShownJobs): string {
  const documents = jobs.map((job) => ({
    name: job.name,
    file: job.file,
    flinkVersion: flinkVersionJson(job),
    operators: job.operators.map((operator) => operatorJson(operator, excerpt)),
    settings: job.settings.map((setting) => settingJson(setting, excerpt)),
  }));
  return jsonText({ schemaVersion: 1, jobs: documents });
}

type Excerpt = ShownJobs['excerpt'];

const operatorJson = (operator: ShownOperator, excerpt: Excerpt): object => ({
  id: operator.id,
  ...placeJson(operator.at, excerpt),
  call: operator.call,
  kind: operator.kind,
  name: factJson(operator.name),
  uid: factJson(operator.uid),
  uidHash: factJson(operator.uidHash),
  operatorId: factJson(operator.operatorId),
  parallelism: factJson(operator.parallelism),
  maxParallelism: factJson(operator.maxParallelism),
  keyed: factJson(operator.keyed),
  stateful: operator.stateful.known ? (operator.stateful.value ? 'yes' : 'no') : factJson(operator.stateful),
  inputs: factJson(operator.inputs),
});

const settingJson = (
  { key, writtenAs, value, origin, overrides, default: default_ }: ShownSetting,
  excerpt: Excerpt,
): object => ({
  key,
  writtenAs,
  value: factJson(value),
  origin: originJson(origin, excerpt),
  overrides: overrides.map((one) => ({ value: factJson(one.value), origin: originJson(one.origin, excerpt) })),
  default: default_,
});

const originJson = ({ at, layer }: Origin, excerpt: Excerpt): object => ({ ...placeJson(at, excerpt), layer });

function placeJson(at: Span, excerpt: Excerpt): object {
  const { line, column } = excerpt(at).start;
  return { file: at.file, line, column };
}

/** A value that is known, `null` where it is known that there is none, and else why it is not known. */
const factJson = (fact: Fact<unknown>): unknown => (fact.known ? (fact.value ?? null) : { unknown: fact.why });
