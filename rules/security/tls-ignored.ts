import { missingParts, TRUST_STORE } from '../../src/flink/tls.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'TLS setting that protects nothing',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A TLS setting is present that Flink does not act on in this version or combination.',
    why: 'The configuration reads as if the cluster were protected, and it is open: REST lets anybody run code.',
    fix: 'Set security.ssl.internal.enabled and security.ssl.rest.enabled with their stores; for client certificates also security.ssl.rest.truststore.',
    references: ['SSLUtils#createRestServerSSLEngineFactory', 'SecurityOptions#SSL_REST_AUTHENTICATION_ENABLED'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'security.ssl.rest.authentication-enabled: true\n' },
        finds: [
          {
            at: 'true',
            message:
              "Client certificates are not asked for: 'security.ssl.rest.authentication-enabled' has no effect while 'security.ssl.rest.enabled' is false.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'security.ssl.enabled: true\n' },
        flinkVersion: '2.0',
        finds: [{ at: 'true', message: "TLS is off: Flink 2.0 and later ignore 'security.ssl.enabled'." }],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'security.ssl.rest:\n  enabled: true\n  authentication-enabled: true\n  keystore: /certs/rest.p12\n  keystore-password: ${PASSWORD}\n  key-password: ${PASSWORD}\n  truststore: /certs/ca.p12\n  truststore-password: ${PASSWORD}\n',
        },
      },
      {
        files: {
          'conf/config.yaml':
            'security.ssl:\n  enabled: true\n  keystore: /certs/flink.p12\n  keystore-password: ${PASSWORD}\n  key-password: ${PASSWORD}\n  truststore: /certs/flink.p12\n  truststore-password: ${PASSWORD}\n',
        },
        flinkVersion: '1.20',
      },
    ],
  },
  check: {
    *target(target) {
      yield* allAtOnce(target);
      yield* clientCertificates(target);
    },
  },
});

/** The switch for everything, dropped in 2.0. */
function* allAtOnce(target: TargetView): Iterable<Draft> {
  const [setting] = target.under('security.ssl.enabled');
  if (setting?.key !== 'security.ssl.enabled' || setting.value.toLowerCase() !== 'true') return;
  if (target.version('>=2') !== 'all') return;
  const internal = target.boolean('security.ssl.internal.enabled');
  const rest = target.boolean('security.ssl.rest.enabled');
  const replaced = internal.set && rest.set;
  yield {
    at: setting.valueAt,
    message: replaced
      ? "Flink 2.0 and later ignore 'security.ssl.enabled'."
      : `${unprotected(internal.set, rest.set)}: Flink 2.0 and later ignore 'security.ssl.enabled'.`,
    help: replaced ? 'Remove the line.' : 'Set security.ssl.internal.enabled and security.ssl.rest.enabled instead.',
    ...(replaced ? { severity: 'info' } : {}),
  };
}

/** What only the old switch would have protected. */
function unprotected(internal: boolean, rest: boolean): string {
  if (internal) return 'REST is open';
  return rest ? 'Traffic between the processes is open' : 'TLS is off';
}

function* clientCertificates(target: TargetView): Iterable<Draft> {
  const authentication = target.boolean('security.ssl.rest.authentication-enabled');
  const rest = target.boolean('security.ssl.rest.enabled');
  if (!authentication.known || !authentication.value || !rest.known) return;
  if (!rest.value) {
    const message =
      "Client certificates are not asked for: 'security.ssl.rest.authentication-enabled' has no effect while 'security.ssl.rest.enabled' is false.";
    yield { at: authentication.origin, message };
    return;
  }
  // With one part of the trust store alone Flink refuses to start, which is another rule's.
  if (missingParts(target, 'rest', TRUST_STORE).length < TRUST_STORE.length) return;
  if (target.version('>=1.18') !== 'all') return;
  const message =
    "Client certificates are not asked for: without 'security.ssl.rest.truststore' Flink 1.18 and later accept any client.";
  yield { at: authentication.origin, message };
}
