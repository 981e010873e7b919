import type { FlinkCommand } from '../model/commands.js';
import type { ContainerFacts, Setting } from '../model/facts.js';
import type { Facts } from '../model/file-facts.js';
import type { Span } from '../model/span.js';
import type { SqlStatement } from '../model/sql.js';

/** The sign that stands for every character of a secret, so that positions on the line stay as they are. */
const SIGN = '*';

/** A value under a key that may be a secret's. */
export type Keyed = Pick<Setting, 'key'> & { readonly valueAt: Range & Pick<Span, 'file'> };

interface Range {
  readonly start: number;
  readonly end: number;
}

/** What tells a secret: by the key of a setting, and by its place in an address. */
export interface SecretFinder {
  isSecret(key: string): boolean;
  /** Whether some key in a text may be a secret's. */
  mentionsSecret(text: string): boolean;
  credentialsIn(text: string): readonly Range[];
}

/**
 * A file's text with the values of secrets made unreadable, at the same length, for code frames.
 * @param keyed what is known of the file: its own settings, and those of others that are put together from it too
 */
export function maskSecrets(
  { file, text }: { readonly file: string; readonly text: string },
  keyed: readonly Keyed[],
  finder: SecretFinder,
): string {
  // What a service is given may be written in other files.
  const settings = keyed.filter(({ valueAt }) => valueAt.file === file);
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of inOrder([...secretRanges(text, settings, finder), ...finder.credentialsIn(text)])) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    pieces.push(text.slice(done, from), text.slice(from, end).replace(/[^\r\n]/g, SIGN));
    done = end;
  }
  return pieces.length === 0 ? text : [...pieces, text.slice(done)].join('');
}

function secretRanges(
  text: string,
  settings: readonly Keyed[],
  { isSecret, mentionsSecret }: SecretFinder,
): readonly Range[] {
  // To the end of the line: what Flink cuts off as a comment may be the rest of the secret.
  const values = settings
    .filter(({ key }) => isSecret(key))
    .map(({ valueAt: { start, end } }) => ({ start, end: endOfLine(text, end) }));
  // A key may be cut up by quotes.
  return mentionsSecret(text.replaceAll('"', '').replaceAll("'", ''))
    ? [...values, ...secretLines(text, isSecret)]
    : values;
}

/** All that has a key in a file or beneath it. */
export function settingsIn(facts: Facts): readonly Keyed[] {
  if (facts.kind === 'config') return facts.settings;
  if (facts.kind === 'sql') return facts.statements.flatMap(settingsOf);
  if (facts.kind === 'java') return facts.sql === undefined ? [] : settingsIn(facts.sql);
  if (facts.kind === 'compose') return facts.services.flatMap(settingsOfContainer);
  if (facts.kind === 'env') return settingsOfContainer({ ...facts, environment: facts.variables });
  if (facts.kind === 'commands') return facts.commands.flatMap(settingsOfCommand);
  if (facts.kind === 'dockerfile') return facts.stages.flatMap(settingsOfContainer);
  if (facts.kind !== 'manifest') return [];
  return facts.resources.flatMap(({ configuration, embedded, containers = [], commands = [] }) => [
    ...(configuration?.settings ?? []),
    ...containers.flatMap(settingsOfContainer),
    ...commands.flatMap(settingsOfCommand),
    ...embedded.flatMap((file) => (file.facts === undefined ? [] : settingsIn(file.facts))),
  ]);
}

const settingsOfCommand = ({ settings, sql }: FlinkCommand): readonly Setting[] => [
  ...settings,
  ...(sql?.statements.flatMap(settingsOf) ?? []),
];

const settingsOf = ({ setting, options, hints }: SqlStatement): readonly Setting[] => [
  ...(setting === undefined ? [] : [setting]),
  ...options,
  ...hints.flatMap((hint) => hint.options),
];

/** What a container is given: `FLINK_PROPERTIES`, its other variables, and the arguments of its command. */
const settingsOfContainer = ({
  properties,
  environment,
  command = [],
}: Pick<ContainerFacts, 'properties' | 'environment' | 'command'>): readonly Keyed[] => [
  ...(properties?.squeezed.settings ?? []),
  ...environment.map(({ name, valueAt }) => ({ key: name, valueAt })),
  ...command.map(({ text, at }) => ({ key: text.replace(/^-D|=.*$/gs, ''), valueAt: at })),
];

const inOrder = (ranges: readonly Range[]): readonly Range[] => [...ranges].sort((a, b) => a.start - b.start);

/** Lines that no reader made a setting of may hold a secret all the same: `s3.secret-key=…`, or YAML with a mistake. */
function secretLines(text: string, isSecret: (key: string) => boolean): readonly Range[] {
  return [...text.matchAll(/^[ \t]*[^\s#:=][^\r\n]*/gm)].flatMap(({ 0: line, index }) => {
    // `key: value`, `key=value`, and for a line that is neither `key value`.
    const separated = /^[^:=]*[:=][ \t]*/.exec(line) ?? /^[ \t]*\S+[ \t]*/.exec(line);
    const key = separated?.[0].trimEnd().replace(/[:=]$/, '').replace(/["']/g, '').trim() ?? '';
    const start = index + (separated?.[0].length ?? 0);
    return isSecret(key) ? [{ start, end: index + line.length }] : [];
  });
}

function endOfLine(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/);
  return end < 0 ? text.length : from + end;
}
