/** Calls of the setters of Flink's environment, and the program that makes them on real environments. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FlinkApi } from '../api/model.js';
import { versions } from './build.js';
import type { Group } from './model.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const API = fileURLToPath(new URL('../../schemas/flink-api.json', import.meta.url));

/** The classes that have setters: their full names, and how a program gets at one. */
const CLASSES: Readonly<Record<string, { readonly name: string; readonly on: string }>> = {
  StreamExecutionEnvironment: {
    name: 'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment',
    on: 'env',
  },
  CheckpointConfig: {
    name: 'org.apache.flink.streaming.api.environment.CheckpointConfig',
    on: 'env.getCheckpointConfig()',
  },
  ExecutionConfig: { name: 'org.apache.flink.api.common.ExecutionConfig', on: 'env.getConfig()' },
  TableConfig: { name: 'org.apache.flink.table.api.TableConfig', on: 'tables.getConfig()' },
};

/** Objects of 1.x: who takes them, and how one is compared with what a configuration makes. */
const OBJECTS: Readonly<Record<string, { readonly classes: readonly string[]; readonly same: string }>> = {
  setRestartStrategy: {
    classes: ['StreamExecutionEnvironment', 'ExecutionConfig'],
    same: `same = org.apache.flink.api.common.restartstrategy.RestartStrategies.fromConfiguration(configuration)
          .map(each -> each.equals(env.getConfig().getRestartStrategy()))
          .orElse(env.getConfig().getRestartStrategy().getClass().getSimpleName().startsWith("Fallback"));`,
  },
  setStateBackend: {
    classes: ['StreamExecutionEnvironment'],
    same: `same = Probe.backend(org.apache.flink.runtime.state.StateBackendLoader.loadStateBackendFromConfig(configuration, Setters.class.getClassLoader(), null))
          .equals(Probe.backend(env.getStateBackend()));
      if (env.getStateBackend() instanceof CheckpointStorage storage) {
        same &= Probe.storage(storageOf(configuration)).equals(Probe.storage(storage));
      }`,
  },
  setCheckpointStorage: {
    classes: ['CheckpointConfig'],
    same: 'same = Probe.storage(storageOf(configuration)).equals(Probe.storage(env.getCheckpointConfig().getCheckpointStorage()));',
  },
};

export type Settings = Readonly<Record<string, string>>;

/** Method → lists of arguments. */
type Calls = Readonly<Record<string, readonly (readonly string[])[]>>;

interface Asked {
  readonly classes: Readonly<Record<string, Calls>>;
  /** Minor version → calls that are there only. */
  readonly only: Readonly<Record<string, Readonly<Record<string, Calls>>>>;
  /** What is called first, so that there is something to take away. */
  readonly before: Readonly<Record<string, string>>;
  /** Why methods are not called at all → their names. */
  readonly others: Readonly<Record<string, readonly string[]>>;
  /** Objects of 1.x that are in no configuration: which configuration makes an equal one. */
  readonly objects: Readonly<
    Record<string, readonly { readonly arguments: readonly string[]; readonly is: Settings }[]>
  >;
}

/** A call that is made: in which versions it is there. */
export interface Sample {
  readonly id: string;
  readonly class: string;
  readonly method: string;
  readonly arguments: readonly string[];
  readonly flink: readonly string[];
  readonly statement: string;
  readonly before?: string;
  /** What an object is equal to. */
  readonly is?: Settings;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));

const asked: Asked = readJson(join(here, 'setters.json'));

/** Versions of the oracle that have a method with so many parameters. */
function having(api: FlinkApi, type: string, method: string, count: number): readonly string[] {
  const order = Object.keys(api.flink);
  const eras = api.classes[CLASSES[type]?.name ?? '']?.methods[method] ?? [];
  return Object.keys(versions).filter((minor) =>
    eras.some((era) => {
      const [at, from, to] = [minor, era.from, era.to ?? minor].map((each) => order.indexOf(each));
      if (at === undefined || from === undefined || to === undefined) return false;
      return from <= at && at <= to && era.parameters.length === count;
    }),
  );
}

type Called = Omit<Sample, 'id'>;

const called = (type: string, method: string, list: readonly string[], flink: readonly string[]): Called => {
  const before = asked.before[`${type}.${method}`];
  return {
    ...{ class: type, method, arguments: list, flink },
    statement: `${CLASSES[type]?.on}.${method}(${list.join(', ')})`,
    ...(before === undefined ? {} : { before }),
  };
};

const eachCall = (
  classes: Readonly<Record<string, Calls>>,
  make: (type: string, method: string, list: readonly string[]) => Called,
): readonly Called[] =>
  Object.entries(classes).flatMap(([type, methods]) =>
    Object.entries(methods).flatMap(([method, lists]) => lists.map((list) => make(type, method, list))),
  );

