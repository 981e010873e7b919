import { lookup } from '../lookup.js';
import type { Resource } from '../model/manifest.js';
import type { Span } from '../model/span.js';
import type { Entry, Mapping, Scalar, Tree } from '../model/tree.js';

/** The kinds of resources that the Kubernetes operator serves. */
export const OPERATOR_KINDS = [
  'FlinkDeployment',
  'FlinkSessionJob',
  'FlinkBlueGreenDeployment',
  'FlinkStateSnapshot',
] as const;

/** Whether the Kubernetes operator serves a resource. */
export const isOperators = ({ apiVersion, kind }: Pick<Resource, 'apiVersion' | 'kind'>): boolean =>
  apiVersion.startsWith('flink.apache.org/') && OPERATOR_KINDS.some((one) => one === kind);

/** What stands under a key; of one that is there twice, the last. */
export function entryAt(tree: Tree | undefined, key: string): Entry | undefined {
  return tree?.kind === 'mapping' ? tree.entries.findLast((entry) => entry.key === key) : undefined;
}

/** What stands at the end of a path of keys. */
export function fieldAt(tree: Tree | undefined, ...path: readonly string[]): Entry | undefined {
  const [key, ...rest] = path;
  const entry = key === undefined ? undefined : entryAt(tree, key);
  return entry === undefined || rest.length === 0 ? entry : fieldAt(entry.value, ...rest);
}

/** A scalar at the end of a path of keys that is neither missing nor null. */
export function scalarAt(tree: Tree | undefined, ...path: readonly string[]): Scalar | undefined {
  const value = fieldAt(tree, ...path)?.value;
  return value?.kind === 'scalar' && value.value !== null ? value : undefined;
}

/** The text at the end of a path of keys. */
export function textAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const scalar = scalarAt(tree, ...path);
  return typeof scalar?.value === 'string' ? scalar.value : undefined;
}

/** The items of a list at the end of a path of keys. */
export function itemsAt(tree: Tree | undefined, ...path: readonly string[]): readonly Tree[] {
  const value = fieldAt(tree, ...path)?.value;
  return value?.kind === 'list' ? value.items : [];
}

/** The spec of the cluster that a resource describes: its own, or for blue/green deployments that of the template. */
export function clusterSpec({ kind, root }: Resource): Entry | undefined {
  return kind === 'FlinkBlueGreenDeployment' ? fieldAt(root, 'spec', 'template', 'spec') : entryAt(root, 'spec');
}

/** As {@link clusterSpec}, where it is a mapping. */
export function clusterFields(resource: Resource): Mapping | undefined {
  const value = clusterSpec(resource)?.value;
  return value?.kind === 'mapping' ? value : undefined;
}

/** A resource as users speak of it: kind, namespace and name. */
export const resourceName = ({ kind, namespace, name }: Resource): string =>
  [kind, namespace, name].filter((part) => part !== undefined && part !== '').join('/');

/** Whether the operator starts the JobManager alone, and Flink itself the TaskManagers: `spec.mode`, native by default. */
export const isNativeMode = (resource: Resource): boolean =>
  scalarAt(clusterFields(resource), 'mode')?.value !== 'standalone';

/** Kinds of Kubernetes that run containers, and where each describes the pods that it runs them in. */
const WORKLOADS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Whether a resource of Kubernetes itself runs containers; a Deployment was one of `extensions/v1beta1` up to Kubernetes 1.15. */
export const isWorkload = ({ apiVersion, kind }: Pick<Resource, 'apiVersion' | 'kind'>): boolean =>
  kind === 'Pod'
    ? apiVersion === 'v1'
    : Object.hasOwn(WORKLOADS, kind) && /^(?:apps|batch|extensions)\//.test(apiVersion);

/** The pods that a workload runs its containers in, with `metadata` and `spec`. */
export const podOf = ({ kind, root }: Pick<Resource, 'kind' | 'root'>): Tree | undefined =>
  kind === 'Pod' ? root : fieldAt(root, ...(lookup(WORKLOADS, kind) ?? ['spec', 'template']))?.value;

/** Whether two resources stand in the same folder. */
export function isInFolderOf(a: Pick<Resource, 'file'>, b: Pick<Resource, 'file'>): boolean {
  const folder = ({ file }: Pick<Resource, 'file'>): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
  return folder(a) === folder(b);
}

