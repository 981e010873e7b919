import type { Appender, AppenderRef, LoggerLevel, LoggingFacts, LoggingFault } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { readProperties } from '../syntax/properties.js';
import { spanOf } from '../syntax/source-text.js';
import { byId, type Component, componentsUnder, type Entry, entriesOf, untyped } from './log4j-components.js';

/** Keys of log4j 1, none of which log4j 2 knows. */
const LOG4J1 =
  /^log4j\.(?:rootLogger|rootCategory|threshold|debug|reset|(?:appender|logger|category|additivity|renderer|throwableRenderer)\..*)$/;

const LOG4J2 = /^(?:rootLogger|appenders|loggers|(?:rootLogger|appender|logger)\..*)$/;

const LEVELS = ['OFF', 'FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE', 'ALL'] as const;

/** What a logger's properties say, of which a shorthand `LEVEL, appender, …` says the same in one. */
interface LoggerParts {
  readonly level?: Entry;
  readonly references: readonly { readonly appender: string; readonly entry: Entry }[];
  readonly faults: readonly LoggingFault[];
}

/**
 * Reads a properties file of log4j 2 as its `PropertiesConfigurationBuilder`, and recognises one of log4j 1. Lookups
 * such as `${env:ROOT_LOG_LEVEL:-INFO}` stay as written. The shorthands `rootLogger = INFO, Console` and
 * `logger.x = INFO, Console` are read as log4j 2.17.2 and later do; before, they have no effect.
 */
export function readLog4j(source: SourceText): LoggingFacts {
  const { properties, comments, malformed } = readProperties(source);
  const entries = entriesOf(source, properties);
  const only1 =
    [...entries.keys()].some((key) => LOG4J1.test(key)) && ![...entries.keys()].some((key) => LOG4J2.test(key));
  const parts = only1 ? NOTHING : readComponents(entries);
  const faults: LoggingFault[] = [
    ...malformed.map(({ start, end }) => ({
      kind: 'malformed' as const,
      at: spanOf(source, start, end),
      reason: `'${source.text.slice(start, end)}' is not \\u with four hexadecimal digits`,
    })),
    ...oldSyntax(entries, only1),
    ...parts.faults,
  ];
  return {
    kind: 'logging',
    syntax: only1 ? 'log4j1' : 'log4j2',
    file: source.file,
    ...parts,
    properties: new Map([...entries].map(([key, { value, valueAt }]) => [key, { value, at: valueAt }])),
    faults: faults.sort((a, b) => a.at.start - b.at.start),
    comments: comments.map(({ start, end }) => ({
      text: source.text.slice(start + 1, end).trim(),
      at: spanOf(source, start, end),
      trailing: false,
    })),
  };
}

type Components = Pick<LoggingFacts, 'loggers' | 'appenders' | 'references' | 'faults'>;

const NOTHING: Components = { loggers: [], appenders: [], references: [], faults: [] };

/** In a file of log4j 1 alone one fault says it all; among keys of log4j 2 each is a mistake of its own. */
function oldSyntax(entries: ReadonlyMap<string, Entry>, only1: boolean): readonly LoggingFault[] {
  const old = [...entries.values()].filter(({ key }) => LOG4J1.test(key));
  const said = only1 ? old.slice(0, 1) : old;
  return said.map(({ key, keyAt }) => ({ kind: 'log4j1-syntax', at: keyAt, key }));
}

function readComponents(entries: ReadonlyMap<string, Entry>): Components {
  const custom = [...entries.keys()].flatMap((key) => /^customLevel\.(.+)$/.exec(key)?.[1]?.toUpperCase() ?? []);
  const levels = new Set<string>([...LEVELS, ...custom]);
  const appenderParts = listed(entries, 'appenders', 'appender');
  const loggerParts = listed(entries, 'loggers', 'logger').filter(({ id }) => id !== 'root');
  const root = byId('rootLogger', entries);

  const loggers: LoggerLevel[] = [];
  const references: AppenderRef[] = [];
  const faults: LoggingFault[] = [...appenderParts, ...loggerParts].flatMap(missingName);
  faults.push(...appenderParts.flatMap(appenderFaults));
  for (const component of root === undefined ? loggerParts : [root, ...loggerParts]) {
    const name = component === root ? '' : component.parts.get('name')?.value;
    if (name === undefined || (name === '' && component !== root)) continue;
    const logger = readLogger(component);
    faults.push(...logger.faults);
    if (logger.level !== undefined) {
      const level = logger.level;
      loggers.push({ name, level: level.value, at: level.valueAt });
      if (isUnknown(level.value, levels)) faults.push({ kind: 'unknown-level', at: level.valueAt, level: level.value });
    }
    references.push(...logger.references.map(({ appender, entry }) => ({ logger: name, appender, at: entry.valueAt })));
  }
  const appenders = appenderParts.flatMap(toAppender);
  // An appender without its name is the mistake; that a reference then finds none only follows from it.
  const named = appenderParts.every((component) => isSet(component, 'name'));
  const undefinedOnes = named ? undefinedAppenders(appenders, references) : [];
  return { loggers, appenders, references, faults: [...faults, ...undefinedOnes] };
}

