import { clusterFields, textAt } from '../flink/manifest.js';
import { OPERATOR_DEFAULTS_LAYER } from '../flink/operator.js';
import type { Setting } from '../model/facts.js';
import type { Resource } from '../model/manifest.js';
import type { Layer, Profile } from '../model/target.js';
import { folderOf, isAtOrBelow, upwards } from '../paths.js';
import { profileOfPath } from './profile.js';

/** What the operator takes an option for that it sets for some of its clusters only. */
const FOR_SOME =
  /^kubernetes\.operator\.default-configuration\.(?:namespace\.([^.]+)|flink-version\.v(\d+)_(\d+)(\+?))\./;

/** A value that is set, and cannot be told. */
const UNKNOWN = '${unknown}';

/**
 * What the operator puts beneath the configuration of a resource (`FlinkConfigManager#getDefaultConfig`): the
 * `defaultConfiguration` of its chart. Where there are several, which one it is depends on where it is deployed: what they
 * do not agree on is set, but to nobody knows what. So is what stands in values for development, for a resource that is not.
 *
 * @param files those that may lie beneath it
 * @param profile the resource's
 */
export function operatorDefaultsLayer(
  resource: Resource,
  files: readonly Resource[],
  profile: Profile,
): Omit<Layer, 'grammar'> | undefined {
  const [first] = files;
  if (first === undefined) return undefined;
  const certain = files.every((file) => file.operatorDefaults === 'certain' && isFor(file, profile));
  const maps = files.map((file) => defaultsFor(resource, settingsIn(file)));
  const open = files.find(({ embedded }) => embedded.some(({ facts }) => facts?.kind === 'config' && facts.refused));
  return {
    name: OPERATOR_DEFAULTS_LAYER,
    file: first.file,
    settings: certain ? agreed(maps) : agreed(maps).map(unknown),
    implied: true,
    ...(open === undefined ? {} : { open: `the operator's configuration in ${open.file} cannot be read to its end` }),
  };
}

/** The files of the operator in the nearest folder upwards that has any at or below it. */
export function nearestDefaults(file: string, all: readonly Resource[]): readonly Resource[] {
  const folder = upwards(folderOf(file)).find((one) => all.some((other) => isAtOrBelow(other.file, one)));
  return folder === undefined ? [] : all.filter((other) => isAtOrBelow(other.file, folder));
}

const isFor = ({ file }: Resource, profile: Profile): boolean =>
  profile === 'development' || profileOfPath(folderOf(file)) !== 'development';

const settingsIn = ({ embedded }: Resource): readonly Setting[] =>
  embedded.flatMap(({ facts }) => (facts?.kind === 'config' ? facts.settings : []));

type Defaults = ReadonlyMap<string, Setting>;

/** The settings of all resources, those of its namespace over them, and those of versions up to its own over both. */
function defaultsFor(resource: Resource, settings: readonly Setting[]): Defaults {
  const defaults = new Map<string, Setting>();
  const some = settings.flatMap((setting) => forSome(setting) ?? []);
  for (const setting of settings) if (!FOR_SOME.test(setting.key)) defaults.set(setting.key, setting);
  for (const { setting, applies } of some.sort((a, b) => a.order - b.order)) {
    const holds = applies(resource);
    if (holds !== false) defaults.set(setting.key, holds === undefined ? unknown(setting) : setting);
  }
  return defaults;
}

/** A setting for some resources, without what says for which. */
interface ForSome {
  readonly setting: Setting;
  /** Later ones win. */
  readonly order: number;
  /** Nothing where the resource does not tell. */
  applies(resource: Resource): boolean | undefined;
}

function forSome(setting: Setting): ForSome | undefined {
  const [prefix, namespace, major, minor, sign] = FOR_SOME.exec(setting.key) ?? [];
  if (prefix === undefined) return undefined;
  const own = { ...setting, key: setting.key.slice(prefix.length) };
  if (namespace !== undefined) {
    return { setting: own, order: 0, applies: (resource) => same(resource.namespace, namespace) };
  }
  const version = order(major, minor);
  return {
    setting: own,
    order: sign === '+' ? version : Number.MAX_SAFE_INTEGER,
    applies: (resource) => {
      const its = versionOf(resource);
      return sign === '+' && its !== undefined ? its >= version : same(its, version);
    },
  };
}

const same = <T>(a: T | undefined, b: T): boolean | undefined => (a === undefined ? undefined : a === b);

const order = (major = '0', minor = '0'): number => Number(major) * 1000 + Number(minor);

/** What a resource says of its version: `v1_20`. */
function versionOf(resource: Resource): number | undefined {
  const [, major, minor] = /^v(\d+)_(\d+)$/.exec(textAt(clusterFields(resource), 'flinkVersion') ?? '') ?? [];
  return major === undefined ? undefined : order(major, minor);
}

/** What all say alike; what only some say, or each otherwise, is unknown. */
function agreed(maps: readonly Defaults[]): readonly Setting[] {
  const all = new Map(maps.flatMap((map) => [...map]));
  return [...all].map(([key, setting]) =>
    maps.every((map) => map.get(key)?.value === setting.value) ? setting : unknown(setting),
  );
}

const unknown = (setting: Setting): Setting => ({ ...setting, value: UNKNOWN, written: UNKNOWN });
