import type { Resource } from '../model/manifest.js';
import type { Tree } from '../model/tree.js';
import type { TargetView } from '../model/view.js';
import { isBareImage, versionsOfImage } from './images.js';
import { clusterFields, fieldAt, itemsAt, podOf, textAt } from './manifest.js';

/** Fields of a pod with which something else may be put in its place before Flink starts. */
const PREPARES = new Set(['initContainers', 'command', 'args', 'envFrom']);

/** What names plugins, or a folder or variable that Flink finds file systems by. */
const MENTIONS = /plugin|hadoop|opt\/flink\/?(?:$|lib)|\.jar\b/i;

/** Settings with which file systems come from elsewhere. */
const ELSEWHERE = ['kubernetes.pod-template-file', 'containerized.', 'plugin.', 'fs.default-scheme', 'env.hadoop'];

/** What the arguments of Flink's own entry point begin with. */
const ROLE = /^(?:jobmanager|taskmanager|standalone-job)$/;

/**
 * The image of Flink's that the containers of a target run just as it is: its plugins lie in `opt/`, where Flink does not look
 * until `ENABLE_BUILT_IN_PLUGINS` names them. Nothing where anything may have put one in its place.
 */
export function bareImage(view: TargetView): string | undefined {
  const { resource, cluster = resource, workloads, kind, image } = view.target;
  const elsewhere = ELSEWHERE.some((prefix) => view.under(prefix).length > 0);
  if (image !== undefined && workloads === undefined)
    return kind !== 'fragment' && !elsewhere && isBareImage(image) ? image.base.text : undefined;
  if (cluster === undefined || cluster.template === true || kind === 'fragment') return undefined;
  const { images, pods } = workloads === undefined ? ofDeployment(cluster) : ofWorkloads(workloads);
  const prepared = pods.some(mayPrepare) || elsewhere;
  return prepared || images.some((one) => versionsOfImage(one) === undefined) ? undefined : images[0];
}

interface Pods {
  readonly images: readonly string[];
  /** What is said of them, as far as it is. */
  readonly pods: readonly Tree[];
}

const TEMPLATES = [['podTemplate'], ['jobManager', 'podTemplate'], ['taskManager', 'podTemplate']] as const;

function ofDeployment(resource: Resource): Pods {
  const fields = clusterFields(resource);
  const image = resource.kind === 'FlinkDeployment' ? textAt(fields, 'image') : undefined;
  return {
    images: image === undefined ? [] : [image],
    pods: TEMPLATES.flatMap((path) => fieldAt(fields, ...path)?.value ?? []),
  };
}

/** A Deployment may run other containers beside those of Flink's. */
function ofWorkloads(workloads: readonly Resource[]): Pods {
  const pods = workloads.flatMap((workload) => fieldAt(podOf(workload), 'spec')?.value ?? []);
  const containers = pods.flatMap((pod) => itemsAt(pod, 'containers')).filter(isOfFlink);
  return { images: containers.map((container) => textAt(container, 'image') ?? ''), pods };
}

const isOfFlink = (container: Tree): boolean => hasRole(fieldAt(container, 'args')?.value);

function hasRole(args: Tree | undefined): boolean {
  const [first] = args?.kind === 'list' ? args.items : [];
  return first?.kind === 'scalar' && ROLE.test(String(first.value));
}

function mayPrepare(tree: Tree): boolean {
  if (tree.kind === 'list') return tree.items.some(mayPrepare);
  if (tree.kind === 'scalar') return MENTIONS.test(String(tree.value));
  return tree.entries.some(({ key, value }) => (PREPARES.has(key) && !hasRole(value)) || mayPrepare(value));
}
