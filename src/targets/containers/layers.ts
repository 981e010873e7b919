import { impliedBy } from '../../flink/commands/flags.js';
import type { Distribution } from '../../flink/distribution.js';
import { type Taking, takingOf } from '../../flink/entrypoint.js';
import { CONF, isFlinkImage } from '../../flink/images.js';
import { lookup } from '../../lookup.js';
import type { ConfigFacts, Grammar, Properties, Setting, Variable, Word } from '../../model/facts.js';
import type { Span } from '../../model/span.js';
import type { IgnoredFile, Layer } from '../../model/target.js';
import type { VersionRange } from '../../model/version.js';
import type { Conf } from './conf.js';
import type { Container } from './projects.js';

/** What the layers of a container are made with. */
export interface LayerInputs {
  readonly container: Container;
  readonly conf: Conf;
  readonly range: VersionRange;
  readonly distribution: Distribution;
  /** What the version calls an option. */
  nameOf(key: string): string;
}

/** The layers of a container, and what of it has no effect. */
export interface Stack {
  readonly layers: readonly Layer[];
  readonly ignored: readonly IgnoredFile[];
}

/**
 * What a container's Flink is configured with, lowest first: the file of its distribution or what is put in its place, what
 * the entry point writes into that from variables, and the arguments of its command.
 */
export function stackOf(inputs: LayerInputs): Stack {
  const { container, conf } = inputs;
  const grammar = grammarOf(inputs);
  const properties = container.service.properties ?? container.stage?.properties;
  const below = [...shipped(inputs, grammar), ...opened(conf.layers, conf)];
  const command = commandLayer(inputs, grammar);
  const entry = entryOf(container);
  if (entry === 'unknown') return { layers: [...below, otherEntry(container, grammar)], ignored: conf.ignored };
  const why = unwrittenBy(entry, conf);
  if (why !== undefined) {
    const layers = [...below, ...command];
    // What is said twice is no loss, and what the file says must be seen for that.
    const lost = isFlinks(container) && conf.open === undefined ? unwritten(container, layers, why) : [];
    return { layers, ignored: [...conf.ignored, ...lost] };
  }
  return {
    layers: [...below, ...started(inputs, grammar), ...propertiesLayer(properties, inputs, grammar), ...command],
    ignored: conf.ignored,
  };
}

/** Whether the image is Flink's own or built on it, so that its entry point is known. */
const isFlinks = ({ service, stage }: Container): boolean => isFlinkImage((stage?.base ?? service.image)?.text ?? '');

/** Scripts of Flink's that its entry point starts when it has written the configuration. */
const SCRIPT = /(?:^|\/)((?:jobmanager|taskmanager|standalone-job)\.sh)$/;

/** What starts a container: the entry point of Flink's image, a script of Flink's without it, or something else. */
export function entryOf({ service, stage }: Container): 'image' | 'unknown' | { readonly script: string } {
  const entrypoint = service.entrypoint ?? stage?.entrypoint;
  if (entrypoint === undefined) return 'image';
  const script = SCRIPT.exec(entrypoint[0]?.text ?? '')?.[1];
  if (script !== undefined) return { script };
  return entrypoint.some(({ text }) => text.includes('docker-entrypoint.sh')) ? 'image' : 'unknown';
}

interface Unwritten {
  readonly why: string;
  readonly help: string;
}

/**
 * Why the variables of a container change nothing. A file that is mounted read-only stays as it is, and the entry point
 * goes on with it: `npm run entrypoint` shows it.
 */
function unwrittenBy(entry: ReturnType<typeof entryOf>, { readOnly, folder }: Conf): Unwritten | undefined {
  if (typeof entry !== 'string') {
    return {
      why: `the image's entry point reads it, and the command starts '${entry.script}' without that`,
      help: 'Leave the command to the image and give the arguments alone, or set the options with -D.',
    };
  }
  if (folder !== CONF) {
    return {
      why: `the image's entry point writes it into '${CONF}', and FLINK_CONF_DIR makes '${folder}' the folder of its configuration`,
      help: 'Write the settings into the file of that folder, or leave FLINK_CONF_DIR out.',
    };
  }
  if (readOnly === undefined) return undefined;
  return {
    why: `the image's entry point writes it into the configuration file, and '${readOnly.target}' is mounted read-only`,
    help: 'Write the settings into the file that is mounted, or mount it so that it can be written to.',
  };
}

