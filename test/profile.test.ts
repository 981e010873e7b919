import { expect, test } from 'vitest';
import { profileOfPath } from '../src/targets/profile.js';

test.each([
  'examples/orders/conf',
  'k8s/overlays/dev',
  'src/test/resources',
  'orders-demo/k8s',
  'e2e-demos/conf',
  'flink_examples',
  'quickstart',
  'datastream-quickstart/k8s',
  'src/main/java/com/example/demo',
  'src/main/java/org/apache/flink/examples',
])('%s is for development', (folder) => {
  expect(profileOfPath(folder)).toBe('development');
});

test.each([
  '',
  'conf',
  'demographics/conf',
  'sampler/conf',
  'demo-day-registrations/conf',
  'latest',
  'orders-dev-team',
  'src/main/java/org/example',
  'jobs/src/main/java/com/example/orders',
])('%s is for production', (folder) => {
  expect(profileOfPath(folder)).toBe('production');
});
