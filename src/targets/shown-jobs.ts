import type { Catalogue } from '../flink/catalogue.js';
import { operatorIdOf } from '../flink/operator-id.js';
import type { Origin } from '../model/effective.js';
import type { Setting } from '../model/facts.js';
import type { CodeSetting, Fact, Operator } from '../model/graph.js';
import type { ShownJob, ShownOperator, ShownSetting } from '../model/shown-job.js';
import type { Span } from '../model/span.js';
import type { Target } from '../model/target.js';
import { effectiveSettings } from './effective.js';

/** The jobs of targets, as a reader is told of them. */
export function shownJobs(targets: readonly Target[], catalogue: Catalogue): readonly ShownJob[] {
  return targets.flatMap((target) => {
    const { job } = target;
    if (job === undefined) return [];
    const { name, file, version, entry, complete, tables } = job;
    const operators = job.operators.map(shownOperator);
    return [{ name, file, version, entry, complete, tables, operators, settings: settingsOf(target, catalogue) }];
  });
}

function shownOperator(operator: Operator): ShownOperator {
  const { id, kind, call, at, keyed, stateful, state, inputs } = operator;
  const uid = unlessElsewhere(operator.uid, operator);
  const uidHash = unlessElsewhere(operator.uidHash, operator);
  const { name: function_ } = operator.function ?? {};
  return {
    id,
    kind,
    call,
    at,
    name: unlessElsewhere(operator.name, operator),
    uid,
    uidHash,
    operatorId: operatorId(uid),
    parallelism: unlessElsewhere(operator.parallelism, operator),
    maxParallelism: unlessElsewhere(operator.maxParallelism, operator),
    keyed,
    stateful,
    state,
    inputs,
    ...(function_ === undefined ? {} : { function: simpleName(function_) }),
    implied: operator.implied === true,
    lacksUid: isNone(uid) && isNone(uidHash) && isTrue(stateful) && operator.accepts.uid,
    union: inputsOf(inputs).length > 1 && !SEVERAL_INPUTS.has(operator.api),
    conditional: operator.branches.length > 0,
    repeated: operator.repeated.length > 0,
  };
}

/** Classes of Flink's API whose operators tell their inputs apart. */
const SEVERAL_INPUTS: ReadonlySet<string> = new Set([
  'ConnectedStreams',
  'BroadcastConnectedStream',
  'IntervalJoin',
  'JoinedStreams',
  'CoGroupedStreams',
]);

const isNone = (fact: Fact<unknown>): boolean => fact.known && fact.value === undefined;
const isTrue = (fact: Fact<boolean>): boolean => fact.known && fact.value;
const inputsOf = (inputs: Operator['inputs']): readonly number[] => (inputs.known ? inputs.value : []);
const simpleName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** What nothing here sets may be set where an operator was handed to. */
const unlessElsewhere = <T>(fact: Fact<T>, { escaped }: Operator): Fact<T> =>
  isNone(fact) && escaped !== undefined ? { known: false, why: escaped.why } : fact;

/** Flink hashes the uid, and else the operator's place in the whole job; a uid hash only adds a second id to look for. */
function operatorId(uid: Operator['uid']): Fact<string> {
  if (!uid.known) return { known: false, why: uid.why };
  return uid.value === undefined
    ? { known: false, why: 'Flink generates it from the whole job' }
    : { known: true, value: operatorIdOf(uid.value) };
}

/** What the code sets, each over what it replaces in files and in the code before it. */
function settingsOf(target: Target, catalogue: Catalogue): readonly ShownSetting[] {
  const made = target.layers.flatMap(({ name, settings }) => (name === 'code' ? settings.filter(isCodes) : []));
  const factOf = (value: string, { at, layer }: Origin): Fact<string> => {
    const by = layer === 'code' ? made.find(({ valueAt }) => isAt(valueAt, at)) : undefined;
    return by === undefined ? { known: true, value } : factIn(by, value);
  };
  return effectiveSettings(target, catalogue, false).flatMap(({ origin, value, overrides, ...setting }) => {
    if (origin?.layer !== 'code') return [];
    const before = overrides.map((one) => ({ value: factOf(one.value, one.origin), origin: one.origin }));
    return [{ ...setting, value: factOf(value, origin), origin, overrides: before }];
  });
}

const isCodes = (setting: Setting): setting is CodeSetting => 'fact' in setting;

const isAt = (a: Span, b: Span): boolean => a.file === b.file && a.start === b.start && a.end === b.end;

/** A setting that only some runs make is unknown like one whose value is; a known one is shown as everywhere else. */
function factIn({ fact, branches }: CodeSetting, value: string): Fact<string> {
  if (!fact.known) return { known: false, why: fact.why };
  return branches.length > 0 ? { known: false, why: 'it depends on a condition' } : { known: true, value };
}
