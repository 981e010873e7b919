import { type Catalogue, type Shape, spellings } from '../flink/catalogue.js';
import type { Distribution, ImageSetting, PatchRun } from '../flink/distribution.js';
import { OWNERS } from '../flink/owners.js';
import { type Setter, setterOf } from '../flink/scope.js';
import { describeType } from '../flink/values.js';
import type { Rule } from '../rule.js';

/** What an option's page is made from. */
export interface OptionPageSources {
  readonly catalogue: Catalogue;
  readonly distribution: Distribution;
  readonly rules: readonly Rule[];
}

/** Every Flink version there may be. */
export const EVERY_VERSION = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** What Flink knows of an option, in any of its spellings, over all versions; nothing for a word that never was one. */
export function optionPage(name: string, sources: OptionPageSources): string | undefined {
  const { catalogue, distribution, rules } = sources;
  const history = catalogue.history(name);
  const current = catalogue.current(name);
  if (history.length > 0 && current !== name) {
    return `${name} is now ${current}.\n\n${optionPage(current, sources) ?? ''}`;
  }
  if (history.length > 0) {
    const shapes = catalogue.shapes(name, EVERY_VERSION);
    const lines = shapes.flatMap((shape) => shapeLines(shape, name, catalogue));
    return [
      name,
      '',
      ...lines,
      ...setterLines(name),
      ...shippedLines(name, distribution),
      ...rulesAbout(name, rules),
    ].join('\n');
  }
  const status = catalogue.status(name, EVERY_VERSION);
  switch (status.kind) {
    case 'alias': {
      const kind = status.deprecated ? 'an older name of' : 'read where it is missing:';
      const pages = status.of.map((key) => optionPage(key, sources) ?? '');
      return [`${name} is ${kind} ${status.of.join(' and ')}.`, '', ...pages].join('\n');
    }
    case 'family':
      return `${name} belongs to the open family ${status.family}: Flink hands it on, and cannot know every name in it.\n`;
    case 'removed': {
      const instead = status.use.length === 0 ? '' : ` Use ${status.use.join(' or ')}.`;
      return `${name} was last known to Flink ${status.last}.${instead}${status.note === undefined ? '' : ` ${status.note}`}\n`;
    }
    default:
      return undefined;
  }
}

function shapeLines({ name, era }: Shape, asked: string, { minors }: Catalogue): readonly string[] {
  // The operator numbers its versions on its own.
  const ofOperator = setterOf(name) === 'operator';
  const newest = ofOperator ? 'the newest' : `${minors.at(-1)} (newest)`;
  const last = era.to ?? newest;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [ofOperator ? 'operator' : 'Flink', `${era.from} to ${last}${era.obsolete === true ? ', deprecated' : ''}`],
    ['named', name === asked ? undefined : name],
    ['type', describeType(era)],
    ['default', era.default ?? era.hostDefault ?? 'none'],
    ['also read as', spellings(era).join(', ') || undefined],
    ['declared in', era.in],
  ];
  return [...rows.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(13)} ${value}`])), ''];
}

/** What Flink's distribution and its official image set the option to. */
function shippedLines(option: string, distribution: Distribution): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ...distribution.history(option).map((run) => ['shipped conf', `${run.value} ${inPatches(run)}`] as const),
    ...distribution.imageHistory(option).map((run) => ['in the image', `${inImage(run)} ${inPatches(run)}`] as const),
  ];
  return rows.length === 0 ? [] : [...rows.map(([name, value]) => `  ${name.padEnd(13)} ${value}`), ''];
}

function inImage({ env, value, hostName }: ImageSetting): string {
  const plain = hostName === true ? "the container's host name" : (value ?? 'none');
  return env === undefined ? plain : `$${env} or ${plain}`;
}

function inPatches({ from, to }: PatchRun): string {
  if (to === undefined) return `since ${from}`;
  return from === to ? `in ${from}` : `in ${from} to ${to}`;
}

const SETTERS: Readonly<Record<Setter, string>> = {
  cluster: 'the configuration of the cluster; a job cannot',
  job: 'the configuration of the cluster, or a job: in its code, with -D at submission, with SET in SQL',
  client: 'the configuration of the client that submits the job or deploys the cluster, or -D on its command line',
  operator: 'the configuration of the Kubernetes operator, or spec.flinkConfiguration; Flink itself never reads it',
};

const setterLines = (option: string): readonly string[] => [
  `  ${'set by'.padEnd(13)} ${SETTERS[setterOf(option)]}`,
  '',
];

/** Rules that name the option in their pages, and the one that reports its refused values. */
function rulesAbout(option: string, rules: readonly Rule[]): readonly string[] {
  const named = new RegExp(`(?<![\\w.-])${option.replace(/[.$%]/g, '\\$&')}(?![\\w-]|\\.\\w)`);
  const ids = rules
    .filter(({ id, docs }) => OWNERS[option] === id || named.test(`${docs.what} ${docs.fix} ${docs.why}`))
    .map(({ id }) => id);
  return ids.length === 0 ? [] : [`  ${'rules'.padEnd(13)} ${ids.join(', ')}`, ''];
}
