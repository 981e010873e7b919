import type { Tree } from '../model/tree.js';
import type { TargetView } from '../model/view.js';
import { clusterFields, fieldAt, textAt } from './manifest.js';

/** Flink's own images, by a tag of theirs: what somebody else gives that name may hold anything. */
const STOCK =
  /^(?:(?:docker\.io\/)?(?:library\/|apache\/)?flink|ghcr\.io\/apache\/flink-docker):\d+\.\d+(?:\.\d+)?(?:-scala_2\.1[12])?(?:-java\d+)?$/;

/** Fields of a pod with which something else may be put in its place before Flink starts. */
const PREPARES = new Set(['initContainers', 'command', 'args', 'envFrom']);

/** What names plugins, or a folder or variable that Flink finds file systems by. */
const MENTIONS = /plugin|hadoop|opt\/flink\/?(?:$|lib)|\.jar\b/i;

/** Settings with which file systems come from elsewhere. */
const ELSEWHERE = ['kubernetes.pod-template-file', 'containerized.', 'plugin.', 'fs.default-scheme', 'env.'];

/**
 * The image of Flink's that the pods of a target run just as it is: its plugins lie in `opt/`, where Flink does not look
 * until `ENABLE_BUILT_IN_PLUGINS` names them. Nothing where anything may have put one in its place.
 */
export function bareImage(view: TargetView): string | undefined {
  const { resource, cluster = resource, kind } = view.target;
  const fields = cluster === undefined || cluster.template === true ? undefined : clusterFields(cluster);
  const image = textAt(fields, 'image');
  if (kind === 'fragment' || cluster?.kind !== 'FlinkDeployment' || image === undefined || !STOCK.test(image))
    return undefined;
  const templates = [['podTemplate'], ['jobManager', 'podTemplate'], ['taskManager', 'podTemplate']].map(
    (path) => fieldAt(fields, ...path)?.value,
  );
  const prepared = templates.some(mayPrepare) || ELSEWHERE.some((prefix) => view.under(prefix).length > 0);
  return prepared ? undefined : image;
}

function mayPrepare(tree: Tree | undefined): boolean {
  if (tree?.kind === 'mapping') return tree.entries.some(({ key, value }) => PREPARES.has(key) || mayPrepare(value));
  if (tree?.kind === 'list') return tree.items.some(mayPrepare);
  return tree !== undefined && MENTIONS.test(String(tree.value));
}
