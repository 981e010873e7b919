import { defineRule, type Place, type Related, type TargetView } from '../../src/rule.js';

/** What Flink itself demands (`CheckpointCoordinatorConfiguration#MINIMAL_CHECKPOINT_TIME`). */
const FLINKS_MINIMUM_MS = 10;

export default defineRule({
  title: 'Pause between checkpoints longer than their interval',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The minimum pause between checkpoints is longer than the checkpoint interval.',
    why: 'Flink silently raises the interval to the pause, so a failure replays more than the interval promises.',
    fix: 'Lower execution.checkpointing.min-pause below the interval, or raise the interval on purpose.',
    references: ['CheckpointCoordinator', 'CheckpointingOptions#MIN_PAUSE_BETWEEN_CHECKPOINTS'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  min-pause: 5 min\n' },
        finds: [{ at: '5 min', message: "The pause '5 min' is longer than the interval '1 min'." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  min-pause: 30 s\n' } }],
  },
  check: {
    *target(target, { others }) {
      const wrong = tooShort(target);
      if (wrong === undefined) return;
      const { interval, pause } = wrong;
      const at = pause.origin;
      if (isOwn(target, at)) {
        const message = `The pause '${pause.text}' is longer than the interval '${interval.text}'.`;
        yield { at, related: [intervalAt(interval)], message };
        return;
      }
      // What a cluster sets for all its jobs is said of the cluster, not of each job on it again.
      if (!isOwn(target, interval.origin)) return;
      const related = [target, ...others()].flatMap((one) => ownInterval(one, at));
      const message = `The pause '${pause.text}' is longer than the interval of a job that runs with it.`;
      yield { at, related: related.sort(order), message };
    },
  },
});

type Read = Extract<ReturnType<TargetView['duration']>, { readonly known: true }>;

/** An interval and the pause that is longer; nothing where Flink refuses the interval, which is the mistake then. */
function tooShort(target: TargetView): { readonly interval: Read; readonly pause: Read } | undefined {
  const interval = target.duration('execution.checkpointing.interval');
  const pause = target.duration('execution.checkpointing.min-pause');
  const streams = target.target.mode !== 'batch' && interval.known && pause.known;
  return streams && pause.ms > interval.ms && interval.ms >= FLINKS_MINIMUM_MS ? { interval, pause } : undefined;
}

const isOwn = ({ target: { files } }: TargetView, { file }: Place): boolean => files.includes(file);

/** The interval that a job brings to a pause that is its cluster's. */
function ownInterval(job: TargetView, at: Place): readonly Related[] {
  const wrong = tooShort(job);
  if (wrong === undefined || !isSame(wrong.pause.origin, at) || isOwn(job, at)) return [];
  return isOwn(job, wrong.interval.origin) ? [intervalAt(wrong.interval)] : [];
}

const isSame = (a: Place, b: Place): boolean => a.file === b.file && a.start === b.start;

const intervalAt = ({ text, origin }: Read): Related => ({ at: origin, message: `The interval is '${text}'.` });

const order = (a: Related, b: Related): number =>
  a.at.file === b.at.file ? a.at.start - b.at.start : a.at.file < b.at.file ? -1 : 1;