/** The components under a prefix; where a list names them, only those, whether they are there or not. */
function listed(entries: ReadonlyMap<string, Entry>, list: string, prefix: string): readonly Component[] {
  const components = componentsUnder(prefix, entries);
  const names = entries.get(list);
  if (names === undefined) return components;
  const known = new Map(components.map((component) => [component.id, component]));
  const ids = names.value.split(',').map((id) => id.trim());
  return ids.filter((id) => id !== '').map((id) => known.get(id) ?? absent(prefix, id, names));
}

const absent = (prefix: string, id: string, list: Entry): Component => ({
  id,
  name: `${prefix}.${id}`,
  at: list.valueAt,
  parts: new Map(),
});

/** Lookups are resolved only when the program runs. */
const hasLookup = (text: string): boolean => text.includes('${');

const isUnknown = (level: string, known: ReadonlySet<string>): boolean =>
  !hasLookup(level) && !known.has(level.toUpperCase());

const missing = ({ at, name }: Component, what: string): LoggingFault => ({
  kind: 'incomplete-component',
  at,
  component: name,
  missing: what,
});

const isSet = (component: Component, part: string): boolean => (component.parts.get(part)?.value ?? '') !== '';

const missingName = (component: Component): readonly LoggingFault[] =>
  isSet(component, 'name') ? [] : [missing(component, 'name')];

function appenderFaults(component: Component): readonly LoggingFault[] {
  // Without its name, log4j 2 never looks at the rest.
  if (!isSet(component, 'name')) return [];
  if (!isSet(component, 'type')) return [missing(component, 'type')];
  return untyped(component).map((inner) => missing(inner, 'type'));
}

function toAppender(component: Component): readonly Appender[] {
  const name = component.parts.get('name');
  if (name === undefined) return [];
  const properties = new Map([...component.parts].map(([key, { value, valueAt }]) => [key, { value, at: valueAt }]));
  return [{ name: name.value, type: component.parts.get('type')?.value ?? '', at: name.valueAt, properties }];
}

function readLogger(component: Component): LoggerParts {
  const refs = componentsUnder('appenderRef', component.parts);
  const shorthand = component.parts.get('');
  const [first, ...names] = splitShorthand(shorthand?.value ?? '');
  const own = component.parts.get('level');
  const short = shorthand === undefined || first === undefined ? undefined : { ...shorthand, value: first };
  const level = [own, short].find((entry) => entry !== undefined && entry.value.trim() !== '');
  const fromRefs = refs.flatMap(({ parts }) => {
    const entry = parts.get('ref');
    return entry === undefined || entry.value === '' ? [] : [{ appender: entry.value, entry }];
  });
  const fromShorthand = shorthand === undefined ? [] : names.map((appender) => ({ appender, entry: shorthand }));
  return {
    ...(level === undefined ? {} : { level: { ...level, value: level.value.trim() } }),
    references: [...fromRefs, ...fromShorthand],
    faults: [
      ...refs
        .filter((ref) => !isSet(ref, 'ref'))
        .map((ref) => missing({ ...ref, name: `${component.name}.${ref.name}` }, 'ref')),
      ...untyped(component, 'filter').map((inner) => missing(inner, 'type')),
    ],
  };
}

/** At commas outside lookups: what a lookup such as `${sys:root:-INFO,Console}` gives is not known. */
function splitShorthand(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const [index, char] of text.split('').entries()) {
    if (char === '{' && text[index - 1] === '$') depth++;
    if (char === '}' && depth > 0) depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + char);
  }
  return parts.map((part) => part.trim());
}

function undefinedAppenders(
  appenders: readonly Appender[],
  references: readonly AppenderRef[],
): readonly LoggingFault[] {
  if (appenders.some(({ name }) => hasLookup(name))) return [];
  const names = new Set(appenders.map(({ name }) => name));
  return references
    .filter(({ appender }) => !hasLookup(appender) && !names.has(appender))
    .map(({ appender, at }) => ({ kind: 'undefined-appender', at, appender }));
}
