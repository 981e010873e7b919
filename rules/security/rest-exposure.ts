import { isAnyAddress, isBareMachine } from '../../src/flink/platforms.js';
import { asksForCertificates } from '../../src/flink/tls.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'REST on every network interface',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'Outside containers, REST and the web interface listen on all interfaces of the machine and ask nobody for a certificate.',
    why: 'Flink runs what it is given: whoever reaches the port can run code on the cluster, also with web.submit.enable false. Without rest.bind-address Flink listens everywhere; the file that it ships sets localhost up to 1.20.3, and leaves it out in later patches and in 2.x.',
    fix: 'Set rest.bind-address to localhost and put an authenticating proxy in front, or ask clients for certificates with security.ssl.rest.authentication-enabled.',
    references: ['RestServerEndpointConfiguration#fromConfiguration', 'RestOptions#BIND_ADDRESS'],
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
      if (!isBareMachine(target.target) || asksForCertificates(target)) return;
      const bind = target.string('rest.bind-address');
      const reach = 'whoever reaches the machine can run code on the cluster';
      if (bind.known) {
        if (!isAnyAddress(bind.value)) return;
        yield { at: bind.origin, message: `REST listens on every interface ('${bind.text}'): ${reach}.` };
      } else if (bind.absent) {
        const message = `REST listens on every interface, for '${target.name('rest.bind-address')}' is not set: ${reach}.`;
        // As in the file that Flink ships: nobody chose it, and a firewall may stand before it.
        yield { at: bind.origin, message, severity: target.target.profile === 'strict' ? 'warning' : 'info' };
      }
    },
  },
});
