import { asksForCertificates, isTlsOn, KEY_STORE, missingParts, TRUST_STORE, tlsSwitch } from '../../src/flink/tls.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'TLS without its stores',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'TLS is switched on, and a keystore, truststore or one of their passwords is not set.',
    why: 'Flink opens the stores as each process starts and refuses to start without them. Internal communication needs both, for both sides show a certificate; REST needs the keystore, and the truststore where clients show one.',
    fix: 'Set every part of the store: security.ssl.internal.keystore, keystore-password, key-password, truststore and truststore-password; for REST the same under security.ssl.rest.',
    references: ['SSLUtils#getKeyManagerFactory', 'SSLUtils#getTrustManagerFactory'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'security.ssl.internal:\n  enabled: true\n  keystore: /certs/internal.p12\n  keystore-password: ${PASSWORD}\n  key-password: ${PASSWORD}\n',
        },
        finds: [
          {
            at: 'true',
            message:
              "TLS for internal communication is on without 'security.ssl.internal.truststore', 'security.ssl.internal.truststore-password': Flink refuses to start.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'security.ssl.rest:\n  enabled: true\n  keystore: /certs/rest.p12\n  keystore-password: ${PASSWORD}\n',
        },
        finds: [
          {
            at: 'true',
            message: "TLS for REST is on without 'security.ssl.rest.key-password': Flink refuses to start.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'security.ssl:\n  internal:\n    enabled: true\n  rest:\n    enabled: true\n  keystore: /certs/flink.p12\n  keystore-password: ${PASSWORD}\n  key-password: ${PASSWORD}\n  truststore: /certs/ca.p12\n  truststore-password: ${PASSWORD}\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const internal = tlsSwitch(target, 'internal');
      if (internal.known && internal.value) {
        const missing = missingParts(target, 'internal', [...KEY_STORE, ...TRUST_STORE]);
        if (missing.length > 0) yield { at: internal.origin, message: refused('internal communication', missing) };
      }
      if (isTlsOn(target, 'rest')) yield* rest(target);
    },
  },
});

/** Whether the server trusts somebody matters only where clients show a certificate; before 1.18 it then has to. */
function* rest(target: TargetView): Iterable<Draft> {
  const { origin } = tlsSwitch(target, 'rest');
  const trust = missingParts(target, 'rest', TRUST_STORE);
  const needsTrust = trust.length === 1 || target.version('<1.18') === 'all';
  const asked = asksForCertificates(target) && needsTrust ? trust : [];
  const missing = [...missingParts(target, 'rest', KEY_STORE), ...asked];
  if (missing.length > 0) yield { at: origin, message: refused('REST', missing) };
  else if (trust.length > 0 && needsTrust) {
    const message = `The command line and all other clients refuse to connect: TLS for REST is on without ${quoted(trust)}.`;
    yield { at: origin, message, severity: 'warning' };
  }
}

const refused = (what: string, missing: readonly string[]): string =>
  `TLS for ${what} is on without ${quoted(missing)}: Flink refuses to start.`;

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
