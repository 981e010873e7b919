import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flinklint, writeTree } from '../command.js';

/** Colours the text, names the window, clears the screen, and turns the line around. */
const ESCAPES = '\u001b[31mred\u001b]0;title\u0007\u001b[2J\u009b31m\u202e\u2066';
const IN_YAML = '\\e[31mred\\a\\x9b31m\\u202e';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flinklint-'));
  writeTree(folder, {
    'values/flink-conf.yaml': `state.backend: ${ESCAPES}\nparallelism.default: ${ESCAPES}\nstate.${ESCAPES}: 1\n`,
    [`conf${ESCAPES}\nflink-conf.yaml: forged/flink-conf.yaml`]: 'parallelism.default: x\n',
    'k8s/a.yaml': `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: {name: "a${IN_YAML}"}\nspec:\n  "x${IN_YAML}": 1\n  flinkConfiguration: {"rest.${IN_YAML}": "1"}\n`,
    'compose.yaml': `services:\n  "a${IN_YAML}":\n    image: flink:1.20\n    command: jobmanager\n`,
    'run.sh': `#!/bin/sh\nflink run-${ESCAPES} a.jar\nflink run -Dparallelism.default='${ESCAPES}' a.jar\n`,
    'A.java': `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\nclass A {\n  public static void main(String[] args) throws Exception {\n    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();\n    env.fromElements(1).map(x -> x).uid("${ESCAPES}").print().uid("${ESCAPES}");\n    env.execute("\\u001b[2J");\n  }\n}\n`,
    'settings/.flinklint.yaml': `"x${IN_YAML}\\nforged": 1\nrules: {"y${IN_YAML}": off}\n`,
    'settings/conf/config.yaml': 'parallelism.default: x\n',
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.concurrent.each([
  'check --no-settings',
  'check --no-settings --format json',
  'check --no-settings --format sarif',
  'check --no-settings --list-files',
  'check settings',
  'check --only \u001b[31m',
  'check \u001b[31m',
  'config --no-settings',
  'config --no-settings --memory',
  'config --no-settings --format json',
  'graph --no-settings',
  'graph --no-settings --format json',
  'graph --no-settings --format mermaid',
  'graph --no-settings --format svg',
  'explain \u001b[31m',
])('nothing that a terminal obeys comes through: %j', async (line) => {
  const { status, stdout, stderr } = await flinklint(line.split(' '), { cwd: folder });
  expect(status).not.toBe(4);
  expect(`${stdout}${stderr}`).toMatch(/31m|red/);
  expect(`${stdout}${stderr}`).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  expect(`${stdout}${stderr}`).not.toMatch(/^(?:flink-conf\.yaml: )?forged/m);
});
