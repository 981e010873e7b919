import type { Resource } from '../model/manifest.js';
import type { Exposure } from '../model/target.js';
import type { Scalar, Tree } from '../model/tree.js';
import {
  clusterFields,
  containersOf,
  entryAt,
  fieldAt,
  isOperators,
  itemsAt,
  podOf,
  scalarAt,
  textAt,
} from './manifest.js';

/** Whether a resource may lead from outside to a container's port. */
export const mayExpose = ({ kind }: Pick<Resource, 'kind'>): boolean => kind === 'Service' || kind === 'Ingress';

/** The Services and Ingresses of one place, found by what they choose: there may be thousands, and as many clusters. */
export interface Ways {
  /** By a label that is among those which they select. */
  readonly services: WaysBy;
  /** By the Services that they lead to. */
  readonly ingresses: WaysBy;
}

type WaysBy = ReadonlyMap<string, readonly Way[]>;

interface Way {
  readonly resource: Resource;
  /** Where it stands among all of them. */
  readonly place: number;
}

/** The Services and Ingresses among resources, found by what they lead to. */
export function waysOf(resources: readonly Resource[]): Ways {
  const services = new Map<string, Way[]>();
  const ingresses = new Map<string, Way[]>();
  resources.forEach((resource, place) => {
    const [label] = resource.kind === 'Service' ? selectorOf(resource) : [];
    if (label !== undefined) addTo(services, label.join('='), { resource, place });
    const backends = resource.kind === 'Ingress' ? backendsOf(resource.root).map(({ value }) => String(value)) : [];
    for (const backend of new Set(backends)) addTo(ingresses, backend, { resource, place });
  });
  return { services, ingresses };
}

function addTo(ways: Map<string, Way[]>, key: string, way: Way): void {
  const known = ways.get(key);
  if (known === undefined) ways.set(key, [way]);
  else known.push(way);
}

/** Each once, in the order in which they stand. */
function waysAt(ways: WaysBy, keys: Iterable<string>): readonly Resource[] {
  const found = new Map([...keys].flatMap((key) => ways.get(key) ?? []).map((way) => [way.place, way]));
  return [...found.values()].sort((a, b) => a.place - b.place).map(({ resource }) => resource);
}

/**
 * How REST of a JobManager on Kubernetes is reached from outside the cluster: Services with a load balancer or a port of
 * every node, and Ingresses. What is annotated to stay within a network or to ask who comes is left out.
 * @param ways the resources that it may be named by
 */
export function exposuresOf(resource: Resource, mounting: readonly Resource[], ways: Ways): readonly Exposure[] {
  const pods = isOperators(resource) ? ofOperator(resource) : mounting.filter(isJobManager).map(podsOf);
  return pods.flatMap((pod) => {
    const labels = [...pod.labels].map((label) => label.join('='));
    const services = waysAt(ways.services, labels).flatMap((service) => serviceTo(service, pod));
    const named = new Map([...services.map((one) => [one.name, one.ports] as const), ...pod.services]);
    return [
      ...services.flatMap(({ outside }) => outside),
      ...waysAt(ways.ingresses, named.keys()).flatMap((ingress) => ingressTo(ingress, named)),
      ...ownIngress(resource),
    ];
  });
}

/** The pods of a JobManager, as Services choose them. */
interface Pods {
  readonly labels: ReadonlyMap<string, string>;
  /** Container ports by their names. */
  readonly ports: ReadonlyMap<string, number>;
  /** Services that are made for them, and the container ports that each leads to. */
  readonly services: ReadonlyMap<string, readonly number[]>;
}

const REST = 8081;

/** What the operator makes of a cluster: `KubernetesUtils#getJobManagerSelectors`, `ExternalServiceDecorator`. */
function ofOperator({ kind, name }: Resource): readonly Pods[] {
  if (kind !== 'FlinkDeployment' || name === undefined) return [];
  return [
    {
      labels: new Map([
        ['app', name],
        ['component', 'jobmanager'],
        ['type', 'flink-native-kubernetes'],
      ]),
      ports: new Map([['rest', REST]]),
      services: new Map([[`${name}-rest`, [REST]]]),
    },
  ];
}

const isJobManager = (workload: Resource): boolean =>
  containersOf(workload).some(({ words }) => words.some((word) => /\b(?:jobmanager|standalone-job)\b/.test(word)));

