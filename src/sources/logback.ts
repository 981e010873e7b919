import { lookup } from '../lookup.js';
import type { Appender, AppenderRef, LoggerLevel, LoggingFacts, LoggingFault } from '../model/facts.js';
import type { Place, SourceText } from '../model/span.js';
import { spanOf } from '../syntax/source-text.js';
import { readXml, type XmlAttribute, type XmlElement } from '../syntax/xml.js';

/** Logback's levels, and the two words by which a logger takes its parent's. */
const LEVELS: ReadonlySet<string> = new Set([
  'OFF',
  'ERROR',
  'WARN',
  'INFO',
  'DEBUG',
  'TRACE',
  'ALL',
  'INHERITED',
  'NULL',
]);

/** Whether something other than blanks stands before an offset on its line. */
function standsBehind(text: string, offset: number): boolean {
  let before = offset - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  return before >= 0 && text[before] !== '\n' && text[before] !== '\r';
}

/** What is read off the elements, while walking them. */
interface Found {
  readonly loggers: LoggerLevel[];
  readonly appenders: Appender[];
  readonly references: AppenderRef[];
  readonly faults: LoggingFault[];
  readonly properties: Map<string, { readonly value: string; readonly at: Place }>;
  /** Whether another file is included, which may define anything. */
  included: boolean;
}

/**
 * Reads a logback configuration. Variables such as `${LOG_LEVEL:-INFO}` stay as written. A document that is not
 * well-formed gives a fault and what stands before it; logback itself then reads none of it.
 */
export function readLogback(source: SourceText): LoggingFacts {
  const { root, comments, problem } = readXml(source.text);
  const found: Found = {
    loggers: [],
    appenders: [],
    references: [],
    faults: [],
    properties: new Map(),
    included: false,
  };
  if (root !== undefined) {
    addAttributes(source, root, found);
    walk(source, root, found);
  }
  if (problem === undefined) found.faults.push(...undefinedAppenders(found));
  else {
    const end = Math.min(problem.at + 1, source.text.length);
    found.faults.push({ kind: 'malformed', at: spanOf(source, problem.at, end), reason: problem.reason });
  }
  return {
    kind: 'logging',
    syntax: 'logback',
    file: source.file,
    loggers: found.loggers,
    appenders: found.appenders,
    references: found.references,
    properties: found.properties,
    faults: found.faults.sort((a, b) => a.at.start - b.at.start),
    comments: comments.map(({ start, end }) => ({
      text: source.text.slice(start + '<!--'.length, end - '-->'.length).trim(),
      at: spanOf(source, start, end),
      trailing: standsBehind(source.text, start),
    })),
  };
}

type Read = (source: SourceText, element: XmlElement, found: Found) => void;

/** Elements by name; what is not among them, such as `if` and `then`, may hold some of them. */
const ELEMENTS: Readonly<Record<string, Read>> = {
  root: (source, element, found) => readLogger(source, element, '', found),
  logger: (source, element, found) => readLogger(source, element, element.attributes.get('name')?.value, found),
  appender: readAppender,
  property: readVariable,
  variable: readVariable,
  include: (_source, _element, found) => {
    found.included = true;
  },
};

function walk(source: SourceText, element: XmlElement, found: Found): void {
  for (const child of element.children) {
    const read = lookup(ELEMENTS, child.name);
    if (read === undefined) walk(source, child, found);
    else read(source, child, found);
  }
}

function placeOf(source: SourceText, { at, value }: XmlAttribute, key: string): Place {
  return { ...spanOf(source, at.start, at.end), key, value };
}

function addAttributes(source: SourceText, { attributes }: XmlElement, found: Found): void {
  for (const [key, attribute] of attributes) {
    found.properties.set(key, { value: attribute.value, at: placeOf(source, attribute, key) });
  }
}

function readVariable(source: SourceText, { attributes }: XmlElement, found: Found): void {
  const name = attributes.get('name')?.value;
  const value = attributes.get('value');
  if (name !== undefined && value !== undefined) {
    found.properties.set(name, { value: value.value, at: placeOf(source, value, name) });
  }
}

const hasVariable = (text: string): boolean => text.includes('${');

function readLogger(source: SourceText, element: XmlElement, name: string | undefined, found: Found): void {
  if (name === undefined) return;
  const inner = element.children.find((child) => child.name === 'level')?.attributes.get('value');
  const level = element.attributes.get('level') ?? inner;
  if (level !== undefined) {
    const at = placeOf(source, level, name === '' ? 'root' : name);
    const written = level.value.trim();
    found.loggers.push({ name, level: written, at });
    if (!hasVariable(written) && !LEVELS.has(written.toUpperCase())) {
      found.faults.push({ kind: 'unknown-level', at, level: written });
    }
  }
  for (const child of references(element)) {
    const ref = child.attributes.get('ref');
    if (ref !== undefined) {
      found.references.push({ logger: name, appender: ref.value, at: placeOf(source, ref, 'appender-ref') });
    }
  }
}

/** Below conditions too. */
function references(element: XmlElement): readonly XmlElement[] {
  return element.children.flatMap((child) => (child.name === 'appender-ref' ? [child] : references(child)));
}

function readAppender(source: SourceText, element: XmlElement, found: Found): void {
  const name = element.attributes.get('name');
  const type = element.attributes.get('class');
  if (name === undefined || type === undefined) return;
  const properties: Appender['properties'] = new Map(element.children.flatMap((child) => leaves(source, child, '')));
  found.appenders.push({ name: name.value, type: type.value, at: placeOf(source, name, name.value), properties });
}

type Leaf = readonly [path: string, property: { readonly value: string; readonly at: Place }];

/** An element's properties by path: its class, and the text of what holds no elements. */
function leaves(source: SourceText, element: XmlElement, prefix: string): readonly Leaf[] {
  const path = `${prefix}${element.name}`;
  const type = element.attributes.get('class');
  const own: Leaf[] =
    type === undefined ? [] : [[`${path}.class`, { value: type.value, at: placeOf(source, type, `${path}.class`) }]];
  if (element.children.length > 0)
    return [...own, ...element.children.flatMap((child) => leaves(source, child, `${path}.`))];
  if (element.text === '') return own;
  const { start, end } = element.contentAt;
  return [
    ...own,
    [path, { value: element.text, at: { ...spanOf(source, start, end), key: path, value: element.text } }],
  ];
}

function undefinedAppenders({ appenders, references, included }: Found): readonly LoggingFault[] {
  if (included || appenders.some(({ name }) => hasVariable(name))) return [];
  const names = new Set(appenders.map(({ name }) => name));
  return references
    .filter(({ appender }) => !hasVariable(appender) && !names.has(appender))
    .map(({ appender, at }) => ({ kind: 'undefined-appender', at, appender }));
}
