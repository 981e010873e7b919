import { ordersApplication } from '../../src/examples.js';
import { operatorConfig } from '../../src/flink/operator-config.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Button that cancels a job which the operator runs',
  severity: 'info',
  cost: 'restart',
  applies: { mode: 'streaming', platforms: ['kubernetes-operator'] },
  profiles: { development: 'off' },
  docs: {
    what: 'The button of the web interface that cancels a job is turned on for an application of the Kubernetes operator.',
    why: 'The operator turns the button off, for a job that is canceled so takes no savepoint and stays down until somebody changes its resource.',
    fix: 'Remove web.cancel.enable, and set job.state to suspended to stop the job.',
    references: ['FlinkConfigBuilder#setDefaultConf (Kubernetes operator)', 'WebOptions#CANCEL_ENABLE'],
  },
  examples: {
    bad: [
      {
        files: { 'k8s/orders.yaml': ordersApplication('stateless', 'web.cancel.enable: true') },
        finds: [
          { at: 'true', message: "One click cancels the job, without a savepoint: 'web.cancel.enable' is 'true'." },
        ],
      },
    ],
    good: [{ files: { 'k8s/orders.yaml': ordersApplication('stateless', 'web.cancel.enable: false') } }],
  },
  check: {
    *resource(_, { target }) {
      if (target.target.deployment !== 'application') return;
      const setting = operatorConfig(target).find('web.cancel.enable');
      const cancel = target.boolean('web.cancel.enable');
      if (setting === undefined || !cancel.known || !cancel.value) return;
      const message = `One click cancels the job, without a savepoint: 'web.cancel.enable' is '${cancel.text}'.`;
      yield { at: setting.valueAt, message };
    },
  },
});