function podsOf(workload: Resource): Pods {
  const template = podOf(workload);
  const ports = itemsAt(template, 'spec', 'containers').flatMap((container) => itemsAt(container, 'ports'));
  return {
    labels: textsIn(fieldAt(template, 'metadata', 'labels')?.value),
    ports: new Map(
      ports.flatMap((port) => {
        const [name, number] = [textAt(port, 'name'), scalarAt(port, 'containerPort')?.value];
        return name === undefined || typeof number !== 'number' ? [] : [[name, number] as const];
      }),
    ),
    services: new Map(),
  };
}

const textsIn = (tree: Tree | undefined): ReadonlyMap<string, string> =>
  new Map(
    tree?.kind === 'mapping'
      ? tree.entries.flatMap(({ key, value }) =>
          value.kind === 'scalar' && value.value !== null ? [[key, String(value.value)] as const] : [],
        )
      : [],
  );

interface ServiceTo {
  readonly name: string;
  /** Container ports that it leads to. */
  readonly ports: readonly number[];
  /** Those of them that it opens to the outside. */
  readonly outside: readonly Exposure[];
}

const selectorOf = ({ root }: Resource): readonly (readonly [string, string])[] => [
  ...textsIn(fieldAt(root, 'spec', 'selector')?.value),
];

function serviceTo(service: Resource, { labels, ports }: Pods): readonly ServiceTo[] {
  const { root, name } = service;
  const selector = selectorOf(service);
  if (name === undefined || selector.length === 0 || !selector.every(([key, value]) => labels.get(key) === value))
    return [];
  const targets = itemsAt(root, 'spec', 'ports').flatMap((port) => {
    const target = (scalarAt(port, 'targetPort') ?? scalarAt(port, 'port'))?.value;
    return typeof target === 'number' ? [target] : (ports.get(String(target)) ?? []);
  });
  const type = scalarAt(root, 'spec', 'type');
  const how = type?.value === 'LoadBalancer' || type?.value === 'NodePort' ? type.value : undefined;
  const isOpen = how !== undefined && type !== undefined && !isWithin(root) && !hasRanges(root);
  return [{ name, ports: targets, outside: isOpen ? targets.map((port) => ({ how, name, port, at: type.at })) : [] }];
}

const hasRanges = (root: Tree): boolean => itemsAt(root, 'spec', 'loadBalancerSourceRanges').length > 0;

function ingressTo({ root, name }: Resource, services: ReadonlyMap<string, readonly number[]>): readonly Exposure[] {
  if (isWithin(root)) return [];
  return backendsOf(root).flatMap(({ value, at }) =>
    (services.get(String(value)) ?? []).map((port) => ({ how: 'Ingress' as const, name: name ?? '', port, at })),
  );
}

/** The names of the Services that an Ingress leads to. */
function backendsOf(root: Tree): readonly Scalar[] {
  const backends = [
    fieldAt(root, 'spec', 'defaultBackend')?.value,
    fieldAt(root, 'spec', 'backend')?.value,
    ...itemsAt(root, 'spec', 'rules').flatMap((rule) =>
      itemsAt(rule, 'http', 'paths').map((path) => entryAt(path, 'backend')?.value),
    ),
  ];
  return backends.flatMap((backend) => scalarAt(backend, 'service', 'name') ?? scalarAt(backend, 'serviceName') ?? []);
}

/** The Ingress that the operator makes of `spec.ingress`. */
function ownIngress(resource: Resource): readonly Exposure[] {
  const ingress = isOperators(resource) ? entryAt(clusterFields(resource), 'ingress') : undefined;
  if (
    ingress === undefined ||
    ingress.value.kind !== 'mapping' ||
    isGuarded(textsIn(fieldAt(ingress.value, 'annotations')?.value))
  )
    return [];
  return [{ how: 'Ingress', name: resource.name ?? '', port: REST, at: ingress.keyAt }];
}

/** Whether annotations keep what a resource opens within a network, or ask who comes. */
const isWithin = (root: Tree): boolean => isGuarded(textsIn(fieldAt(root, 'metadata', 'annotations')?.value));

const isGuarded = (annotations: ReadonlyMap<string, string>): boolean =>
  [...annotations].some(
    ([key, value]) =>
      /auth|whitelist|allowlist|source-range|inbound-cidrs/i.test(key) ||
      (/internal|scheme|load-balancer-type|load-balancer-scope/i.test(key) &&
        /^(?:true|internal|private|0\.0\.0\.0\/0)$/i.test(value)),
  );
