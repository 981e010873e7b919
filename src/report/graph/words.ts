import type { Fact } from '../../model/graph.js';
import type { ShownJob, ShownOperator } from '../../model/shown-job.js';
import { visible } from '../display.js';

/** Something said of an operator, and how much it matters. */
export interface Remark {
  readonly text: string;
  readonly tone: 'plain' | 'missing' | 'quiet';
}

/** The input of an operator: from where, and whether every run of the job has it. */
export interface Edge {
  readonly from: number;
  readonly certain: boolean;
}

/** The operators that an operator reads from, each once; those of every condition where it depends on one. */
export function edgesOf({ inputs }: Pick<ShownOperator, 'inputs'>): readonly Edge[] {
  const from = inputs.known ? inputs.value : (inputs.oneOf?.flat() ?? []);
  return [...new Set(from)].map((id) => ({ from: id, certain: inputs.known }));
}

/** Why there may be more inputs than can be seen; nothing where all of them are seen. */
export const hiddenInput = ({ inputs }: Pick<ShownOperator, 'inputs'>): string | undefined =>
  inputs.known || inputs.oneOf !== undefined ? undefined : inputs.why;

/** What a reader calls an operator: its name, or the call that makes it. */
export const titleOf = (operator: ShownOperator): string => nameOf(operator) ?? callOf(operator);

/** The name that code gives an operator. */
export const nameOf = ({ name }: ShownOperator): string | undefined =>
  name.known && name.value !== undefined && name.value.trim() !== '' ? visible(name.value) : undefined;

/** The call that makes an operator, with the class that it is given: `process(CountOrders)`. */
export const callOf = ({ call, function: given }: ShownOperator): string =>
  visible(given === undefined ? call : `${call}(${given})`);

/** What is to be said of an operator, the most important first. */
export function remarksOf(operator: ShownOperator): readonly Remark[] {
  return [uidRemark(operator), ...uidHashRemark(operator), ...parallelismRemark(operator), ...natureRemarks(operator)];
}

function uidRemark({ uid, lacksUid }: ShownOperator): Remark {
  if (!uid.known) return unknown('uid', uid);
  if (uid.value !== undefined) return { text: `uid ${quotedIfStrange(uid.value)}`, tone: 'plain' };
  return lacksUid ? { text: 'uid missing', tone: 'missing' } : { text: 'no uid', tone: 'quiet' };
}

const uidHashRemark = ({ uidHash }: ShownOperator): readonly Remark[] => {
  if (!uidHash.known) return uidHash.oneOf === undefined ? [] : [unknown('uid hash', uidHash)];
  return uidHash.value === undefined ? [] : [{ text: `uid hash ${visible(uidHash.value)}`, tone: 'plain' }];
};

function parallelismRemark({ parallelism, maxParallelism }: ShownOperator): readonly Remark[] {
  return [...numberRemark('parallelism', parallelism), ...numberRemark('max parallelism', maxParallelism)];
}

const numberRemark = (what: string, fact: Fact<number | undefined>): readonly Remark[] => {
  if (!fact.known) return [unknown(what, fact)];
  return fact.value === undefined ? [] : [{ text: `${what} ${fact.value}`, tone: 'plain' }];
};

function natureRemarks({ keyed, stateful, state, implied, conditional, repeated }: ShownOperator): readonly Remark[] {
  return [
    ...(keyed.known ? (keyed.value ? [plain('keyed')] : []) : [unknown('keyed', keyed)]),
    ...(stateful.known ? (stateful.value ? [plain(`state: ${visible(state)}`)] : []) : [unknown('state', stateful)]),
    ...(implied ? [plain('added by Flink')] : []),
    ...(conditional ? [plain('only under a condition')] : []),
    ...(repeated ? [plain('its code runs more than once')] : []),
  ];
}

const plain = (text: string): Remark => ({ text, tone: 'plain' });

const unknown = (what: string, { oneOf, why }: Extract<Fact<unknown>, { known: false }>): Remark => {
  const values = oneOf?.map((value) => (value === undefined ? 'none' : quotedIfStrange(String(value))));
  const between = values === undefined ? 'unknown' : values.join(' or ');
  return { text: `${what} ${between}: ${visible(why)}`, tone: 'quiet' };
};

/** A word stands as it is; anything that could be taken for more than one is put in quotes. */
const quotedIfStrange = (text: string): string => (/^[\w.:/-]+$/.test(text) ? text : `'${visible(text)}'`);

/** From where an operator gets its records, where the order alone does not tell: `union of 0 and 1`. */
export function inputsInWords({ inputs, union }: ShownOperator): string | undefined {
  if (!inputs.known) {
    if (inputs.oneOf === undefined) return `input unknown: ${visible(inputs.why)}`;
    return `from ${inputs.oneOf.map((ids) => listed(ids)).join(' or ')}: ${visible(inputs.why)}`;
  }
  const ids = [...new Set(inputs.value)];
  if (ids.length < 2) return undefined;
  return `${union ? 'union of' : 'from'} ${listed(ids)}`;
}

function listed(ids: readonly number[]): string {
  if (ids.length === 0) return 'nothing';
  return ids.length === 1 ? `${ids[0]}` : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}

/** How many operators there are, and how many of them keep state without a uid. */
export function operatorsInWords({ operators }: Pick<ShownJob, 'operators'>): string {
  const stateful = operators.filter((one) => one.stateful.known && one.stateful.value).length;
  const lacking = operators.filter(({ lacksUid }) => lacksUid).length;
  const count = operators.length === 1 ? '1 operator' : `${operators.length} operators`;
  if (operators.length === 0) return 'no operators';
  return `${count}, ${stateful} with state${lacking === 0 ? '' : `, ${lacking} of them without uid`}`;
}

/** What of a job is not in its graph, as sentences. */
export function gapsInWords({ complete, tables }: Pick<ShownJob, 'complete' | 'tables'>): readonly string[] {
  return [
    ...(complete.known ? [] : [`There may be more than is shown: ${visible(complete.why)}.`]),
    ...(tables ? ['What the Table API and SQL add is not shown.'] : []),
  ];
}