/** The variables that change nothing, where they would have changed something. */
function unwritten(
  { service, stage }: Container,
  layers: readonly Layer[],
  { why, help }: Unwritten,
): readonly IgnoredFile[] {
  const held = new Map(layers.flatMap(({ settings }) => settings.map(({ key, value }) => [key, value] as const)));
  const properties = service.properties ?? stage?.properties;
  const lost = properties?.squeezed.settings.some(({ key, value }) => held.get(key) !== value);
  const variables = [...(stage?.environment ?? []), ...service.environment].filter(({ name, value }) => {
    const option = lookup(VARIABLES, name);
    return value !== '' && option !== undefined && held.get(option) !== value;
  });
  return [
    ...(properties === undefined || lost !== true ? [] : [{ file: 'FLINK_PROPERTIES', at: properties.at, why, help }]),
    ...variables.map(({ name, keyAt }) => ({ file: name, at: keyAt, why, help })),
  ];
}

/** Options that the entry point sets from variables of their own. */
const VARIABLES: Readonly<Record<string, string>> = {
  JOB_MANAGER_RPC_ADDRESS: 'jobmanager.rpc.address',
  TASK_MANAGER_NUMBER_OF_TASK_SLOTS: 'taskmanager.numberOfTaskSlots',
};

const otherEntry = ({ service: { at } }: Container, grammar: Grammar): Layer => ({
  name: 'entry point',
  file: at.file,
  grammar,
  settings: [],
  at,
  open: 'its entry point is not the one of the image',
});

/** In which grammar values are read: that of the file, into which the entry point writes them all. */
function grammarOf({ conf, range }: LayerInputs): Grammar {
  const [first] = conf.layers;
  if (first !== undefined) return first.grammar;
  return takingOf(range) === 'squeezed' ? 'yaml' : 'legacy';
}

const opened = (layers: readonly Layer[], { open }: Conf): readonly Layer[] =>
  open === undefined ? layers : layers.map((layer) => ({ ...layer, open }));

/** The file of the distribution as the image keeps it. */
function shipped({ container, conf, range, distribution }: LayerInputs, grammar: Grammar): readonly Layer[] {
  const { service } = container;
  const at = service.image?.at ?? service.build?.at ?? service.at;
  const own = isFlinks(container);
  const keys = conf.distribution && own ? distribution.keys : [];
  const settings = keys.flatMap((key) => {
    const value = distribution.inImage(key, range);
    if (value === 'differs') return settingAt(key, '${it depends on the version}', at);
    return value?.value === undefined ? [] : settingAt(key, value.value, at);
  });
  const unknown = conf.distribution && settings.length === 0 ? 'what its image ships is not known' : undefined;
  // Whatever the image has done to its files, Flink reads the one that is mounted.
  const replaced = conf.readOnly !== undefined && conf.layers.length > 0;
  const open = conf.open ?? (own || replaced ? unknown : 'its image is built elsewhere');
  if (settings.length === 0 && open === undefined) return [];
  const layer: Layer = { name: 'distribution', file: at.file, grammar, settings, implied: true, at };
  return [open === undefined ? layer : { ...layer, open }];
}

