import { describe, expect, test } from 'vitest';
import { explain } from '../src/commands/explain.js';

async function explained(name: string): Promise<string> {
  const written: string[] = [];
  const stream = { write: (text: string) => void written.push(text), isTerminal: false, width: 80 };
  const readStdin = async (): Promise<Uint8Array> => new Uint8Array();
  expect(await explain(name, { cwd: '', env: {}, out: stream, err: stream, readStdin })).toBe(0);
  return written.join('');
}

describe('flinklint explain', () => {
  test.each([
    ['taskmanager.numberOfTaskSlots', 'the configuration of the cluster; a job cannot'],
    ['execution.checkpointing.interval', 'or a job: in its code, with -D at submission, with SET in SQL'],
    ['table.exec.state.ttl', 'or a job: in its code, with -D at submission, with SET in SQL'],
    ['execution.attached', 'the configuration of the client'],
    ['kubernetes.container.image.ref', 'the configuration of the client'],
    ['kubernetes.operator.savepoint.trigger.grace-period', 'the configuration of the Kubernetes operator'],
    ['job.autoscaler.enabled', 'the configuration of the Kubernetes operator'],
  ])('says who may set %s', async (option, setter) => {
    expect(await explained(option)).toMatch(new RegExp(`^  set by {8}.*${setter}`, 'm'));
  });

  test('names the rules that speak of an option, and of no longer one', async () => {
    expect(await explained('execution.checkpointing.dir')).toMatch(/^ {2}rules {9}.*checkpointing\/storage/m);
    expect(await explained('state.backend.type')).toMatch(/^ {2}rules {9}.*state\/backend/m);
    expect(await explained('state.backend.type')).not.toMatch(/^ {2}rules .*rocksdb-memory/m);
  });

  test('shows an option under its name of today, with the older ones', async () => {
    const text = await explained('state.backend');
    expect(text).toContain('state.backend is now state.backend.type.\n');
    expect(text).toContain('  Flink         1.15 to 1.16\n  named         state.backend\n');
    expect(await explained('state.savepoints.dir')).toContain('  also read as  state.savepoints.dir');
  });

  test("counts the operator's own versions", async () => {
    expect(await explained('kubernetes.operator.job.restart.failed')).toContain('  operator      1.4 to the newest\n');
  });
});
