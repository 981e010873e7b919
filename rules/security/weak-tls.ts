import {
  asksForCertificates,
  FORWARD_SECRECY,
  fitTogether,
  isTlsOn,
  type TlsList,
  tlsAlgorithms,
  tlsProtocols,
} from '../../src/flink/tls.js';
import { type Draft, defineRule, type Known, type TargetView } from '../../src/rule.js';

type Text = Known<{ readonly value: string }>;

/** The default of older versions; like that of newer ones it is not of TLS 1.3. */
const OLD_ALGORITHM = 'TLS_RSA_WITH_AES_128_CBC_SHA';

export default defineRule({
  title: 'TLS that is weak, or that no connection can use',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The TLS protocol or algorithms are outdated, written in a way that Java refuses, or do not fit together.',
    why: 'Java refuses what it does not know, a blank after a comma included, and no process starts. TLS 1.3 has algorithms of its own, so with it alone the default ones connect nobody. TLS 1.0 and 1.1 and the algorithms TLS_RSA_ can be broken or decrypted later, and current Java switches them off. Since Flink 1.18 both options count for REST only where clients show a certificate.',
    fix: 'Remove both lines, or set security.ssl.protocol to TLSv1.2 and security.ssl.algorithms to TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, without a blank.',
    references: ['SecurityOptions#SSL_PROTOCOL', 'SecurityOptions#SSL_ALGORITHMS', 'SSLUtils#getEnabledCipherSuites'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'security.ssl:\n  internal.enabled: true\n  rest.enabled: true\n  protocol: TLSv1.3\n  keystore: /certs/flink.p12\n  keystore-password: ${PASSWORD}\n  key-password: ${PASSWORD}\n  truststore: /certs/flink.p12\n  truststore-password: ${PASSWORD}\n',
        },
        finds: [
          {
            at: 'TLSv1.3',
            message: "No process can connect to another: the protocol 'TLSv1.3' can use none of the algorithms.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'security.ssl:\n  internal.enabled: true\n  protocol: TLSv1.1\n' },
        finds: [{ at: 'TLSv1.1', message: "'TLSv1.1' is outdated: current Java connects nobody with it." }],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'security.ssl:\n  internal.enabled: true\n  rest.enabled: true\n  protocol: TLSv1.3\n  algorithms: TLS_AES_256_GCM_SHA384\n  keystore: /certs/flink.p12\n  keystore-password: ${PASSWORD}\n  key-password: ${PASSWORD}\n  truststore: /certs/flink.p12\n  truststore-password: ${PASSWORD}\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      if (!isTlsOn(target, 'internal') && !asksForCertificates(target)) return;
      const protocol = target.string('security.ssl.protocol');
      const algorithms = target.string('security.ssl.algorithms');
      if (protocol.known && protocol.set) yield* judged(protocol, tlsProtocols(protocol.value));
      if (algorithms.known && algorithms.set) yield* judged(algorithms, tlsAlgorithms(algorithms.value));
      const byDefault = !algorithms.set && isWhole(target);
      if (byDefault && target.version(FORWARD_SECRECY) === 'none') {
        const message = `The default algorithm of this Flink version, '${OLD_ALGORITHM}', has no forward secrecy, and newer Java switches it off.`;
        yield { at: algorithms.origin, message, severity: 'info' };
      }
      const used = algorithms.known ? algorithms.value : byDefault ? OLD_ALGORITHM : undefined;
      if (!protocol.known || used === undefined || isPossible(protocol.value, used)) return;
      const message = `No process can connect to another: the protocol '${protocol.text}' can use none of the algorithms.`;
      yield { at: protocol.set ? protocol.origin : algorithms.origin, message };
    },
  },
});

/** What Java refuses is said already. */
function isPossible(protocol: string, algorithms: string): boolean {
  const lists = [tlsProtocols(protocol), tlsAlgorithms(algorithms)] as const;
  return lists.some(({ refused }) => refused.length > 0) || fitTogether(...lists);
}

/** Whether what is not set here is set nowhere. */
const isWhole = ({ target }: TargetView): boolean =>
  target.complete.cluster && target.layers.every(({ open }) => open === undefined);

function* judged({ origin, text }: Text, { refused, weak, all }: TlsList): Iterable<Draft> {
  const [odd] = refused;
  if (odd !== undefined) {
    const blank = odd === odd.trim() ? '' : ': Flink splits at the comma only, and the blank stays';
    yield { at: origin, message: `Flink refuses to start: Java knows no '${odd}'${blank}.` };
    return;
  }
  const first = weak[0];
  if (first === undefined) return;
  const protocol = first.startsWith('TLSv') || first.startsWith('SSLv');
  if (protocol && weak.length === all.length) {
    yield { at: origin, message: `'${text}' is outdated: current Java connects nobody with it.`, severity: 'warning' };
  } else if (!protocol) {
    const message = `The algorithm '${first}' is weak, and newer Java switches it off.`;
    yield { at: origin, message, severity: 'warning' };
  }
}
