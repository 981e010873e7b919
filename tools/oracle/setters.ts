/** What the setters of Flink's environment write into its configuration: seen on a real one, derived into a table. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDuration } from '../../src/flink/duration.js';
import { minorRange } from '../../src/flink/versions.js';
import type { FlinkApi } from '../api/model.js';
import { versions } from './build.js';
import type { Group } from './model.js';
import type { Answer } from './run.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const SCHEMAS = fileURLToPath(new URL('../../schemas/', import.meta.url));
export const TABLE = join(SCHEMAS, 'flink-setters.json');

/** The classes that have setters, and their full names. */
const CLASSES: Readonly<Record<string, string>> = {
  StreamExecutionEnvironment: 'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment',
  CheckpointConfig: 'org.apache.flink.streaming.api.environment.CheckpointConfig',
  ExecutionConfig: 'org.apache.flink.api.common.ExecutionConfig',
  TableConfig: 'org.apache.flink.table.api.TableConfig',
};

type Settings = Readonly<Record<string, string>>;

interface Samples {
  readonly classes: Readonly<
    Record<string, { readonly on: string; readonly calls: Readonly<Record<string, readonly (readonly string[])[]>> }>
  >;
  /** Objects of 1.x that are in no configuration: which configuration makes an equal one. */
  readonly objects: Readonly<
    Record<string, readonly { readonly arguments: readonly string[]; readonly is: Settings }[]>
  >;
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

/** A sample that is run: what it calls, and in which versions the call is there. */
interface Sample {
  readonly id: string;
  readonly class: string;
  readonly method: string;
  readonly arguments: readonly string[];
  readonly flink: readonly string[];
  readonly statement: string;
  readonly is?: Settings;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));

/** Versions of the oracle that have a method with so many parameters. */
function having(api: FlinkApi, type: string, method: string, count: number): readonly string[] {
  const order = Object.keys(api.flink);
  const eras = api.classes[CLASSES[type] ?? '']?.methods[method] ?? [];
  return Object.keys(versions).filter((minor) =>
    eras.some((era) => {
      const [at, from, to] = [minor, era.from, era.to ?? minor].map((each) => order.indexOf(each));
      if (at === undefined || from === undefined || to === undefined) return false;
      return from <= at && at <= to && era.parameters.length === count;
    }),
  );
}

function samples(): readonly Sample[] {
  const api = readJson<FlinkApi>(join(SCHEMAS, 'flink-api.json'));
  const asked = readJson<Samples>(join(here, 'setters.json'));
  const calls = Object.entries(asked.classes).flatMap(([type, { on, calls: methods }]) =>
    Object.entries(methods).flatMap(([method, lists]) =>
      lists.map((list) => ({
        ...{ class: type, method, arguments: list, flink: having(api, type, method, list.length) },
        statement: `${on}.${method}(${list.join(', ')})`,
      })),
    ),
  );
  const objects = Object.entries(asked.objects).flatMap(([method, each]) =>
    each.map((object) => ({
      class: method === 'setCheckpointStorage' ? 'CheckpointConfig' : 'StreamExecutionEnvironment',
      ...{ method, arguments: object.arguments, flink: ['1.20'], is: object.is },
      statement: `${method === 'setCheckpointStorage' ? 'env.getCheckpointConfig()' : 'env'}.${method}(${object.arguments.join(', ')})`,
    })),
  );
  return [...calls, ...objects].map((each, index) => ({ id: String(index), ...each }));
}

/** What the object that a call leaves is compared with: the same, read from a configuration. */
const SAME: Readonly<Record<string, string>> = {
  setRestartStrategy: `same = org.apache.flink.api.common.restartstrategy.RestartStrategies.fromConfiguration(configuration)
          .map(each -> each.equals(env.getConfig().getRestartStrategy()))
          .orElse(env.getConfig().getRestartStrategy().getClass().getSimpleName().startsWith("Fallback"));`,
  setStateBackend: `same = described(org.apache.flink.runtime.state.StateBackendLoader.loadStateBackendFromConfig(configuration, Setters.class.getClassLoader(), null))
          .equals(described(env.getStateBackend()));`,
  setCheckpointStorage: `same = described(org.apache.flink.runtime.state.CheckpointStorageLoader.fromConfig(configuration, Setters.class.getClassLoader(), null).orElseThrow())
          .equals(described(env.getCheckpointConfig().getCheckpointStorage()));`,
};

