import { configMapNamed } from '../../flink/config-maps.js';
import { itemsAt, podOf, textAt } from '../../flink/manifest.js';
import type { ContainerFacts, Mount } from '../../model/facts.js';
import type { EmbeddedFile, Resource } from '../../model/manifest.js';
import type { Tree } from '../../model/tree.js';
import type { KnownFile } from './conf.js';

/** The files in the volumes of a workload, and the ConfigMaps that they are from. */
export interface Volumes {
  readonly known: readonly KnownFile[];
  /** By the name of the volume. */
  readonly maps: ReadonlyMap<string, readonly Resource[]>;
  /** A container with its mounts as the files of those volumes are found by. */
  mounted(container: ContainerFacts): ContainerFacts;
}

interface Volume {
  readonly name: string;
  readonly maps: readonly Resource[];
  readonly files: readonly { readonly path: string; readonly map: Resource; readonly file: EmbeddedFile }[];
  /** Whether all that is in it is here. */
  readonly seen: boolean;
  readonly readOnly: boolean;
}

/** Volumes that Kubernetes writes, and nobody else can write to. */
const READ_ONLY = ['configMap', 'secret', 'projected', 'downwardAPI'];

/** Looks up what the volumes of a workload hold of the ConfigMaps around it. */
export function volumesOf(workload: Resource, configMaps: readonly Resource[]): Volumes {
  const volumes = new Map(
    itemsAt(podOf(workload), 'spec', 'volumes').flatMap((tree) => {
      const volume = volumeOf(tree, workload, configMaps);
      return volume === undefined ? [] : [[volume.name, volume] as const];
    }),
  );
  const folder = (name: string): string => `${workload.file}:${workload.at.start}:${name}`;
  const mountOf = (mount: Mount): Mount => {
    const [name = '', ...part] = mount.source.split('/');
    const volume = volumes.get(name);
    const readOnly = mount.readOnly || volume?.readOnly === true;
    return { ...mount, readOnly, source: volume?.seen === true ? [folder(name), ...part].join('/') : '' };
  };
  return {
    known: [...volumes.values()].flatMap(({ name, files }) =>
      files.flatMap(({ path, map, file: { facts, name: key } }) =>
        facts?.kind === 'config' || facts?.kind === 'logging'
          ? [{ path: `${folder(name)}/${path}`, shown: `${map.name ?? ''}/${key}`, layer: 'ConfigMap', facts }]
          : [],
      ),
    ),
    maps: new Map([...volumes].map(([name, { maps }]) => [name, maps])),
    mounted: (container) => ({ ...container, mounts: container.mounts.map(mountOf) }),
  };
}

function volumeOf(tree: Tree, workload: Resource, configMaps: readonly Resource[]): Volume | undefined {
  const name = textAt(tree, 'name');
  if (name === undefined || tree.kind !== 'mapping') return undefined;
  const projected = itemsAt(tree, 'projected', 'sources');
  const sources = (projected.length === 0 ? [tree] : projected).map((source) => mapIn(source, workload, configMaps));
  const found = sources.filter((source) => source !== undefined);
  return {
    name,
    maps: found.map(({ map }) => map),
    files: found.flatMap(({ map, source }) => filesOf(map, source)),
    seen: found.length === sources.length,
    readOnly: tree.entries.some(({ key }) => READ_ONLY.includes(key)),
  };
}

/** The ConfigMap that a volume, or a part of one, is made of. */
function mapIn(source: Tree, workload: Resource, configMaps: readonly Resource[]) {
  const map = configMapNamed(textAt(source, 'configMap', 'name'), workload, configMaps);
  return map === undefined ? undefined : { map, source };
}

/** All that a ConfigMap holds under its own name, or the `items` alone under theirs. */
function filesOf(map: Resource, source: Tree): Volume['files'] {
  const items = itemsAt(source, 'configMap', 'items');
  if (items.length === 0) return map.embedded.map((file) => ({ path: file.name, map, file }));
  return items.flatMap((item) => {
    const file = map.embedded.find(({ name }) => name === textAt(item, 'key'));
    const path = textAt(item, 'path');
    return file === undefined || path === undefined ? [] : [{ path, map, file }];
  });
}
