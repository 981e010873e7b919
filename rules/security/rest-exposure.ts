import { isAnyAddress, isBareMachine, isLoopback } from '../../src/flink/platforms.js';
import { asksForCertificates } from '../../src/flink/tls.js';
import { isOneOf } from '../../src/flink/words.js';
import { type Draft, defineRule, type Exposure, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'REST open to the network',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'REST and the web interface ask nobody for a certificate, and listen on all interfaces of a machine outside containers, stand behind a load balancer or a port of every node on native Kubernetes, are published on every interface by a compose file, or are led to by a Service or an Ingress.',
    why: 'Flink runs what it is given: whoever reaches the port can run code on the cluster, also with web.submit.enable false. Without rest.bind-address Flink listens everywhere; the file that it ships sets localhost up to 1.20.3, and leaves it out in later patches and in 2.x.',
    fix: 'Set rest.bind-address to localhost, on Kubernetes the service to ClusterIP, and put an authenticating proxy in front, or ask clients for certificates with security.ssl.rest.authentication-enabled.',
    references: [
      'RestServerEndpointConfiguration#fromConfiguration',
      'RestOptions#BIND_ADDRESS',
      'KubernetesConfigOptions#REST_SERVICE_EXPOSED_TYPE',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.bind-address: 0.0.0.0\n' },
        finds: [
          {
            at: '0.0.0.0',
            message:
              "REST listens on every interface ('0.0.0.0'): whoever reaches the machine can run code on the cluster.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\n' },
        profile: 'strict',
        finds: [
          {
            at: 'rest.port',
            message:
              "REST listens on every interface, for 'rest.bind-address' is not set: whoever reaches the machine can run code on the cluster.",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'rest.bind-address: localhost\n' } },
      { files: { 'conf/config.yaml': 'rest.bind-address: 0.0.0.0\n', Dockerfile: 'FROM flink:1.20\n' } },
    ],
  },
  check: {
    *target(target) {
      if (asksForCertificates(target)) return;
      yield* outsideContainers(target);
      yield* byService(target);
      yield* byPort(target);
      yield* byResource(target);
    },
  },
});

function* outsideContainers(target: TargetView): Iterable<Draft> {
  if (!isBareMachine(target.target)) return;
  const bind = target.string('rest.bind-address');
  const reach = 'whoever reaches the machine can run code on the cluster';
  if (bind.known) {
    if (!isAnyAddress(bind.value)) return;
    const message = `REST listens on every interface ('${bind.text}'): ${reach}.`;
    // A piece of a configuration may be meant for a container, where this is as it has to be.
    yield { at: bind.origin, message, ...(target.target.kind === 'fragment' ? { severity: 'info' } : {}) };
  } else if (bind.absent) {
    const message = `REST listens on every interface, for '${target.name('rest.bind-address')}' is not set: ${reach}.`;
    // As in the file that Flink ships: nobody chose it, and a firewall may stand before it.
    yield { at: bind.origin, message, severity: target.target.profile === 'strict' ? 'warning' : 'info' };
  }
}

/** The service that Flink itself makes for REST on native Kubernetes: `KubernetesConfigOptions.ServiceExposedType`. */
function* byService(target: TargetView): Iterable<Draft> {
  const type = target.enum('kubernetes.rest-service.exposed.type');
  if (!type.known || !isOneOf(type.value, ['loadbalancer', 'nodeport'])) return;
  const balanced = isOneOf(type.value, ['loadbalancer']);
  const message = balanced
    ? `REST gets a load balancer ('${type.text}'): whoever reaches it can run code on the cluster.`
    : `REST gets a port on every node ('${type.text}'): whoever reaches a node can run code on the cluster.`;
  // Annotations may keep the load balancer within a private network, as nodes often are.
  const open = balanced && target.under('kubernetes.rest-service.annotations').length === 0;
  const help = 'Use ClusterIP with an authenticating proxy, or ask clients for certificates.';
  yield { at: type.origin, message, help, ...(open ? {} : { severity: 'info' }) };
}

/** Ports that docker publishes on the host, as it does past the host's firewall. */
function* byPort(target: TargetView): Iterable<Draft> {
  const [port, bind] = [target.int('rest.port'), target.string('rest.bind-address')];
  if (!port.known || target.setting('rest.bind-port') !== undefined || (bind.known && isLoopback(bind.value))) return;
  for (const { host, container, written, at } of target.target.container?.ports ?? []) {
    if (container !== port.value || (host !== undefined && !isAnyAddress(host))) continue;
    yield {
      at,
      message: `Docker publishes REST on every interface of the host ('${written}'): whoever reaches the host can run code on the cluster.`,
      help: `Publish it on the host alone, as in '127.0.0.1:${written.replace(/^.*:(?=[^:]*:)/, '')}', or put an authenticating proxy in front.`,
    };
  }
}

/** Services and Ingresses that lead to REST from outside Kubernetes. */
function* byResource(target: TargetView): Iterable<Draft> {
  const port = target.int('rest.port');
  for (const { how, name, port: container, at } of target.target.exposures ?? []) {
    if (!port.known || container !== port.value) continue;
    const [message, help, severity] = WAYS_IN[how](name);
    yield { at: { ...at, key: how, value: name }, message, help, ...(severity === undefined ? {} : { severity }) };
  }
}

type WayIn = readonly [message: string, help: string, severity?: 'info'];

// A load balancer is public unless it is told otherwise; nodes and Ingresses may be within a private network.
const WAYS_IN: Readonly<Record<Exposure['how'], (name: string) => WayIn>> = {
  LoadBalancer: (name) => [
    `The Service '${name}' puts REST behind a load balancer: whoever reaches it can run code on the cluster.`,
    'Use ClusterIP with an authenticating proxy, or keep the load balancer internal with its annotation or loadBalancerSourceRanges.',
  ],
  NodePort: (name) => [
    `The Service '${name}' opens REST on a port of every node: whoever reaches a node can run code on the cluster.`,
    'Use ClusterIP with an authenticating proxy, or ask clients for certificates.',
    'info',
  ],
  Ingress: (name) => [
    `The Ingress '${name}' leads to REST and asks nobody who they are: whoever reaches it can run code on the cluster.`,
    'Let the Ingress authenticate its users with its annotations, or allow only known addresses.',
    'info',
  ],
};