/** What the entry point writes by itself each time; what a variable gives it is what somebody wrote. */
function started({ container: { service, stage } }: LayerInputs, grammar: Grammar): readonly Layer[] {
  const variable = (name: string): Variable | undefined =>
    [...(stage?.environment ?? []), ...service.environment].findLast((one) => one.name === name);
  const address = variable('JOB_MANAGER_RPC_ADDRESS');
  const slots = variable('TASK_MANAGER_NUMBER_OF_TASK_SLOTS');
  const implied = [
    ...(isSet(address) ? [] : [settingAt('jobmanager.rpc.address', '${the host name of the container}', service.at)]),
    settingAt('blob.server.port', '6124', service.at),
    settingAt('query.server.port', '6125', service.at),
  ];
  const given = [
    ...(isSet(address) ? [settingAt('jobmanager.rpc.address', address.value, address.valueAt)] : []),
    ...(isSet(slots) ? [settingAt('taskmanager.numberOfTaskSlots', slots.value, slots.valueAt)] : []),
  ];
  const [first] = given;
  return [
    { name: 'entry point', file: service.at.file, grammar, settings: implied, implied: true, at: service.at },
    ...(first === undefined
      ? []
      : [{ name: 'environment', file: first.keyAt.file, grammar, settings: given, at: service.at }]),
  ];
}

const isSet = (variable: Variable | undefined): variable is Variable => (variable?.value ?? '') !== '';

function propertiesLayer(
  properties: Properties | undefined,
  { container: { service }, range }: LayerInputs,
  grammar: Grammar,
): readonly Layer[] {
  const open = service.open === undefined ? {} : { open: service.open };
  if (properties === undefined) {
    if (service.open === undefined) return [];
    return [{ name: 'environment', file: service.at.file, grammar, settings: [], at: service.at, ...open }];
  }
  const facts = takenAs(properties, takingOf(range) ?? 'squeezed');
  return [
    {
      name: 'FLINK_PROPERTIES',
      file: facts.file,
      grammar,
      settings: facts.settings,
      facts,
      at: properties.at,
      ...open,
    },
  ];
}

const takenAs = (properties: Properties, taking: Taking): ConfigFacts => properties[taking];

/** What the arguments of a container set. */
function commandLayer({ container, nameOf }: LayerInputs, grammar: Grammar): readonly Layer[] {
  const { service, stage, role, started: command } = container;
  const words = [...(service.entrypoint ?? []), ...(service.command ?? stage?.command ?? [])];
  const host = role === undefined || role === 'taskmanager' ? undefined : hostIn(words);
  const address = host === undefined ? [] : [settingAt('jobmanager.rpc.address', host.text, host.at)];
  const layer = (name: string, settings: readonly Setting[]): readonly Layer[] =>
    settings.length === 0 ? [] : [{ name, file: settings[0]?.keyAt.file ?? '', grammar, settings, at: service.at }];
  return [
    ...layer('command line', [...(command?.settings ?? dynamicIn(words)), ...address]),
    ...layer('command line option', command === undefined ? [] : impliedBy(command, nameOf)),
  ];
}

/** `-Dkey=value` and `-D key=value`. */
const dynamicIn = (words: readonly Word[]): readonly Setting[] =>
  words.flatMap(({ text, at }, index) => {
    const argument = text.startsWith('-D') ? text.slice(2) || (words[index + 1]?.text ?? '') : '';
    const place = text === '-D' ? (words[index + 1]?.at ?? at) : at;
    const equals = argument.indexOf('=');
    return equals <= 0 ? [] : [settingAt(argument.slice(0, equals), argument.slice(equals + 1), place)];
  });

/** `--host X` of the entry points (`ClusterEntrypoint#loadConfiguration`), and `jobmanager X` as `jobmanager.sh` takes it. */
function hostIn(words: readonly Word[]): Word | undefined {
  const option = words.findIndex(({ text }) => text === '--host' || text === '-h');
  if (option >= 0) return words[option + 1];
  const program = words.findIndex(({ text }) => /^(?:.*\/)?jobmanager(?:\.sh)?$/.test(text));
  const behind = words.slice(program + 1).filter(({ text }) => text !== 'start-foreground');
  return program < 0 || behind[0]?.text.startsWith('-') === true ? undefined : behind[0];
}

/** A setting that stands at one place as a whole. */
function settingAt(key: string, value: string, at: Span): Setting {
  const place = { file: at.file, start: at.start, end: at.end, key, value };
  return { key, value, type: 'string', written: value, keyAt: place, valueAt: place, quoted: false, nested: false };
}
