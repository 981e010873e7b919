import { clusterFields, isOperators, scalarAt } from '../../src/flink/manifest.js';
import { minorOf, parseVersion } from '../../src/flink/versions.js';
import { defineRule } from '../../src/rule.js';

const REST =
  '  serviceAccount: flink\n  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n';
const HEAD = 'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\nspec:\n';

/** The image of Flink itself, from whatever registry; any other may hold what it likes under its tags. */
const OFFICIAL = /(?:^|\/)flink:v?(\d+\.\d+(?:\.\d+)?)(?:-[\w.-]+)?(?:@.*)?$/;

export default defineRule({
  title: 'Image of another Flink version than the one named',
  severity: 'warning',
  cost: 'restart',
  applies: { platforms: ['kubernetes-operator'] },
  docs: {
    what: 'The tag of the image names another minor version of Flink than flinkVersion does.',
    why: 'The operator writes the configuration, starts the processes and speaks to their REST interface as flinkVersion asks: from 2.0 on it writes config.yaml, which Flink 1.18 does not read.',
    fix: 'Set flinkVersion to the version in the image.',
    references: [
      'FlinkDeploymentSpec#flinkVersion (Kubernetes operator)',
      'FlinkConfMountDecorator#useStandardYamlConfig (Kubernetes operator)',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'k8s/orders.yaml': `${HEAD}  image: flink:1.20.1-java17\n  flinkVersion: v1_19\n${REST}` },
        finds: [
          {
            at: 'flink:1.20.1-java17',
            message: "The image 'flink:1.20.1-java17' holds Flink '1.20', and 'flinkVersion' is 'v1_19'.",
          },
        ],
      },
    ],
    good: [
      { files: { 'k8s/orders.yaml': `${HEAD}  image: flink:1.20.1-java17\n  flinkVersion: v1_20\n${REST}` } },
      { files: { 'k8s/orders.yaml': `${HEAD}  image: acme/orders:1.4\n  flinkVersion: v1_20\n${REST}` } },
    ],
  },
  check: {
    *resource(resource) {
      if (!isOperators(resource)) return;
      const fields = clusterFields(resource);
      const image = scalarAt(fields, 'image');
      const named = scalarAt(fields, 'flinkVersion');
      const tag = parseVersion(OFFICIAL.exec(String(image?.value))?.[1] ?? '');
      const version = parseVersion(String(named?.value));
      if (image === undefined || named === undefined || tag === undefined || version === undefined) return;
      if (minorOf(tag.min) === minorOf(version.min)) return;
      const value = String(image.value);
      yield {
        at: { ...image.at, key: 'image', value },
        related: [named.at],
        message: `The image '${value}' holds Flink '${minorOf(tag.min)}', and 'flinkVersion' is '${String(named.value)}'.`,
      };
    },
  },
});
