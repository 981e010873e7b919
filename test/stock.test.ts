import { describe, expect, it } from 'vitest';
import { readDistribution } from '../src/environment.js';
import { createDistribution } from '../src/flink/distribution.js';
import { parseVersion } from '../src/flink/versions.js';
import type { VersionRange } from '../src/model/version.js';
import { lintTexts } from './project.js';

const distribution = createDistribution(readDistribution());

/** Whoever starts with what Flink ships has made no mistake yet. */
describe('what Flink ships, unchanged', () => {
  it.each(distribution.patches)('%s: no error and at most three warnings', async (patch) => {
    const run = await lintTexts(stockConf(patch), { flinkVersion: patch });
    const { findings, counts, targets } = run.report;
    const shown = findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
    expect(targets.length).toBeGreaterThan(0);
    expect(counts.errors, shown.join('\n')).toBe(0);
    expect(counts.warnings, shown.join('\n')).toBeLessThanOrEqual(3);
    expect(findings.filter(({ at }) => at.file.startsWith('conf/log'))).toEqual([]);
  });

  it.each(distribution.patches)('%s: is read as it is shipped', async (patch) => {
    const run = await lintTexts(stockConf(patch), { flinkVersion: patch });
    const held = run.files.flatMap(({ facts }) => (facts?.kind === 'config' ? facts.settings : []));
    expect(new Map(held.map(({ key, value }) => [key, value]))).toEqual(new Map(settingsOf(patch)));
    expect(run.files.filter(({ facts }) => facts?.kind === 'logging')).toHaveLength(
      Object.keys(logging('INFO')).length,
    );
  });
});

function stockConf(patch: string): Readonly<Record<string, string>> {
  const file = distribution.fileName(range(patch));
  if (typeof file !== 'object') throw new Error(`Nothing is known of ${patch}.`);
  const settings = settingsOf(patch);
  const text = file.value === 'config.yaml' ? nestedYaml(settings) : flatLines(settings);
  // The level of the root logger can be set from outside since config.yaml is shipped.
  const level = file.value === 'config.yaml' ? '${env:ROOT_LOG_LEVEL:-INFO}' : 'INFO';
  return {
    [`conf/${file.value}`]: text,
    ...logging(level),
    'conf/masters': 'localhost:8081\n',
    'conf/workers': 'localhost\n',
  };
}

function settingsOf(patch: string): readonly (readonly [string, string])[] {
  return distribution.keys.flatMap((key): readonly (readonly [string, string])[] => {
    const shipped = distribution.shipped(key, range(patch));
    return typeof shipped === 'object' ? [[key, shipped.value]] : [];
  });
}

function range(patch: string): VersionRange {
  const parsed = parseVersion(patch);
  if (parsed === undefined) throw new Error(patch);
  return parsed;
}

const flatLines = (settings: readonly (readonly [string, string])[]): string =>
  settings.map(([key, value]) => `${key}: ${value}\n`).join('');

/** Nested as in the shipped file: one mapping for each first segment that keys share. */
function nestedYaml(settings: readonly (readonly [string, string])[], indent = ''): string {
  const heads = [...new Set(settings.map(([key]) => headOf(key)))];
  return heads
    .map((head) => {
      const own = settings.find(([key]) => key === head);
      if (own !== undefined) return `${indent}${head}: ${own[1]}\n`;
      const below = settings.filter(([key]) => headOf(key) === head);
      const children = below.map(([key, value]): readonly [string, string] => [key.slice(head.length + 1), value]);
      return `${indent}${head}:\n${nestedYaml(children, `${indent}  `)}`;
    })
    .join('');
}

const headOf = (key: string): string => key.split('.')[0] ?? key;