const javaText = (text: string): string => JSON.stringify(text);

function method(sample: Sample): string {
  const pairs = Object.entries(sample.is ?? {}).map(
    ([key, value]) => `configuration.setString(${javaText(key)}, ${javaText(value)});`,
  );
  const compare =
    sample.is === undefined
      ? ''
      : `      org.apache.flink.configuration.Configuration configuration = new org.apache.flink.configuration.Configuration();
      ${pairs.join('\n      ')}
      ${SAME[sample.method] ?? ''}\n`;
  return `  static void call${sample.id}() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    StreamTableEnvironment tables = ${sample.class === 'TableConfig' ? 'StreamTableEnvironment.create(env)' : 'null'};
    boolean same = true;
    String name = "${sample.id}";
    try {
      ${sample.statement};
${compare}      name += same ? "" : "!another object";
    } catch (RuntimeException refused) {
      name += "!" + refused;
    }
    if (tables != null) {
      env.configure(tables.getConfig().getConfiguration());
    }
    // Named, for a setter may forbid operators without names.
    env.fromSequence(0, 9).uid("in").print().uid("out");
    env.execute(name);
  }
`;
}

function program(all: readonly Sample[]): string {
  return `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

public class Setters {
  static org.apache.flink.api.common.ExecutionConfig.GlobalJobParameters parameters(String key, String value) {
    return new org.apache.flink.api.common.ExecutionConfig.GlobalJobParameters() {
      @Override
      public java.util.Map<String, String> toMap() {
        return java.util.Map.of(key, value);
      }
    };
  }

  /** Class and what can be set of it: these have no equals. */
  static String described(Object object) {
    StringBuilder text = new StringBuilder(object.getClass().getName());
    for (String getter : new String[] {"isIncrementalCheckpointsEnabled", "getCheckpointPath"}) {
      try {
        text.append(' ').append(object.getClass().getMethod(getter).invoke(object));
      } catch (ReflectiveOperationException none) {
        text.append(" -");
      }
    }
    return text.toString();
  }

${all.map(method).join('\n')}
  public static void main(String[] arguments) throws Exception {
${all.map((each) => `    call${each.id}();`).join('\n')}
  }
}
`;
}

/** One job per version that makes every call, each on an environment of its own. */
export function setterJobs(): readonly Group[] {
  return Object.keys(versions).map((minor): Group => {
    const folder = join(here, 'target', 'setters', minor);
    mkdirSync(folder, { recursive: true });
    const source = join(folder, 'Setters.java');
    writeFileSync(source, program(samples().filter((each) => each.flink.includes(minor))));
    const job = { name: `setters-${minor}`, main: 'Setters', arguments: [], sources: [source], flink: [minor] };
    return { name: `setters-${minor}`, sources: [source], needs: [], jobs: [job] };
  });
}

/** What came of a sample in one version. */
interface Seen extends Sample {
  readonly minor: string;
  readonly sets: Settings;
  readonly throws?: string;
}

function seenIn(minor: string, answer: Answer): readonly Seen[] {
  if (answer.compiler !== undefined) throw new Error(`On ${minor} javac refuses the setters:\n${answer.compiler}`);
  if (answer.thrown !== undefined) throw new Error(`On ${minor} the setters stop with ${answer.thrown}`);
  const byId = new Map(samples().map((each) => [each.id, each]));
  return answer.graphs.map((graph) => {
    // A setter may set the name of the job.
    const [id = '', ...thrown] = graph.job.split('!');
    const sample = byId.get(id);
    if (sample === undefined) throw new Error(`No sample '${graph.job}'.`);
    const throws = thrown.join('!');
    return { ...sample, minor, sets: sample.is ?? graph.settings, ...(throws === '' ? {} : { throws }) };
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
