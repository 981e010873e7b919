import { nestedWriting, substituted, takingOf } from '../../src/flink/entrypoint.js';
import { minorRange } from '../../src/flink/versions.js';
import type { ConfigFacts } from '../../src/model/facts.js';
import { readConfigYaml } from '../../src/sources/config-yaml.js';
import { readFlinkConf } from '../../src/sources/flink-conf.js';
import { readFlinkProperties } from '../../src/sources/flink-properties.js';
import { sourceText } from '../../src/syntax/source-text.js';
import type { Start } from './image.js';

/** What Flink holds after the entry point has run, or that it does not start. */
export type Outcome = Readonly<Record<string, string>> | 'refused';

type Files = Readonly<Record<string, string>>;
type Settings = Map<string, string>;

const settingsOf = ({ settings }: ConfigFacts): Settings => new Map(settings.map(({ key, value }) => [key, value]));

/** What the entry point sets by itself, whatever the version. */
function startSettings({ variables }: Start): Settings {
  const slots = variables.TASK_MANAGER_NUMBER_OF_TASK_SLOTS ?? '';
  return new Map([
    ['jobmanager.rpc.address', variables.JOB_MANAGER_RPC_ADDRESS || 'container'],
    ['blob.server.port', '6124'],
    ['query.server.port', '6125'],
    ...(slots === '' ? [] : [['taskmanager.numberOfTaskSlots', slots] as const]),
  ]);
}

/** What flinklint makes of a start of the image. */
export function ours(minor: string, stock: Files, start: Start): Outcome {
  const files = start.mounted === 'folder' ? (start.conf ?? {}) : { ...stock, ...start.conf };
  const taking = takingOf(minorRange(minor));
  const read = taking === 'appended' || (minor.startsWith('1.') && files['flink-conf.yaml']) ? LEGACY : STANDARD;
  // Nothing can be written to what Kubernetes mounts, and the entry point goes on without.
  if (start.mounted !== undefined && start.conf?.[read] !== undefined) return asItIs(read, files[read] ?? '');
  const outcome = taking === 'appended' ? appended(files, start) : squeezed(minor, files, start);
  return outcome === undefined ? 'refused' : plain(outcome);
}

const LEGACY = 'flink-conf.yaml';
const STANDARD = 'config.yaml';

function asItIs(name: string, text: string): Outcome {
  const settings = name === LEGACY ? fromLegacy(text) : fromYaml(text);
  return settings === undefined ? 'refused' : plain(settings);
}

function appended(files: Files, start: Start): Settings {
  const known = (name: string): string => start.variables[name] ?? '';
  const read = (text: string): Settings =>
    settingsOf(readFlinkConf(sourceText('flink-conf.yaml', substituted(text, known))));
  const base = read(files['flink-conf.yaml'] ?? '');
  return new Map([...base, ...startSettings(start), ...read(start.variables.FLINK_PROPERTIES ?? '')]);
}

function squeezed(minor: string, files: Files, start: Start): Settings | undefined {
  const legacy = minor.startsWith('1.') ? files['flink-conf.yaml'] : undefined;
  const base = legacy === undefined ? fromYaml(files['config.yaml'] ?? '') : fromLegacy(legacy);
  const write = legacy === undefined ? nestedWriting : rewritten;
  if (base === undefined) return undefined;
  const started = write(new Map([...base, ...startSettings(start)]));
  const properties = fromProperties(start);
  if (started === undefined || properties.size === 0) return started && new Map(started);
  const done = write(new Map([...started, ...properties]));
  return done && new Map(done);
}

const fromLegacy = (text: string): Settings => settingsOf(readFlinkConf(sourceText('flink-conf.yaml', text)));

function fromYaml(text: string): Settings | undefined {
  const facts = readConfigYaml(sourceText('config.yaml', text));
  return facts.refused ? undefined : settingsOf(facts);
}

/** Flink writes a flink-conf.yaml as it reads one: line by line. */
const rewritten = (settings: ReadonlyMap<string, string>): Settings =>
  fromLegacy([...settings].map(([key, value]) => `${key}: ${value}\n`).join(''));

const fromProperties = ({ variables }: Start): Settings =>
  settingsOf(
    readFlinkProperties(
      sourceText('FLINK_PROPERTIES', variables.FLINK_PROPERTIES ?? ''),
      (name) => variables[name] ?? '',
    ),
  );

/** What stands under a key that starts with `#` was a comment, and names no option. */
export const plain = (settings: Iterable<readonly [string, string]>): Outcome =>
  Object.fromEntries(
    [...settings].filter(([key]) => !key.startsWith('#')).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );

/** What differs from another outcome; what is gone is null. */
export type Changes = Readonly<Record<string, string | null>> | 'refused';

/** Only what differs from an image that is started without anything says something of a start. */
export function changes(outcome: Outcome, empty: Outcome): Changes {
  if (outcome === 'refused' || empty === 'refused') return outcome;
  const gone = Object.keys(empty).filter((key) => outcome[key] === undefined);
  return Object.fromEntries([
    ...Object.entries(outcome).filter(([key, value]) => empty[key] !== value),
    ...gone.map((key) => [key, null]),
  ]);
}
