import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../src/environment.js';
import { createCatalogue } from '../src/flink/catalogue.js';
import { suggester } from '../src/flink/nearest.js';
import { minorRange } from '../src/flink/versions.js';

const catalogue = createCatalogue(readCatalogue());
const range = minorRange('1.20');
const keys = catalogue.keys(range);
const SIGNS = 'abcdefghijklmnopqrstuvwxyz.-';

/** The same numbers at every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const EDITS: readonly ((key: string, at: number, sign: string) => string)[] = [
  (key, at) => key.slice(0, at) + key.slice(at + 1),
  (key, at, sign) => key.slice(0, at) + sign + key.slice(at),
  (key, at, sign) => key.slice(0, at) + sign + key.slice(at + 1),
  (key, at) =>
    key.slice(0, at) +
    key
      .slice(at, at + 2)
      .split('')
      .reverse()
      .join('') +
    key.slice(at + 2),
];

/** Keys one edit away from a real one, and not real themselves. */
function misspelt(count: number): readonly (readonly [written: string, meant: string])[] {
  const pick = random(20);
  const made: (readonly [string, string])[] = [];
  while (made.length < count) {
    const meant = keys[pick(keys.length)] ?? '';
    const edit = EDITS[pick(EDITS.length)];
    const written = edit?.(meant, pick(meant.length), SIGNS[pick(SIGNS.length)] ?? '') ?? meant;
    if (catalogue.status(written, range).kind === 'unknown') made.push([written, meant]);
  }
  return made;
}

describe('suggestions for misspelt keys', () => {
  test('name what was meant first, for 97 of 100 single edits', () => {
    const wrong = misspelt(2_000).filter(([written, meant], index, all) => {
      const suggest = suggesters[Math.floor((index * suggesters.length) / all.length)];
      return suggest?.(written)[0] !== meant;
    });
    expect(wrong.length).toBeLessThanOrEqual(60);
  });

  test.each([
    ['checkpointing.interval', 'execution.checkpointing.interval'],
    ['jobmanager.rest.address', 'rest.address'],
    ['jobmanager.heartbeat.timeout', 'heartbeat.timeout'],
    ['historyserver.archive.fs.fs.refresh-interval', 'historyserver.archive.fs.refresh-interval'],
    ['rest.profiling.enabled"', 'rest.profiling.enabled'],
    ['taskmanager.numberoftaskslots', 'taskmanager.numberOfTaskSlots'],
    ['state.checkpoints.timeout', 'execution.checkpointing.timeout'],
    ['state.backend.rocksdb.block-size', 'state.backend.rocksdb.block.blocksize'],
    ['taskmanager.execution.failover-strategy', 'jobmanager.execution.failover-strategy'],
    ['jobmanager.execution.checkpointing.interval', 'execution.checkpointing.interval'],
    ['kubernetes.taskmanager.memory.process.size', 'taskmanager.memory.process.size'],
    ['state.backend.localdir', 'state.backend.rocksdb.localdir'],
    ['restart-strategy.exponential-delay.multiplier', 'restart-strategy.exponential-delay.backoff-multiplier'],
    ['high-availability.quorum', 'high-availability.zookeeper.quorum'],
  ])('%s', (written, meant) => {
    expect(suggester(() => keys)(written)[0]).toBe(meant);
  });

  test('are silent on what is no misspelling', () => {
    const suggest = suggester(() => keys);
    expect(suggest('acme.orders.topic')).toEqual([]);
    expect(suggest('acme.memory.process.size')).toEqual([]);
    expect(suggest('state.replication.timeout')).toEqual([]);
  });

  test.each(catalogue.minors)('no option of Flink %s is unknown to it', (minor) => {
    const own = minorRange(minor);
    expect(catalogue.keys(own).filter((key) => catalogue.status(key, own).kind !== 'option')).toEqual([]);
  });
});

/** Each answers a bounded number of keys. */
const suggesters = Array.from({ length: 5 }, () => suggester(() => keys));
