import { defineRule } from '../../src/rule.js';

const GLOBAL = 'org.apache.flink.streaming.api.windowing.assigners.GlobalWindows';

const JOB = (trigger: string) => `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 100)
            .keyBy(id -> id % 2)
            .window(GlobalWindows.create())${trigger}
            .reduce((a, b) -> a + b).uid("sum")
            .print().uid("print");
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Global windows that never fire',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'A window is made with GlobalWindows.create() and has no trigger.',
    why: 'The trigger that global windows bring never fires, not even when the input ends: nothing ever leaves the window, and its state grows with every record.',
    fix: 'Add trigger(…), for example PurgingTrigger.of(CountTrigger.of(100)), or use countWindow(…).',
    references: ['GlobalWindows#getDefaultTrigger', 'GlobalWindows.NeverTrigger'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB('') },
        finds: [
          {
            at: 'GlobalWindows.create()',
            message:
              "'reduce' never gives a result: the windows of 'GlobalWindows.create()' have no trigger and never fire.",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': JOB('\n            .trigger(CountTrigger.of(10))') } }],
  },
  check: {
    *operator({ call, described, implied }) {
      const window = described.find(({ name }) => name === 'window' || name === 'windowAll');
      const [assigner] = window?.arguments ?? [];
      const makes = assigner?.built?.type === GLOBAL && assigner.built.calls.some(({ name }) => name === 'create');
      if (!makes || implied === true || described.some(({ name }) => name === 'trigger')) return;
      const message = `'${call}' never gives a result: the windows of 'GlobalWindows.create()' have no trigger and never fire.`;
      yield { at: { ...assigner.at, key: `${call} GlobalWindows` }, message };
    },
  },
});
