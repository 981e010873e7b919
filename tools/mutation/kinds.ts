import type { Catalogue, Shape } from '../../src/flink/catalogue.js';
import { OWNERS } from '../../src/flink/owners.js';
import { minorRange } from '../../src/flink/versions.js';
import type { Random } from '../conformance/random.js';
import { type Deployment, fileOf } from './deployments.js';
import {
  always,
  CONTRADICTIONS,
  HARMFUL,
  LINES,
  LOG_LINES,
  LOG_VALUES,
  LOGBACK_TEXTS,
  NEEDED,
  onLog4j,
  onLogback,
  REFUSED,
  WORDS,
} from './faults.js';

export const KINDS = ['drop', 'break', 'misspell', 'shadow', 'contradict'] as const;
export type Kind = (typeof KINDS)[number];

/** A deployment with one thing wrong, and the rule whose business that is: one of two where chance decides which. */
export interface Mutation {
  readonly what: string;
  readonly owner: string | readonly string[];
  readonly after: Deployment;
}

interface Means {
  readonly catalogue: Catalogue;
  readonly random: Random;
}

/** Makes one mutation of a kind; nothing where chance met one that makes no sense there. */
export type Maker = (deployment: Deployment, means: Means) => Mutation | undefined;

const without = (deployment: Deployment, ...keys: readonly string[]): Deployment => ({
  ...deployment,
  settings: new Map([...deployment.settings].filter(([key]) => !keys.includes(key))),
});

const withAll = (deployment: Deployment, settings: Readonly<Record<string, string>>): Deployment => ({
  ...deployment,
  settings: new Map([...deployment.settings, ...Object.entries(settings)]),
});

const withLog4j = (deployment: Deployment, change: (log4j: Map<string, string>) => void): Deployment => {
  const log4j = new Map(deployment.log4j);
  change(log4j);
  return { ...deployment, log4j };
};

const drop: Maker = (deployment, { random }) => {
  const options = NEEDED.filter(([key, , when]) => deployment.settings.has(key) && when(deployment));
  const lines = onLog4j(deployment) ? LOG_LINES : [];
  const chosen = random.below(options.length + lines.length);
  const option = options[chosen];
  if (option !== undefined) return { what: option[0], owner: option[1], after: without(deployment, option[0]) };
  const line = lines[chosen - options.length];
  if (line === undefined) return undefined;
  const [what, owner] = line;
  return { what, owner, after: withLog4j(deployment, (log4j) => log4j.delete(what)) };
};

/** The one shape that an option has at a deployment's version. */
function shapeOf({ version }: Deployment, key: string, catalogue: Catalogue): Shape | undefined {
  const shapes = catalogue.shapes(key, minorRange(version));
  return shapes.length === 1 ? shapes[0] : undefined;
}

/** A value that is not of its option's type. */
const mistype: Maker = (deployment, { catalogue, random }) => {
  const keys = [...deployment.settings.keys()];
  const key = keys[random.below(keys.length)] ?? '';
  const shape = shapeOf(deployment, key, catalogue);
  const values = shape === undefined || shape.era.list === true ? undefined : REFUSED[shape.era.type];
  const value = values?.[random.below(values.length)];
  if (value === undefined) return undefined;
  const owner = Object.hasOwn(OWNERS, key) ? (OWNERS[key] ?? '') : 'options/invalid-value';
  return { what: `${key}: ${value}`, owner, after: withAll(deployment, { [key]: value }) };
};

const harm: Maker = (deployment, { catalogue, random }) => {
  const known = (key: string): boolean =>
    /^(?:metrics\.reporter|env\.|s3\.)/.test(key) || shapeOf(deployment, key, catalogue) !== undefined;
  const options = HARMFUL.filter(([key, , , when]) => when(deployment) && known(key));
  const [key, value, owner] = options[random.below(options.length)] ?? [];
  if (key === undefined || value === undefined || owner === undefined) return undefined;
  return { what: `${key}: ${value}`, owner, after: withAll(deployment, { [key]: value }) };
};

const damageLog: Maker = (deployment, { random }) => {
  if (onLogback(deployment)) {
    const [from, to, owner] = LOGBACK_TEXTS[random.below(LOGBACK_TEXTS.length)] ?? [];
    if (from === undefined || to === undefined || owner === undefined) return undefined;
    return { what: to, owner, after: { ...deployment, logback: deployment.logback.replace(from, to) } };
  }
  const [key, value, owner] = LOG_VALUES[random.below(LOG_VALUES.length)] ?? [];
  if (key === undefined || value === undefined || owner === undefined) return undefined;
  return { what: `${key} = ${value}`, owner, after: withLog4j(deployment, (log4j) => log4j.set(key, value)) };
};

