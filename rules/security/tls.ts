import { TLS_SIDE, type TlsSide, tlsSwitch } from '../../src/flink/tls.js';
import { type Draft, defineRule, type Known, type TargetView } from '../../src/rule.js';

/** Switches that take one channel out of the encryption of internal communication. */
const HOLES = {
  'taskmanager.data.ssl.enabled': 'records between TaskManagers',
  'blob.service.ssl.enabled': 'jars and other files of jobs',
  'pekko.ssl.enabled': 'calls between JobManager and TaskManagers',
} as const;

type Switch = Known<{ readonly value: boolean }>;

export default defineRule({
  title: 'Communication without TLS, or with TLS in part',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'Only internal communication or only REST is encrypted, or one channel is taken out of the encryption; with the profile strict also: nothing is encrypted.',
    why: 'Internal TLS also decides who may join the cluster, and REST lets whoever reaches it run code; one without the other leaves the shorter way open.',
    fix: 'Set both security.ssl.internal.enabled and security.ssl.rest.enabled, each with its stores, and leave the switches of the single channels alone.',
    references: ['SecurityOptions#SSL_INTERNAL_ENABLED', 'SecurityOptions#SSL_REST_ENABLED', 'SSLUtils'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'security.ssl.internal:\n  enabled: true\n  keystore: /certs/internal.p12\n  keystore-password: ${PASSWORD}\n  key-password: ${PASSWORD}\n  truststore: /certs/internal.p12\n  truststore-password: ${PASSWORD}\n',
        },
        finds: [
          {
            at: 'true',
            message: "Internal communication is encrypted, and REST is not: 'security.ssl.rest.enabled' is not set.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\n' },
        profile: 'strict',
        finds: [
          { at: 'rest.port', message: 'Nothing is encrypted: TLS is off for internal communication and for REST.' },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'rest.port: 8081\n' } }],
  },
  check: {
    *target(target) {
      const internal = tlsSwitch(target, 'internal');
      const rest = tlsSwitch(target, 'rest');
      if (internal.known && internal.value) yield* holes(target);
      if (!internal.known || !rest.known || (internal.value && rest.value)) return;
      if (internal.value || rest.value) {
        yield internal.value ? partly('internal', internal, rest) : partly('rest', rest, internal);
      } else if (target.target.profile === 'strict') {
        const message = 'Nothing is encrypted: TLS is off for internal communication and for REST.';
        yield { at: internal.origin, message, severity: 'info' };
      }
    },
  },
});

function partly(on: TlsSide, { origin }: Switch, off: Switch): Draft {
  const other = on === 'internal' ? 'rest' : 'internal';
  const why = `'security.ssl.${other}.enabled' is ${off.set ? `'${off.text}'` : 'not set'}`;
  const sentence = `${TLS_SIDE[on]} is encrypted, and ${TLS_SIDE[other]} is not: ${why}.`;
  const message = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return off.set ? { at: off.origin, related: [origin], message } : { at: origin, message };
}

function* holes(target: TargetView): Iterable<Draft> {
  for (const key of Object.keys(HOLES) as (keyof typeof HOLES)[]) {
    const hole = target.boolean(key);
    if (!hole.known || hole.value) continue;
    const message = `'${target.name(key)}' is false: ${HOLES[key]} cross the network in plain text, although internal TLS is on.`;
    yield { at: hole.origin, message, help: `Remove ${key}.` };
  }
}
