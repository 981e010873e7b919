import type { VersionNumber } from '../model/version.js';
import { accept, type Parsed, refuse } from './parsed.js';
import { covers } from './versions.js';

/** A value that Flink compares a string with. */
interface Choice {
  /** Spellings of the same thing, the one to write first. */
  readonly names: readonly [string, ...string[]];
  /** In which Flink versions it is known; in all where absent. */
  readonly flink?: string;
}

/** A string option that Flink compares with a fixed set of values at the point of use. */
export interface PseudoEnum {
  readonly values: readonly Choice[];
  /** Whether the name of a class is taken too. */
  readonly or?: 'class';
  readonly caseSensitive: boolean;
}

const choices = (...groups: readonly [string, ...string[]][]): readonly Choice[] => groups.map((names) => ({ names }));

const RESTART_STRATEGY: PseudoEnum = {
  values: choices(
    ['disable', 'none', 'off'],
    ['fixed-delay', 'fixeddelay'],
    ['failure-rate', 'failurerate'],
    ['exponential-delay', 'exponentialdelay'],
  ),
  caseSensitive: false,
};

const CLEANUP_STRATEGY: PseudoEnum = {
  values: choices(['disable', 'none', 'off'], ['fixed-delay', 'fixeddelay'], ['exponential-delay', 'exponentialdelay']),
  caseSensitive: false,
};

const STATE_BACKEND: PseudoEnum = {
  values: [
    { names: ['hashmap'] },
    { names: ['rocksdb'] },
    { names: ['forst'], flink: '>=2.0' },
    { names: ['jobmanager'], flink: '<2' },
    { names: ['filesystem'], flink: '<2' },
  ],
  or: 'class',
  caseSensitive: false,
};

const CHECKPOINT_STORAGE: PseudoEnum = {
  values: choices(['jobmanager'], ['filesystem']),
  or: 'class',
  caseSensitive: false,
};

const ROCKSDB_OPTIONS: PseudoEnum = {
  values: choices(
    ['DEFAULT'],
    ['SPINNING_DISK_OPTIMIZED'],
    ['SPINNING_DISK_OPTIMIZED_HIGH_MEM'],
    ['FLASH_SSD_OPTIMIZED'],
  ),
  caseSensitive: true,
};

const HIGH_AVAILABILITY: PseudoEnum = {
  values: choices(['NONE', 'standalone'], ['zookeeper'], ['kubernetes']),
  or: 'class',
  caseSensitive: false,
};

/**
 * String options that are enums in truth, by the name that any version gives them. Follows, from the top,
 * `RestartBackoffTimeStrategyFactoryLoader`, `CleanupRetryStrategyFactory`, `StateBackendLoader`,
 * `CheckpointStorageLoader`, `HighAvailabilityMode`, `FailoverStrategyFactoryLoader`, `SSLUtils#getSSLProvider`,
 * `ZooKeeperUtils.ZkClientACLMode`, `HostBindPolicy`, `PredefinedOptions` of RocksDB,
 * `FlinkUserCodeClassLoaders.ResolveOrder`. Not among them is `state.changelog.storage`: plugins bring their own names,
 * and for an unknown one Flink only warns.
 */
export const PSEUDO_ENUMS: Readonly<Record<string, PseudoEnum>> = {
  'restart-strategy.type': RESTART_STRATEGY,
  'restart-strategy': RESTART_STRATEGY,
  'cleanup-strategy.type': CLEANUP_STRATEGY,
  'cleanup-strategy': CLEANUP_STRATEGY,
  'state.backend.type': STATE_BACKEND,
  'state.backend': STATE_BACKEND,
  'execution.checkpointing.storage': CHECKPOINT_STORAGE,
  'state.checkpoint-storage': CHECKPOINT_STORAGE,
  'high-availability.type': HIGH_AVAILABILITY,
  'high-availability': HIGH_AVAILABILITY,
  'jobmanager.execution.failover-strategy': { values: choices(['region'], ['full']), caseSensitive: false },
  'security.ssl.provider': { values: choices(['JDK'], ['OPENSSL']), caseSensitive: false },
  'high-availability.zookeeper.client.acl': { values: choices(['open'], ['creator']), caseSensitive: false },
  'taskmanager.network.bind-policy': { values: choices(['ip'], ['name']), caseSensitive: false },
  'state.backend.rocksdb.predefined-options': ROCKSDB_OPTIONS,
  'classloader.resolve-order': { values: choices(['child-first'], ['parent-first']), caseSensitive: false },
};

/** What a pseudo enum's value means: one of Flink's own names, in the spelling to write, or a class. */
export interface PseudoEnumValue {
  readonly kind: 'name' | 'class';
  readonly name: string;
}

/** Not made before it is asked for: to know Unicode costs a start milliseconds. */
const isClassName = (text: string): boolean => /^(?:[\p{L}_$][\p{L}\p{N}_$]*\.)+[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text);

/**
 * Reads a pseudo enum at one version. A class must have a package: without one, what looks like a class is a misspelt
 * name, which Flink looks for in vain.
 */
export function parsePseudoEnum(text: string, kind: PseudoEnum, version: VersionNumber): Parsed<PseudoEnumValue> {
  const wanted = kind.caseSensitive ? text : text.toLowerCase();
  const matches = (name: string): boolean => (kind.caseSensitive ? name : name.toLowerCase()) === wanted;
  const choice = kind.values.find(({ names }) => names.some(matches));
  if (choice !== undefined && isKnown(choice, version)) return accept({ kind: 'name', name: choice.names[0] });
  if (kind.or === 'class' && isClassName(text)) return accept({ kind: 'class', name: text });
  const known = kind.values.filter((candidate) => isKnown(candidate, version)).map(({ names }) => `'${names[0]}'`);
  return refuse(text, `one of ${known.join(', ')}${kind.or === 'class' ? ' or the name of a class' : ''}`);
}

const isKnown = ({ flink }: Choice, version: VersionNumber): boolean =>
  flink === undefined || covers(flink, { min: version, max: version }) === 'all';
