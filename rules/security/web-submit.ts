import { isAnyAddress, isBareMachine } from '../../src/flink/platforms.js';
import { asksForCertificates } from '../../src/flink/tls.js';
import { defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Jobs from whoever opens the web interface',
  severity: 'info',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'The web interface of a session cluster takes jars from anybody who reaches it.',
    why: 'A jar is code, and it runs with the rights of the cluster. The switch closes only the upload: REST itself still takes jobs, and session jobs of the Kubernetes operator need the upload.',
    fix: 'Set web.submit.enable: false where jobs come from the command line only, and keep strangers from the port all the same.',
    references: ['WebOptions#SUBMIT_ENABLE', 'WebSubmissionExtension'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.bind-address: 0.0.0.0\n' },
        finds: [
          {
            at: 'rest.bind-address',
            message: "Whoever reaches the web interface can upload a jar and run it: 'web.submit.enable' is true.",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'rest.bind-address: 0.0.0.0\nweb.submit.enable: false\n' } },
      { files: { 'conf/config.yaml': 'rest.port: 8081\n' } },
    ],
  },
  check: {
    *target(target) {
      const { deployment, profile, platform } = target.target;
      if (deployment !== 'session' || platform === 'kubernetes-operator' || asksForCertificates(target)) return;
      const submit = target.boolean('web.submit.enable');
      if (!submit.known || !submit.value) return;
      if (profile !== 'strict' && !isOpenToAll(target)) return;
      const message = "Whoever reaches the web interface can upload a jar and run it: 'web.submit.enable' is true.";
      yield { at: submit.origin, message };
    },
  },
});

/** Whether somebody chose to let REST listen everywhere, and no container stands around it. */
function isOpenToAll(target: TargetView): boolean {
  const bind = target.string('rest.bind-address');
  return isBareMachine(target.target) && bind.known && isAnyAddress(bind.value);
}
