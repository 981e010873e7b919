import { CLUSTER } from './cluster.js';
import { JOB } from './job.js';
import { OPERATION } from './operation.js';
import { at, type Item, type Shape, type Version } from './rows.js';

/** The checklist, item by item. */
export const ITEMS: readonly Item[] = [...JOB, ...CLUSTER, ...OPERATION];

/** What a deployment sets: option or logging property, and value. */
export type Settings = ReadonlyMap<string, string>;

/** What the checklist leaves open and Flink needs to start, or to find its parts. */
const BESIDES: Readonly<Record<Shape, Readonly<Record<string, string>>>> = {
  session: { 'kubernetes.container.image.ref': 'registry.example.com/flink:orders' },
  application: { 'kubernetes.container.image.ref': 'registry.example.com/flink:orders' },
  operator: {},
  standalone: { 'jobmanager.rpc.address': 'jm1.example.com', 'jobmanager.bind-host': '0.0.0.0' },
};

const LOGGING: Readonly<Record<string, string>> = {
  'logger.kafka.name': 'org.apache.kafka',
  'logger.zookeeper.name': 'org.apache.zookeeper',
  'logger.zookeeper.level': 'WARN',
  'appender.rolling.type': 'RollingFile',
  'appender.rolling.fileName': '${sys:log.file}',
  'appender.rolling.filePattern': '${sys:log.file}.%i',
  'appender.rolling.layout.type': 'PatternLayout',
  'appender.rolling.layout.pattern': '%d %-5p %-60c %x - %m%n',
  'appender.rolling.policies.type': 'Policies',
  'appender.rolling.policies.size.size': '100MB',
  'appender.rolling.strategy.type': 'DefaultRolloverStrategy',
  'appender.rolling.strategy.max': '10',
};

/** The whole checklist as it should be, completed to what Flink needs. */
export function healthy(shape: Shape, version: Version): Settings {
  const rows = ITEMS.flatMap(({ rows }) => rows).flatMap(({ key, healthy: value }) => {
    const here = at(value, shape, version);
    return here === undefined ? [] : [[key, here] as const];
  });
  return new Map([...Object.entries(BESIDES[shape]), ...rows, ...Object.entries(LOGGING)]);
}

export const isLogging = (key: string): boolean => /^(?:rootLogger|logger|appender)\./.test(key);

/** The files that hold the settings, with what says which version, platform and job they are for. */
export function filesOf(shape: Shape, version: Version, settings: Settings): Readonly<Record<string, string>> {
  const options = [...settings].filter(([key]) => !isLogging(key));
  const logging = [...settings].filter(([key]) => isLogging(key));
  return {
    'conf/config.yaml': shape === 'standalone' ? nested(options) : lines(options, ': '),
    [loggingFile(shape)]: lines(logging, ' = '),
    '.flinklint.yaml': `flinkVersion: "${version}"\n${PLACES[shape]}`,
  };
}

/** In a container Flink runs in the foreground and reads the other file. */
const loggingFile = (shape: Shape): string =>
  shape === 'standalone' ? 'conf/log4j.properties' : 'conf/log4j-console.properties';

const JOB_HERE = 'jobs:\n  - {name: orders, config: conf/config.yaml}\n';

const PLACES: Readonly<Record<Shape, string>> = {
  session: 'platform: kubernetes-native\n',
  application: `platform: kubernetes-native\n${JOB_HERE}`,
  operator: `platform: kubernetes-operator\n${JOB_HERE}`,
  standalone: '',
};

const lines = (settings: readonly (readonly [string, string])[], separator: string): string =>
  settings.map(([key, value]) => `${key}${separator}${value}\n`).join('');

/** Keys of one first segment below it, as people write config.yaml. */
function nested(settings: readonly (readonly [string, string])[]): string {
  const groups = new Map<string, string[]>();
  for (const [key, value] of settings) {
    const dot = key.indexOf('.');
    const [first, rest] = dot === -1 ? [key, ''] : [key.slice(0, dot), key.slice(dot + 1)];
    groups.set(first, [...(groups.get(first) ?? []), rest === '' ? ` ${value}` : `\n  ${rest}: ${value}`]);
  }
  return [...groups].map(([first, values]) => `${first}:${values.join('')}\n`).join('');
}
