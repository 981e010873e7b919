import { operatorPlace } from '../../src/flink/job-operators.js';
import { RESCALERS, type Rescaler, rescalerOf } from '../../src/flink/rescaling.js';
import type { Draft, Job, Operator, TargetView } from '../../src/rule.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Parallelism fixed where the deployment should decide',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'The code fixes the parallelism of the whole job or of an operator, or a configuration file that of single vertices or of all SQL operators. Sources, operators that run as one by nature, local environments, jobs that only print one record at a time and what stands under a condition are left out.',
    why: 'A parallelism in code wins over parallelism.default, flink run -p and the manifest of the job, and what scales the job cannot change it. With an autoscaler or in reactive mode it is the other way round: it counts for nothing, and an operator meant to run once does not. The ids of vertices in a file follow the shape of the job: after a change Flink ignores the overrides without a word.',
    fix: 'Leave the parallelism to the deployment: parallelism.default, the parallelism of the submission or of the manifest. Where an operator has to run once, give it setMaxParallelism(1) too.',
    references: [
      'StreamExecutionEnvironment#setParallelism',
      'PipelineOptions#PARALLELISM_OVERRIDES',
      'ExecutionConfigOptions#TABLE_EXEC_RESOURCE_DEFAULT_PARALLELISM',
      ...RESCALERS.map(({ source }) => source),
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': "pipeline.jobvertex-parallelism-overrides: 'bc764cd8ddf7a0cff126f51c16239658:4'\n",
        },
        finds: [
          {
            at: "'bc764cd8ddf7a0cff126f51c16239658:4'",
            message:
              'The parallelism is fixed for vertices by their ids, which change with the job; Flink ignores ids that it does not find.',
          },
        ],
      },
      {
        files: {
          'src/main/java/Orders.java': `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(4);
        env.fromSource(orders(), noWatermarks(), "orders")
                .uid("orders")
                .map(order -> order.total)
                .setParallelism(8)
                .sinkTo(totals());
        env.execute();
    }
}
`,
        },
        finds: [
          {
            at: '4',
            message:
              "The code fixes the parallelism of the job at '4': Flink ignores 'parallelism.default' and that of the submission.",
          },
          { at: '8', message: "Flink ignores the parallelism of the deployment for 'map': the code fixes it at '8'." },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'parallelism.default: 8\n' } },
      {
        files: {
          'src/main/java/Orders.java': `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (args.length > 0) {
            env.setParallelism(1);
        }
        env.fromSource(orders(), noWatermarks(), "orders")
                .uid("orders")
                .setParallelism(12)
                .windowAll(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
                .reduce((a, b) -> a.plus(b))
                .setParallelism(1)
                .uid("totals")
                .print();
        env.execute();
    }
}
`,
        },
      },
    ],
  },
  check: {
    *target(target) {
      const overrides = target.map('pipeline.jobvertex-parallelism-overrides');
      if (overrides.known && overrides.set && overrides.entries.size > 0) {
        const message =
          'The parallelism is fixed for vertices by their ids, which change with the job; Flink ignores ids that it does not find.';
        yield { at: overrides.origin, message, severity: 'info' };
      }
      const table = target.int('table.exec.resource.default-parallelism');
      const parallelism = target.int('parallelism.default');
      if (!table.known || table.value < 1 || !parallelism.known || !parallelism.set) return;
      if (parallelism.value === table.value || parallelism.value === 1) return;
      const message = `SQL jobs run with the parallelism '${table.text}' and ignore the default of '${parallelism.text}'.`;
      yield { at: table.origin, related: [parallelism.origin], message, severity: 'info' };
    },
    *job(job, { target }) {
      if (job.environment.kind === 'local') return;
      const rescaler = rescalerOf(target);
      const fixed = job.operators.filter(isFixed);
      const singles = fixed.filter(({ parallelism }) => parallelism.known && parallelism.value === 1);
      if (rescaler?.explicit === 'ignored') return yield* onceOf(job, singles, fixed);
      if (rescaler?.explicit === 'overridden') return yield* singles.map((one) => unprotected(job, one));
      if (rescaler === undefined || rescaler.environment) yield* ofEnvironment(target, job, rescaler);
      for (const one of fixed) yield pinned(job, one, rescaler);
    },
  },
});