/** Whether a workload mounts a ConfigMap of the same file or folder. */
export function mountsConfigMap(workload: Resource, map: Resource): boolean {
  const { name, namespace } = map;
  if (name === undefined || !isInFolderOf(workload, map) || workload.namespace !== namespace) return false;
  const sources = itemsAt(podOf(workload), 'spec', 'volumes').flatMap((volume) => [
    volume,
    ...itemsAt(volume, 'projected', 'sources'),
  ]);
  return sources.some((source) => textAt(source, 'configMap', 'name') === name);
}

/** A container of a workload: what it is started with. */
export interface StartedContainer {
  /** Its command and its arguments. */
  readonly words: readonly string[];
  /** Names of the variables that are set for it. */
  readonly variables: readonly string[];
}

/** The containers that a workload starts. */
export function containersOf(workload: Resource): readonly StartedContainer[] {
  return itemsAt(podOf(workload), 'spec', 'containers').map((container) => ({
    words: [...itemsAt(container, 'command'), ...itemsAt(container, 'args')].flatMap((item) =>
      item.kind === 'scalar' ? [String(item.value)] : [],
    ),
    variables: itemsAt(container, 'env').flatMap((variable) => textAt(variable, 'name') ?? []),
  }));
}

/** Whether a workload is the JobManager of one job: the `standalone-job` of Flink's image. */
export const isStandaloneJob = (workload: Resource): boolean =>
  containersOf(workload).some(({ words }) => words.some((word) => /\bstandalone-job\b/.test(word)));

/**
 * Whether a jar is one of Flink's own: those of its examples, and what its distribution keeps in `opt/`. Such a job is
 * built nowhere near the manifest that runs it.
 */
export const isFlinksJar = (jar: string): boolean => isFlinksExample(jar) || /(?:^|\/)opt\/flink\/opt\//.test(jar);

/** Whether a jar holds an example of Flink's, which sets checkpoints and the like in its own code. */
export const isFlinksExample = (jar: string): boolean =>
  /(?:^|\/)opt\/flink\/examples\//.test(jar) || /^flink-examples-/.test(jar.slice(jar.lastIndexOf('/') + 1));

/** Whether a jar is Flink's SQL client or gateway: what runs in it, and with which settings, a script says. */
export const isSqlClient = (jar: string): boolean => /(?:^|\/)flink-sql-(?:client|gateway)\b/.test(jar);

/** The class whose main method starts the job of a resource, where it names one. */
export const entryClassOf = (resource: Resource): string | undefined =>
  isWorkload(resource)
    ? containersOf(resource).flatMap(({ words }) => jobClass(words))[0]
    : textAt(clusterFields(resource), 'job', 'entryClass');

/** Whether the job of a resource is a Python program, which `PythonDriver` of Flink's own jar starts. */
export const isPython = (resource: Resource): boolean =>
  entryClassOf(resource)?.startsWith('org.apache.flink.client.python.') === true ||
  /(?:^|\/)flink-python[^/]*\.jar$/.test(textAt(clusterFields(resource), 'job', 'jarURI') ?? '');

/** What follows `--job-classname` in the arguments of `standalone-job`. */
function jobClass(words: readonly string[]): readonly string[] {
  const all = words.flatMap((word) => word.split(/[\s=]+/));
  const at = all.findIndex((word) => word === '--job-classname' || word === '-j');
  const name = all[at + 1];
  return at === -1 || name === undefined || !all.includes('standalone-job') ? [] : [name];
}

/** The path that the source of a class ends with; none for a class without a package, which could be anybody's. */
export function sourceOf(entryClass: string): string | undefined {
  const outer = entryClass.split('$')[0] ?? '';
  return /^\w+(?:\.\w+)+$/.test(outer) ? `/${outer.replaceAll('.', '/')}.java` : undefined;
}

/** Whether something stands in a scalar of a tree, which kustomize may have put together from several files. */
export function holds(tree: Tree, span: Span): boolean {
  if (tree.kind === 'mapping') return tree.entries.some(({ value }) => holds(value, span));
  if (tree.kind === 'list') return tree.items.some((item) => holds(item, span));
  return tree.at.file === span.file && tree.at.start <= span.start && span.end <= tree.at.end;
}
