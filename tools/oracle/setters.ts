/** What the setters of Flink's environment write into its configuration: seen on a real one, derived into a table. */
import { fileURLToPath } from 'node:url';
import { parseDuration } from '../../src/flink/duration.js';
import { minorRange } from '../../src/flink/versions.js';
import { versions } from './build.js';
import type { Answer } from './run.js';
import { isSpared, type Sample, type Settings, samples } from './samples.js';

export const TABLE = fileURLToPath(new URL('../../schemas/flink-setters.json', import.meta.url));

/** Every call that was made, and what came of it. */
export const CALLS = fileURLToPath(new URL('../../fixtures/oracle/setters.json', import.meta.url));

/** One call, and what came of it in some versions. */
export interface SeenCall {
  readonly class: string;
  readonly method: string;
  readonly statement: string;
  /** What was called before it. */
  readonly before?: string;
  readonly flink: readonly string[];
  readonly sets: Settings;
  readonly removes?: readonly string[];
  readonly throws?: string;
}

/** How an argument becomes a value. */
export type As = 'text' | 'milliseconds' | 'duration' | 'enum';

/** One option that a setter writes. */
export type Written =
  | { readonly key: string; readonly argument: number; readonly as: As }
  | { readonly key: string; readonly value: string };

/** A call that does not follow the rule, and what it does. */
export interface Case {
  readonly arguments: readonly string[];
  readonly sets?: Settings;
  /** Options that it takes away again. */
  readonly removes?: readonly string[];
  /** What it throws. */
  readonly throws?: string;
}

export interface ProvenSetter {
  /** Minor versions in which this was seen. */
  readonly flink: readonly string[];
  /** How many arguments. */
  readonly arguments: number;
  readonly sets: readonly Written[];
  readonly cases?: readonly Case[];
}

/** What came of a sample in one version. */
interface Seen extends Sample {
  readonly minor: string;
  readonly sets: Settings;
  readonly removes: readonly string[];
  readonly throws?: string;
}

/** The job that tells which methods were not called. */
const UNTRIED = 'untried!';

/** What a sample says where its object does something else than the configuration that it is said to equal. */
const ANOTHER = 'another object';

/** Objects that do something else than their configuration. */
export const unequal = (answers: ReadonlyMap<string, Answer>): readonly string[] =>
  [...answers].flatMap(([minor, answer]) =>
    seenIn(minor, answer)
      .filter(({ throws }) => throws === ANOTHER)
      .map(({ statement, is }) => `${statement} is not ${JSON.stringify(is)} in Flink ${minor}.`),
  );

/** Setters of the classes that nobody tries, which a new version may have brought. */
export const untried = (answers: ReadonlyMap<string, Answer>): readonly string[] =>
  [...answers].flatMap(([minor, { graphs }]) =>
    graphs
      .filter(({ job }) => job.startsWith(UNTRIED))
      .flatMap(({ job }) => job.slice(UNTRIED.length).split(' '))
      .filter((method) => method !== '' && !isSpared(method))
      .map((method) => `${method} of Flink ${minor} is not among the calls of setters.json.`),
  );

function seenIn(minor: string, answer: Answer): readonly Seen[] {
  if (answer.compiler !== undefined) throw new Error(`On ${minor} javac refuses the setters:\n${answer.compiler}`);
  if (answer.thrown !== undefined) throw new Error(`On ${minor} the setters stop with ${answer.thrown}`);
  const byId = new Map(samples().map((each) => [each.id, each]));
  const calls = answer.graphs.filter(({ job }) => !job.startsWith(UNTRIED));
  return calls.map((graph) => {
    // A setter may set the name of the job.
    const [id = '', removed = '', ...thrown] = graph.job.split('!');
    const sample = byId.get(id);
    if (sample === undefined) throw new Error(`No sample '${graph.job}'.`);
    const throws = thrown.join('!');
    const removes = removed === '' ? [] : removed.split(',');
    return { ...sample, minor, sets: sample.is ?? graph.settings, removes, ...(throws === '' ? {} : { throws }) };
  });
}

/** Numbers, booleans, enums and texts as a configuration has them. */
function textOf(argument: string): string {
  if (argument.startsWith('"')) return JSON.parse(argument);
  if (/^-?[\d_]+L?$/.test(argument)) return argument.replace(/[_L]/g, '');
  return argument;
}

function durationOf(argument: string): number | undefined {
  const found = /\.(?:Duration\.of(Seconds|Millis)|Time\.seconds)\((\d+)\)$/.exec(argument);
  if (found === null) return undefined;
  return Number(found[2]) * (found[1] === 'Millis' ? 1 : 1000);
}

const version = minorRange('2.3').min;

function millisOf(value: string): number | undefined {
  const parsed = parseDuration(value, version);
  return parsed.ok ? Number(parsed.value) / 1_000_000 : undefined;
}

/** Whether a value is what an argument becomes. */
const BECOMES: Readonly<Record<As, (argument: string, value: string) => boolean>> = {
  text: (argument, value) => textOf(argument) === value,
  enum: (argument, value) => /^[a-z].*\.[A-Z_]+$/.test(argument) && argument.endsWith(`.${value}`),
  milliseconds: (argument, value) =>
    /^[\d_]+L$/.test(argument) && !/^\d+$/.test(value) && millisOf(value) === Number(textOf(argument)),
  duration: (argument, value) => durationOf(argument) !== undefined && millisOf(value) === durationOf(argument),
};

