import { type Draft, defineRule, type Reading, type TargetView } from '../../src/rule.js';

const PAIR = ['security.kerberos.login.keytab', 'security.kerberos.login.principal'] as const;

export default defineRule({
  title: 'Kerberos login that fails, or that ends',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'Of keytab and principal only one is set, or login contexts are set without both.',
    why: 'Flink refuses to start with only one of them. Without a keytab the contexts rest on a ticket cache, which nothing renews: when the ticket ends, the job loses ZooKeeper or Kafka.',
    fix: 'Set both security.kerberos.login.keytab and security.kerberos.login.principal, or neither.',
    references: ['SecurityConfiguration#validate', 'JaasModule#getAppConfigurationEntries'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'security.kerberos.login.keytab: /etc/security/flink.keytab\n' },
        finds: [
          {
            at: '/etc/security/flink.keytab',
            message:
              "'security.kerberos.login.keytab' is set without 'security.kerberos.login.principal': Flink refuses to start.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'security.kerberos.login.contexts: Client,KafkaClient\n' },
        finds: [
          {
            at: 'Client,KafkaClient',
            message:
              "The login contexts 'Client,KafkaClient' have no keytab: they use the ticket cache, and fail when its ticket ends.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'security.kerberos.login:\n  keytab: /etc/security/flink.keytab\n  principal: flink@EXAMPLE.COM\n  contexts: Client,KafkaClient\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const readings = PAIR.map((key) => ({ key, reading: target.string(key) }));
      const set = readings.filter(({ reading }) => isGiven(reading));
      const missing = readings.filter(({ reading }) => isMissing(reading));
      const [here] = set;
      const [gone] = missing;
      if (here !== undefined && gone !== undefined) {
        const message = `'${here.key}' is set without '${gone.key}': Flink refuses to start.`;
        yield { at: here.reading.origin, message };
      }
      if (missing.length === PAIR.length) yield* contexts(target);
    },
  },
});

type Text = Reading<{ readonly value: string }>;

/** As Flink sees it, which takes a blank text for none. */
const isGiven = (reading: Text): boolean => (reading.known ? reading.value.trim() !== '' : reading.set);

const isMissing = (reading: Text): boolean => (reading.known ? reading.value.trim() === '' : reading.absent);

function* contexts(target: TargetView): Iterable<Draft> {
  const contexts = target.string('security.kerberos.login.contexts');
  const cache = target.boolean('security.kerberos.login.use-ticket-cache');
  if (!contexts.known || contexts.value.trim() === '' || !cache.known || target.target.profile === 'development')
    return;
  const message = cache.value
    ? `The login contexts '${contexts.text}' have no keytab: they use the ticket cache, and fail when its ticket ends.`
    : `The login contexts '${contexts.text}' have neither a keytab nor the ticket cache: Flink ignores them.`;
  yield { at: contexts.origin, message, severity: 'warning' };
}