/** All calls that are made. */
export function samples(): readonly Sample[] {
  const api = readJson<FlinkApi>(API);
  const everywhere = eachCall(asked.classes, (type, method, list) =>
    called(type, method, list, having(api, type, method, list.length)),
  );
  const somewhere = Object.entries(asked.only).flatMap(([minor, classes]) =>
    eachCall(classes, (type, method, list) => called(type, method, list, [minor])),
  );
  const objects = Object.entries(asked.objects).flatMap(([method, each]) =>
    (OBJECTS[method]?.classes ?? []).flatMap((type) =>
      each.map((object) => ({ ...called(type, method, object.arguments, ['1.20']), is: object.is })),
    ),
  );
  return [...everywhere, ...somewhere, ...objects].map((each, index) => ({ id: String(index), ...each }));
}

/** Whether a method is one that is not called on purpose: `StreamExecutionEnvironment.fromData(Object[])`. */
export function isSpared(method: string): boolean {
  const name = method.replace(/\(.*/, '').replace(/.*\./, '');
  return Object.values(asked.others)
    .flat()
    .some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
}

const javaText = (text: string): string => JSON.stringify(text);

function compared({ is, method }: Sample): string {
  if (is === undefined) return '';
  const pairs = Object.entries(is).map(
    ([key, value]) => `configuration.setString(${javaText(key)}, ${javaText(value)});`,
  );
  return `      Configuration configuration = new Configuration();
      ${pairs.join('\n      ')}
      ${OBJECTS[method]?.same ?? ''}\n`;
}

function method(sample: Sample): string {
  return `  static void call${sample.id}() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    StreamTableEnvironment tables = ${sample.class === 'TableConfig' ? 'StreamTableEnvironment.create(env)' : 'null'};
    ${sample.before === undefined ? '' : `${sample.before};`}
    Set<String> before = new TreeSet<>(((Configuration) env.getConfiguration()).toMap().keySet());
    boolean same = true;
    String refusal = "";
    try {
      ${sample.statement};
${compared(sample)}      refusal = same ? "" : "another object";
    } catch (RuntimeException refused) {
      refusal = refused.toString();
    }
    before.removeAll(((Configuration) env.getConfiguration()).toMap().keySet());
    if (tables != null) {
      env.configure(tables.getConfig().getConfiguration());
    }
    // Named, for a setter may forbid operators without names.
    env.fromSequence(0, 9).uid("in").print().uid("out");
    env.execute("${sample.id}!" + String.join(",", before) + "!" + refusal);
  }
`;
}

const program = (all: readonly Sample[], legacy: boolean): string => `import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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

  static JobListener listener() {
    return new JobListener() {
      @Override
      public void onJobSubmitted(JobClient client, Throwable failure) {}

      @Override
      public void onJobExecuted(org.apache.flink.api.common.JobExecutionResult result, Throwable failure) {}
    };
  }

  public static class Dates extends com.esotericsoftware.kryo.serializers.DefaultSerializers.DateSerializer
      implements java.io.Serializable {}

  static Dates dates() {
    return new Dates();
  }

  static CheckpointStorage storageOf(Configuration configuration) throws Exception {
    return org.apache.flink.runtime.state.CheckpointStorageLoader.fromConfig(configuration, Setters.class.getClassLoader(), null).orElseThrow();
  }

${all.map(method).join('\n')}
  public static void main(String[] arguments) throws Exception {
${all.map((each) => `    call${each.id}();`).join('\n')}
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.fromSequence(0, 9).print();
    env.execute("untried!" + String.join(" ", Probe.untried(Setters.class, ${typesOf(legacy)})));
  }
}
`;

const typesOf = (legacy: boolean): string =>
  [
    ...Object.values(CLASSES).map(({ name }) => name),
    ...(legacy ? ['org.apache.flink.api.common.restartstrategy.RestartStrategies'] : []),
  ]
    .map((name) => `${name}.class`)
    .join(', ');

/** One job per version that makes every call, each on an environment of its own. */
export function setterJobs(): readonly Group[] {
  return Object.keys(versions).map((minor): Group => {
    const folder = join(here, 'target', 'setters', minor);
    mkdirSync(folder, { recursive: true });
    const source = join(folder, 'Setters.java');
    const calls = samples().filter((each) => each.flink.includes(minor));
    writeFileSync(source, program(calls, minor.startsWith('1.')));
    const job = { name: `setters-${minor}`, main: 'Setters', arguments: [], sources: [source], flink: [minor] };
    return { name: `setters-${minor}`, sources: [source], needs: [], jobs: [job] };
  });
}