/** Logging files of the kind that Flink ships: lookups for levels and files, a rolling file, a filter, noisy libraries. */
function logging(level: string): Readonly<Record<string, string>> {
  const rolling = rollingFile('rolling');
  return {
    'conf/log4j.properties': `${rootLogger(level, ['rolling'])}${LIBRARIES}${rolling}`,
    'conf/log4j-console.properties': `${rootLogger(level, ['console', 'rolling'])}${LIBRARIES}${CONSOLE}${rolling}`,
    'conf/log4j-cli.properties': `${rootLogger(level, ['plain'])}${PLAIN_FILE}${CONSOLE}${CLIENT}`,
    'conf/log4j-session.properties': `${rootLogger(level, ['console'])}${CONSOLE}${LIBRARIES}`,
    'conf/logback.xml': logback(level.replace('env:', ''), 'file'),
    'conf/logback-console.xml': logback(level.replace('env:', ''), 'console'),
  };
}

const rootLogger = (level: string, appenders: readonly string[]): string =>
  `monitorInterval=30\nrootLogger.level = ${level}\n${appenders
    .map((name) => `rootLogger.appenderRef.${name}.ref = To-${name}\n`)
    .join('')}`;

const layout = (name: string): string => `appender.${name}.layout.type = PatternLayout
appender.${name}.layout.pattern = %d %-5p %-60c %x - %m%n
`;

const rollingFile = (name: string): string => `appender.${name}.name = To-${name}
appender.${name}.type = RollingFile
appender.${name}.append = true
appender.${name}.fileName = \${sys:log.file}
appender.${name}.filePattern = \${sys:log.file}.%i
${layout(name)}appender.${name}.policies.type = Policies
appender.${name}.policies.size.type = SizeBasedTriggeringPolicy
appender.${name}.policies.size.size=100MB
appender.${name}.policies.startup.type = OnStartupTriggeringPolicy
appender.${name}.strategy.type = DefaultRolloverStrategy
appender.${name}.strategy.max = \${env:MAX_LOG_FILE_NUMBER:-10}
`;

const PLAIN_FILE = `appender.plain.name = To-plain
appender.plain.type = FILE
appender.plain.append = false
appender.plain.fileName = \${sys:log.file}
${layout('plain')}`;

const CONSOLE = `appender.console.name = To-console
appender.console.type = CONSOLE
${layout('console')}appender.console.filter.threshold.type = ThresholdFilter
appender.console.filter.threshold.level = \${sys:console.log.level:-ALL}
`;

const LIBRARIES = `#logger.flink.name = org.apache.flink
logger.kafka.name= org.apache.kafka
logger.kafka.level = INFO
logger.zookeeper.name = org.apache.zookeeper
logger.zookeeper.level = WARN
logger.netty.name = org.jboss.netty.channel.DefaultChannelPipeline
logger.netty.level = OFF
logger.python.name = PythonWorker
logger.python.level = ALL
`;

const CLIENT = `logger.yarn.name = org.apache.flink.yarn
logger.yarn.level = INFO
logger.yarn.appenderRef.console.ref = To-console
logger.hive.name = org.apache.hadoop.hive
logger.hive.level = INFO
logger.hive.additivity = false
logger.hive.appenderRef.file.ref = To-plain
`;

const LOGBACK_APPENDERS = {
  file: '<appender name="file" class="ch.qos.logback.core.FileAppender"><file>${log.file}</file><append>false</append>',
  console: '<appender name="console" class="ch.qos.logback.core.ConsoleAppender">',
};

const logback = (level: string, appender: keyof typeof LOGBACK_APPENDERS): string => `<configuration>
  ${LOGBACK_APPENDERS[appender]}
    <encoder><pattern>%d [%thread] %-5level %logger{60} - %msg%n</pattern></encoder>
  </appender>
  <root level="${level}"><appender-ref ref="${appender}"/></root>
  <logger name="org.apache.kafka" level="INFO"><appender-ref ref="${appender}"/></logger>
  <logger name="org.jboss.netty.channel.DefaultChannelPipeline" level="ERROR"/>
  <logger name="PythonWorker" level="ALL"/>
</configuration>
`;
