import { configMapNamed } from '../../flink/config-maps.js';
import { entryAt, fieldAt, itemsAt, scalarAt, textAt } from '../../flink/manifest.js';
import { hasPlaceholder } from '../../flink/placeholder.js';
import type { Resource } from '../../model/manifest.js';
import type { SourceText, Span } from '../../model/span.js';
import type { Entry, Mapping, Scalar, Tree } from '../../model/tree.js';
import { scalarText } from '../../syntax/yaml-text.js';
import { type GivenVariable, inkOf } from '../containers/environment.js';

/** The text of a file that some of a resource stands in. */
export type SourceOf = (file: string) => SourceText;

/** What the variables of a pod are read with. */
export interface VariableInputs {
  readonly workload: Pick<Resource, 'file' | 'namespace'>;
  /** ConfigMaps that it may have variables from. */
  readonly maps: readonly Resource[];
  readonly sourceOf: SourceOf;
}

/** The variables of a container. */
export interface PodVariables {
  /** Of several with one name the last counts. */
  readonly variables: readonly GivenVariable[];
  /** The ConfigMaps that are named, be they here or not. */
  readonly from: readonly string[];
  /** Why more may be among them. */
  readonly open?: string;
}

/**
 * The variables of a container as the kubelet puts them together (`makeEnvironmentVariables`): what the sources of `envFrom`
 * give, a later one over those before it, and above that its own `env`. What Kubernetes fills in when a pod starts is a
 * placeholder; of what a source that is not here may replace, nothing is known.
 */
export function variablesOf(container: Mapping, inputs: VariableInputs): PodVariables {
  const sources = itemsAt(container, 'envFrom').map((source) => givenBy(source, inputs));
  const seen = sources.slice(sources.lastIndexOf(undefined) + 1);
  const own = itemsAt(container, 'env').flatMap((item) => ownVariable(item, inputs));
  return {
    variables: [...seen.flatMap((variables) => variables ?? []), ...own],
    from: mapsIn(container),
    ...(sources.includes(undefined) ? { open: 'its envFrom may add to it' } : {}),
  };
}

function mapsIn(container: Mapping): readonly string[] {
  const references = [
    ...itemsAt(container, 'envFrom').map((source) => textAt(source, 'configMapRef', 'name')),
    ...itemsAt(container, 'env').map((item) => textAt(item, 'valueFrom', 'configMapKeyRef', 'name')),
  ];
  return [...new Set(references.filter((name) => name !== undefined))];
}

/** All that a ConfigMap gives, each key behind the prefix; nothing where that cannot be seen. */
function givenBy(source: Tree, inputs: VariableInputs): readonly GivenVariable[] | undefined {
  const prefix = String(scalarAt(source, 'prefix')?.value ?? '');
  const data = dataOf(textAt(source, 'configMapRef', 'name'), inputs);
  if (data === undefined || hasPlaceholder(prefix)) return undefined;
  return data.map((entry) => inMap(`${prefix}${entry.key}`, entry, inputs));
}

interface Datum extends Entry {
  readonly value: Scalar;
}

/** What a ConfigMap holds as text; nothing where it is not here, or becomes another before anybody reads it. */
function dataOf(name: string | undefined, { workload, maps }: VariableInputs): readonly Datum[] | undefined {
  const map = configMapNamed(name, workload, maps);
  if (map === undefined || map.template === true) return undefined;
  const data = entryAt(map.root, 'data')?.value;
  return data?.kind === 'mapping' ? data.entries.filter(isDatum) : [];
}

const isDatum = (entry: Entry): entry is Datum => entry.value.kind === 'scalar';

const inMap = (name: string, { keyAt, value }: Datum, { sourceOf }: VariableInputs): GivenVariable =>
  givenAt(name, keyAt, textOf(value, sourceOf(value.at.file)), value.at);

/** A variable of `env`; one without a value is empty. */
function ownVariable(item: Tree, inputs: VariableInputs): readonly GivenVariable[] {
  const name = scalarAt(item, 'name');
  if (name === undefined) return [];
  const value = scalarAt(item, 'value');
  const key = String(name.value);
  if (value !== undefined) return [givenAt(key, name.at, textOf(value, inputs.sourceOf(value.at.file)), value.at)];
  const filled = filledFromMap(key, item, inputs);
  if (filled !== undefined) return filled;
  const text = entryAt(item, 'valueFrom') === undefined ? '' : `\${${key}}`;
  return [givenAt(key, name.at, { file: name.at.file, text, toOuter: () => name.at.start }, name.at)];
}

/** The value under a key of a ConfigMap. Where that has no such key, no container starts, unless it need not be there. */
function filledFromMap(name: string, item: Tree, inputs: VariableInputs): readonly GivenVariable[] | undefined {
  const reference = fieldAt(item, 'valueFrom', 'configMapKeyRef')?.value;
  const data = dataOf(textAt(reference, 'name'), inputs);
  const key = textAt(reference, 'key');
  if (data === undefined || key === undefined || hasPlaceholder(key)) return undefined;
  const found = data.findLast((entry) => entry.key === key);
  if (found !== undefined) return [inMap(name, found, inputs)];
  return scalarAt(reference, 'optional')?.value === true ? [] : undefined;
}

const givenAt = (name: string, keyAt: Span, source: SourceText, at: Span): GivenVariable => ({
  variable: { name, value: source.text, keyAt, valueAt: inkOf(source, at) },
  source,
  names: new Set(),
});

/** What a scalar says, with its way back into the file. */
export const textOf = ({ at, written, value }: Scalar, source: SourceText): SourceText =>
  scalarText(source, { start: at.start, end: at.start + written.length, value: String(value) });