/** An operator that the code fixes on every path, though it could run otherwise and nothing binds it. */
function isFixed(operator: Operator): boolean {
  const { kind, nonParallel, partitioners, branches, parallelism, maxParallelism, given } = operator;
  // As parallel as there are partitions or shards is right for a source, and one at a time for what is printed.
  const bound =
    kind === 'source' || nonParallel !== undefined || partitioners.includes('global') || isPrinted(operator);
  const once = maxParallelism.known && maxParallelism.value === 1;
  const own = given.parallelism !== undefined && parallelism.known && (parallelism.value ?? 0) >= 1;
  return own && !bound && !once && branches.length === 0;
}

function at(job: Job, operator: Operator): Draft['at'] {
  const { fact, at } = operator.given.parallelism ?? { fact: { known: false }, at: operator.at };
  const value = fact.known ? { value: String(fact.value) } : {};
  return { ...at, key: `${operatorPlace(job, operator).key ?? ''} parallelism`, ...value };
}

const text = ({ parallelism }: Operator): string => (parallelism.known ? String(parallelism.value) : '');

/** Whether a job only prints what it comes to: so one tries things out, one record at a time. */
function isTrial({ operators }: Job): boolean {
  const sinks = operators.filter(({ kind }) => kind === 'sink');
  return sinks.length > 0 && sinks.every(isPrinted);
}

const isPrinted = ({ call }: Operator): boolean => /^print/.test(call);

/** The parallelism that code gives its environment; where a file says another one, a rule of its own speaks. */
function* ofEnvironment(target: TargetView, job: Job, rescaler: Rescaler | undefined): Iterable<Draft> {
  const setting = target.setting('parallelism.default');
  if (setting?.layer.name !== 'code' || setting.placeholder || Number(setting.value) < 1) return;
  const below = target.settings.find(({ option, layer }) => option === setting.option && layer !== setting.layer);
  if (below !== undefined && !target.isDefault(below)) return;
  if (rescaler === undefined && setting.value === '1' && isTrial(job)) return;
  const loss = rescaler === undefined ? '' : ` Thus ${rescaler.loss}.`;
  const message = `The code fixes the parallelism of the job at '${setting.value}': Flink ignores '${target.name('parallelism.default')}' and that of the submission.${loss}`;
  yield { at: setting.valueAt, message };
}

function pinned(job: Job, operator: Operator, rescaler: Rescaler | undefined): Draft {
  const { call } = operator;
  const message =
    rescaler === undefined
      ? `Flink ignores the parallelism of the deployment for '${call}': the code fixes it at '${text(operator)}'.`
      : `The code fixes the parallelism of '${call}' at '${text(operator)}': ${rescaler.loss}.`;
  return { at: at(job, operator), message, ...(rescaler === undefined ? { severity: 'info' } : {}) };
}

function unprotected(job: Job, operator: Operator): Draft {
  const message = `The autoscaler may raise the parallelism '1' of '${operator.call}': only a maximum parallelism of 1 keeps it.`;
  return { at: at(job, operator), message };
}

/** In reactive mode the same holds for every operator, so it is said at one of them. */
function* onceOf(job: Job, singles: readonly Operator[], fixed: readonly Operator[]): Iterable<Draft> {
  const one = singles[0] ?? fixed[0];
  if (one === undefined) return;
  const related = fixed
    .filter((other) => other !== one)
    .map((other) => ({ at: other.at, message: 'The same holds here.' }));
  const single = singles.length > 0 ? '; only a maximum parallelism of 1 lets it run once' : '';
  const message = `In reactive mode Flink ignores the parallelism '${text(one)}' of '${one.call}'${single}.`;
  yield { at: at(job, one), message, related, ...(singles.length > 0 ? {} : { severity: 'info' as const }) };
}