/** The rule by which most calls write an option, and how many follow it. */
function ruleOf(key: string, calls: readonly Seen[]): Written {
  const rules: { readonly rule: Written; readonly follow: number }[] = [];
  const values = calls.map((call) => call.sets[key]);
  for (const [argument] of (calls[0]?.arguments ?? []).entries()) {
    for (const as of ['enum', 'milliseconds', 'duration', 'text'] as const) {
      const follow = calls.filter((call) => {
        const value = call.sets[key];
        return value !== undefined && BECOMES[as](call.arguments[argument] ?? '', value);
      }).length;
      rules.push({ rule: { key, argument, as }, follow });
    }
  }
  for (const value of new Set(values)) {
    if (value !== undefined)
      rules.push({ rule: { key, value }, follow: values.filter((each) => each === value).length });
  }
  const [best] = rules.sort((a, b) => b.follow - a.follow);
  if (best === undefined) throw new Error(`Nothing gives '${key}' its value.`);
  return best.rule;
}

const follows = (call: Seen, rule: Written): boolean => {
  const value = call.sets[rule.key];
  if (value === undefined) return false;
  return 'value' in rule ? rule.value === value : BECOMES[rule.as](call.arguments[rule.argument] ?? '', value);
};

function caseOf(call: Seen): Case {
  return {
    arguments: call.arguments,
    ...(call.throws === undefined ? { sets: call.sets } : { throws: call.throws }),
    ...(call.removes.length === 0 ? {} : { removes: call.removes }),
  };
}

/** The setter that these calls of one method with one number of arguments show. */
function setterOf(calls: readonly Seen[]): Omit<ProvenSetter, 'flink'> {
  const count = calls[0]?.arguments.length ?? 0;
  const regular = calls.filter((call) => call.throws === undefined && call.is === undefined);
  // What only some calls write is told of these.
  const keys = [...new Set(regular.flatMap((call) => Object.keys(call.sets)))].filter(
    (key) => regular.filter((call) => key in call.sets).length * 2 > regular.length,
  );
  const sets = keys.sort().map((key) => ruleOf(key, regular));
  const cases = calls.filter(
    (call) =>
      call.throws !== undefined ||
      call.removes.length > 0 ||
      call.is !== undefined ||
      Object.keys(call.sets).length !== sets.length ||
      !sets.every((rule) => follows(call, rule)),
  );
  return { arguments: count, sets, ...(cases.length === 0 ? {} : { cases: cases.map(caseOf) }) };
}

type Table = Readonly<Record<string, Readonly<Record<string, readonly ProvenSetter[]>>>>;

/** The table that real environments of all versions show. */
function tableOf(seen: readonly Seen[]): Table {
  const table: Record<string, Record<string, ProvenSetter[]>> = {};
  const groups = new Map<string, Seen[]>();
  for (const each of seen) {
    const key = [each.class, each.method, each.arguments.length, each.minor].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  for (const [key, calls] of groups) {
    const [type = '', name = '', , minor = ''] = key.split(' ');
    const setter = setterOf(calls);
    table[type] ??= {};
    const methods = table[type];
    methods[name] ??= [];
    const known = methods[name];
    const alike = known.findIndex(({ flink: _, ...each }) => JSON.stringify(each) === JSON.stringify(setter));
    const before = known[alike];
    if (before === undefined) known.push({ flink: [minor], ...setter });
    else known[alike] = { ...before, flink: [...before.flink, minor] };
  }
  return table;
}

const ABOUT =
  'Generated by npm run oracle from calls on real environments: what each setter leaves in the configuration. as says how ' +
  'the argument becomes the value; cases are calls that follow no rule, and objects of 1.x with the configuration that ' +
  'makes an equal one.';

/** One setter a line. */
export function formatSetters(answers: ReadonlyMap<string, Answer>): string {
  const table = tableOf([...answers].flatMap(([minor, answer]) => seenIn(minor, answer)));
  const flink = Object.fromEntries(Object.entries(versions).map(([minor, locked]) => [minor, locked.flink]));
  const classes = Object.entries(table).map(([type, methods]) => {
    const lines = Object.entries(methods).map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each)}`);
    return `${JSON.stringify(type)}:{\n${lines.join(',\n')}\n}`;
  });
  return `{\n"$comment":${JSON.stringify(ABOUT)},\n"flink":${JSON.stringify(flink)},\n"classes":{\n${classes.join(',\n')}\n}\n}\n`;
}

/** One call a line; versions in which the same comes of it are told once. */
export function formatCalls(answers: ReadonlyMap<string, Answer>): string {
  const calls = new Map<string, SeenCall>();
  for (const { minor, class: type, method, statement, before, sets, removes, throws } of [...answers].flatMap(
    ([each, answer]) => seenIn(each, answer),
  )) {
    const came = {
      ...(throws === undefined ? {} : { throws }),
      ...{ class: type, method, statement },
      ...(before === undefined ? {} : { before }),
      sets,
      ...(removes.length === 0 ? {} : { removes }),
    };
    const key = JSON.stringify(came);
    calls.set(key, { ...came, flink: [...(calls.get(key)?.flink ?? []), minor] });
  }
  return `[\n${[...calls.values()].map((call) => JSON.stringify(call)).join(',\n')}\n]\n`;
}
