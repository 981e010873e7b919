import type { Distribution } from '../../flink/distribution.js';
import { type Taking, takingOf } from '../../flink/entrypoint.js';
import { isFlinkImage } from '../../flink/images.js';
import type { ConfigFacts, Grammar, Properties, Setting, Variable } from '../../model/facts.js';
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
  const command = commandLayer(container, grammar);
  if (isBypassed(container)) return { layers: [...below, otherEntry(container, grammar)], ignored: conf.ignored };
  if (conf.readOnly !== undefined) {
    const ignored =
      properties === undefined || !isFlinks(container) ? [] : [unwritten(properties, conf.readOnly.target)];
    return { layers: [...below, ...command], ignored: [...conf.ignored, ...ignored] };
  }
  return {
    layers: [...below, ...started(inputs, grammar), ...propertiesLayer(properties, inputs, grammar), ...command],
    ignored: conf.ignored,
  };
}

/** Whether the image is Flink's own or built on it, so that its entry point is known. */
const isFlinks = ({ service, stage }: Container): boolean => isFlinkImage((stage?.base ?? service.image)?.text ?? '');

/** A file that is mounted read-only stays as it is, and Flink reads nothing else. */
const unwritten = ({ at }: Properties, path: string): IgnoredFile => ({
  file: 'FLINK_PROPERTIES',
  at,
  why: `the image's entry point writes it into the configuration file, and '${path}' is mounted read-only`,
  help: 'Write the settings into the file that is mounted, or mount it so that it can be written to.',
});

/** Whether a container is started by something else than the entry point of Flink's image. */
function isBypassed({ service, stage }: Container): boolean {
  const entrypoint = service.entrypoint ?? stage?.entrypoint;
  return entrypoint !== undefined && !entrypoint.some(({ text }) => text.includes('docker-entrypoint.sh'));
}

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
  const open = conf.open ?? (own ? unknown : 'its image is built elsewhere');
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

/** `-Dkey=value` and `-D key=value` of a command. */
function commandLayer({ service, stage }: Container, grammar: Grammar): readonly Layer[] {
  const words = service.command ?? stage?.command ?? [];
  const settings = words.flatMap(({ text, at }, index) => {
    const argument = text.startsWith('-D') ? text.slice(2) || (words[index + 1]?.text ?? '') : '';
    const place = text === '-D' ? (words[index + 1]?.at ?? at) : at;
    const equals = argument.indexOf('=');
    if (equals <= 0) return [];
    return [settingAt(argument.slice(0, equals), argument.slice(equals + 1), place)];
  });
  const [first] = settings;
  return first === undefined
    ? []
    : [{ name: 'command line', file: first.keyAt.file, grammar, settings, at: service.at }];
}

/** A setting that stands at one place as a whole. */
function settingAt(key: string, value: string, at: Span): Setting {
  const place = { file: at.file, start: at.start, end: at.end, key, value };
  return { key, value, type: 'string', written: value, keyAt: place, valueAt: place, quoted: false, nested: false };
}