const damageFile: Maker = (deployment, { random }) => {
  const fitting = LINES.filter(([, , spellings]) => spellings.includes(deployment.spelling));
  const [line, owner] = fitting[random.below(fitting.length)] ?? [];
  if (line === undefined || owner === undefined) return undefined;
  return { what: line, owner, after: { ...deployment, more: [line] } };
};

/** Options of other versions, in the middle of those that this one has. */
const ofAnotherVersion: Maker = (deployment, { catalogue, random }) => {
  const range = minorRange(deployment.version);
  const keys = catalogue.keys(catalogue.range);
  const key = keys[random.below(keys.length)] ?? '';
  const { kind } = catalogue.status(key, range);
  if (/[#<*]|^\$?internal|^kubernetes\.operator\./.test(key) || (kind !== 'removed' && kind !== 'not-yet'))
    return undefined;
  const heap = /^(?:job|task)manager\.heap\.(?:size|mb)$/.test(key);
  const owner = heap ? 'memory/legacy-heap' : kind === 'removed' ? 'options/removed' : 'options/not-yet-available';
  return { what: key, owner, after: { ...deployment, more: [`${key}: 1`] } };
};

const breaks: Maker = (deployment, means) =>
  means.random.pick([mistype, mistype, harm, harm, damageLog, damageFile, ofAnotherVersion])(deployment, means);

const SIGNS = 'abcdefghijklmnopqrstuvwxyz-.';

const EDITS: readonly ((key: string, at: number, sign: string) => string)[] = [
  (key, at) => key.slice(0, at) + key.slice(at + 1),
  (key, at, sign) => key.slice(0, at) + sign + key.slice(at),
  (key, at, sign) => key.slice(0, at) + sign + key.slice(at + 1),
  (key, at) => key.slice(0, at) + key.slice(at + 1, at + 2) + key.slice(at, at + 1) + key.slice(at + 2),
  // What people do beside slips of the finger: the wrong case, `_` for `-`, a lost first segment.
  (key) => key.toLowerCase(),
  (key) => key.replaceAll('-', '_'),
  (key) => key.slice(key.indexOf('.') + 1),
];

/** A key that Flink does not know, one slip away from one that it does. */
const misspell: Maker = (deployment, { catalogue, random }) => {
  const range = minorRange(deployment.version);
  const keys = [...deployment.settings.keys()].filter((key) => catalogue.shapes(key, range).length > 0);
  const key = keys[random.below(keys.length)] ?? '';
  const named = catalogue.nameIn(key, range);
  const edit = EDITS[random.below(EDITS.length)];
  const written = edit?.(named, random.below(named.length), SIGNS[random.below(SIGNS.length)] ?? 'a') ?? named;
  const isKey = /^[a-zA-Z][\w-]*(?:\.[\w-]+)+$/.test(written);
  if (!isKey || written === named || catalogue.status(written, range).kind !== 'unknown') return undefined;
  const settings = [...deployment.settings].map(([own, value]) => [own === key ? written : own, value] as const);
  return { what: written, owner: 'options/unknown', after: { ...deployment, settings: new Map(settings) } };
};

/** Keys without which a reporter is not made, in an open family where any other name may mean something. */
const misspellReporter: Maker = (deployment, { catalogue, random }) => {
  const key = 'metrics.reporter.prom.factory.class';
  const written =
    EDITS[random.below(4)]?.(key, random.below(key.length), SIGNS[random.below(SIGNS.length)] ?? 'a') ?? key;
  if (written === key || !/^[a-z][\w-]*(?:\.[\w-]+)+$/.test(written)) return undefined;
  const settings = [...deployment.settings].map(([own, value]) => [own === key ? written : own, value] as const);
  // A name of the reporter that is still one makes another reporter, and leaves the first without a factory.
  const known = catalogue.status(written, minorRange(deployment.version)).kind !== 'unknown';
  const owner = known ? ['observability/reporter-factory'] : ['options/unknown', 'observability/reporter-factory'];
  return { what: written, owner, after: { ...deployment, settings: new Map(settings) } };
};

const misspellLog: Maker = (deployment, { random }) => {
  if (!onLog4j(deployment)) return undefined;
  const [key] = LOG_LINES[random.below(LOG_LINES.length - 1)] ?? [''];
  const written =
    EDITS[random.below(4)]?.(key, random.below(key.length), SIGNS[random.below(SIGNS.length)] ?? 'a') ?? key;
  if (written === key || !/^[a-zA-Z][\w-]*(?:\.[\w-]+)+$/.test(written)) return undefined;
  // The id of a reference is anybody's choice.
  if (/^rootLogger\.appenderRef\.[^.]+\.ref$/.test(written)) return undefined;
  const log4j = [...deployment.log4j].map(([own, value]) => [own === key ? written : own, value] as const);
  const owner = ['observability/log-syntax', 'observability/log-level'];
  return { what: written, owner, after: { ...deployment, log4j: new Map(log4j) } };
};

const misspellValue: Maker = (deployment, { random }) => {
  const [key, word, owner] = WORDS[random.below(WORDS.length)] ?? [];
  if (key === undefined || word === undefined || owner === undefined) return undefined;
  const written = EDITS[random.below(4)]?.(word, random.below(word.length), SIGNS[random.below(26)] ?? 'a') ?? word;
  if (written.toLowerCase() === word.toLowerCase()) return undefined;
  return { what: `${key}: ${written}`, owner, after: withAll(deployment, { [key]: written }) };
};

const misspells: Maker = (deployment, means) =>
  means.random.pick([misspell, misspell, misspell, misspellValue, misspellReporter, misspellLog])(deployment, means);

/** Another value that an option takes. */
function otherValue({ era }: Shape, value: string): string | undefined {
  switch (era.type) {
    case 'duration':
      return value === '7 min' ? '8 min' : '7 min';
    case 'memory':
      return value === '4g' ? '5g' : '4g';
    case 'int':
      return value === '6' ? '7' : '6';
    case 'boolean':
      return value === 'true' ? 'false' : 'true';
    case 'enum':
      return era.enum?.find((constant) => constant !== value);
    default:
      return undefined;
  }
}

/** The same option once more: by an older name, or by the same one. */
const shadow: Maker = (deployment, { catalogue, random }) => {
  const keys = [...deployment.settings.keys()];
  const key = keys[random.below(keys.length)] ?? '';
  const shape = shapeOf(deployment, key, catalogue);
  const value = shape === undefined ? undefined : otherValue(shape, deployment.settings.get(key) ?? '');
  if (shape === undefined || value === undefined) return undefined;
  const old = (shape.era.deprecated ?? []).filter(
    (name) => catalogue.aliasOf(name, minorRange(deployment.version)).length === 1,
  );
  const older = old[random.below(old.length)];
  if (older !== undefined && random.chance(0.7)) {
    const line = `${older}: ${value}`;
    return { what: line, owner: 'options/shadowed', after: { ...deployment, more: [line] } };
  }
  const line = `${shape.name}: ${value}`;
  const owner = deployment.spelling === 'nested' ? 'files/flat-and-nested' : 'files/duplicate-key';
  return { what: line, owner, after: { ...deployment, more: [line] } };
};

/** A whole file that takes the place of another, or that nothing reads. */
const shadowFile: Maker = (deployment) => {
  const other = deployment.spelling === 'legacy' ? 'nested' : 'legacy';
  const file = `conf/${fileOf(other)}`;
  const text = 'parallelism.default: 2\ntaskmanager.numberOfTaskSlots: 2\nrest.port: 8081\n';
  return { what: file, owner: 'files/ignored-file', after: { ...deployment, files: { [file]: text } } };
};

const shadows: Maker = (deployment, means) => (means.random.chance(0.9) ? shadow : shadowFile)(deployment, means);

const contradict: Maker = (deployment, { random }) => {
  const fitting = CONTRADICTIONS.filter(({ when = always }) => when(deployment));
  const chosen = fitting[random.below(fitting.length)];
  if (chosen === undefined) return undefined;
  const { sets, drops = [], owner } = chosen;
  const what = [
    ...Object.entries(sets).map(([key, value]) => `${key}: ${value}`),
    ...drops.map((key) => `no ${key}`),
  ].join(', ');
  return { what, owner, after: withAll(without(deployment, ...drops), sets) };
};

export const MAKERS: Readonly<Record<Kind, Maker>> = {
  drop,
  break: breaks,
  misspell: misspells,
  shadow: shadows,
  contradict,
};
