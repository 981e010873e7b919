import { ENDED_CONNECTORS, supportOf } from '../../src/flink/support.js';
import type { VersionEvidence } from '../../src/model/version.js';
import { type Draft, defineRule, type Job, type TargetView } from '../../src/rule.js';

const CONFIG = 'execution.checkpointing.interval: 1 min\n';

export default defineRule({
  title: 'Versions and connectors that get no more fixes',
  severity: 'info',
  cost: 'savepoint',
  profiles: { development: 'off', strict: 'warning' },
  docs: {
    what: 'A target runs a minor version of Flink that the project no longer maintains, or a job uses a connector that ends with Flink 1.x.',
    why: 'Bugs that lose state and holes in security are fixed in the newest two minor versions, and in the last of 1.x for longer. The longer the wait, the more steps an upgrade has, for state is read over few versions.',
    fix: 'Plan the upgrade, with a savepoint and a test of the restore: within 1.x to 1.20, else to the newest version.',
    references: ['Update policy for old releases of Apache Flink'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': CONFIG, 'conf/Dockerfile': 'FROM flink:1.15.4\n' },
        finds: [{ at: '1.15.4', message: "Flink '1.15.4' gets no more fixes." }],
      },
    ],
    good: [{ files: { 'conf/flink-conf.yaml': CONFIG, 'conf/Dockerfile': 'FROM flink:1.20.2\n' } }],
  },
  check: {
    *target(target) {
      const { version, evidence } = target.target;
      const support = supportOf(version.range);
      const named = evidence.find(({ from }) => from === version.from)?.at;
      if (version.assumed || support === 'supported' || named === undefined || isShared(evidence)) return;
      yield {
        at: { ...named, key: 'flink', value: version.value },
        message: `Flink '${version.value}' gets no more fixes.`,
      };
    },
    *job(job, { target }) {
      yield* connectors(job, target);
    },
  },
});

/** A repository with targets on several versions keeps the old ones on purpose. */
const isShared = (evidence: readonly VersionEvidence[]): boolean =>
  evidence.some(({ range }) => supportOf(range) === 'supported');

function* connectors({ sources }: Job, target: TargetView): Iterable<Draft> {
  // From 2.0 on the code does not compile at all, which is another finding.
  if (target.version('>=2.0') !== 'none') return;
  const imports = sources.flatMap((source) => source.imports);
  for (const [pattern, use] of ENDED_CONNECTORS) {
    const first = imports.find(({ name }) => pattern.test(name));
    if (first === undefined) continue;
    const simple = first.name.split('.').at(-1) ?? first.name;
    const message = `'${simple}' is built on sources and sinks of Flink 1.x that Flink 2 has for its own use only.`;
    yield { at: { ...first.at, key: first.name }, message, help: `Use ${use}.`, severity: 'info' };
  }
}
