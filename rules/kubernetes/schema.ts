import { misplacedMemory } from '../../src/flink/misplaced-memory.js';
import type { ShapeFault } from '../../src/model/target.js';
import { type Draft, defineRule } from '../../src/rule.js';

const head = (flinkVersion: string): string =>
  `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\nspec:\n  image: flink:1.18\n  flinkVersion: ${flinkVersion}\n  serviceAccount: flink\n`;
const PROCESSES =
  '  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n';

/** Types in the words of a sentence. */
const WORDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

export default defineRule({
  title: 'Field that the definition of a resource does not have',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: "A field of a resource of the operator is one that no release of it knows, or its value is of another type than the definition's.",
    why: 'Kubernetes drops fields that it does not know, so that they do nothing; kubectl, since 1.27, refuses to send them. A value of another type is refused.',
    fix: 'Write the field as the reference of the operator has it.',
    references: ['CustomResourceDefinition of flink.apache.org/v1beta1 (Kubernetes operator)'],
  },
  examples: {
    bad: [
      {
        files: { 'k8s/orders.yaml': `${head('"1.18"')}${PROCESSES}` },
        finds: [
          {
            at: '"1.18"',
            message:
              "Kubernetes refuses '1.18' as 'flinkVersion': it takes 'v1_13', 'v1_14', 'v1_15', 'v1_16', 'v1_17', 'v1_18', 'v1_19', 'v1_20', 'v2_0', 'v2_1', 'v2_2', 'v2_3' or 'v2_4'.",
          },
        ],
      },
      {
        files: { 'k8s/orders.yaml': `${head('v1_18')}${PROCESSES}  upgradeMode: savepoint\n` },
        finds: [
          { at: 'upgradeMode', message: "The operator knows no field 'upgradeMode'; did you mean 'job.upgradeMode'?" },
        ],
      },
    ],
    good: [{ files: { 'k8s/orders.yaml': `${head('v1_18')}${PROCESSES}` } }],
  },
  check: {
    *resource(_, { target }) {
      // What the operator refuses for want of memory says so itself.
      const said = (['jobmanager', 'taskmanager'] as const).map((process) => misplacedMemory(target, process));
      for (const fault of target.target.shape ?? []) {
        if (!said.includes(fault)) yield fault.kind === 'unknown' ? unknown(fault) : refused(fault);
      }
    },
  },
});

/** What is dropped does no harm of its own. */
function unknown({ at, path, nearest }: ShapeFault): Draft {
  const meant = nearest === undefined ? '.' : `; did you mean '${nearest}'?`;
  return { at: { ...at, key: path }, message: `The operator knows no field '${path}'${meant}`, severity: 'warning' };
}

function refused({ kind, at, path, value = '', expected = [] }: ShapeFault): Draft {
  const takes = kind === 'enum' ? expected.map((one) => `'${one}'`) : expected.map((one) => WORDS[one] ?? one);
  const found = kind === 'enum' ? `'${value}'` : (WORDS[value] ?? value);
  return {
    at: { ...at, key: path, value },
    message: `Kubernetes refuses ${found} as '${path}': it takes ${oneOf(takes)}.`,
    help:
      kind === 'type' && value !== 'string'
        ? 'Quote the value, or write one of the type that is asked for.'
        : 'Write a value that the definition takes.',
  };
}

const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
