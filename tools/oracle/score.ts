/** What is said of an operator, or of its job, and can be right or wrong. */
export const CLAIMS = [
  'uid',
  'uid hash',
  'operator id',
  'parallelism',
  'max parallelism',
  'keyed',
  'inputs',
  'setting',
] as const;

export type Claim = (typeof CLAIMS)[number];

/** How often something was claimed rightly, wrongly, or not at all. */
export interface Claimed {
  readonly right: number;
  readonly wrong: number;
  readonly unknown: number;
}

/** What comparing our operators with Flink's has counted. */
export interface Score {
  /** Operators that Flink built for calls of the job's own code. */
  readonly real: number;
  /** Of them, those that we found at the same call. */
  readonly found: number;
  /** The others, in words. */
  readonly missed: readonly string[];
  /** Of ours, those that no run of Flink built, though no condition stands before them. */
  readonly invented: readonly string[];
  readonly claims: Readonly<Record<Claim, Claimed>>;
  /** Where a claim is not what Flink has, in words. */
  readonly wrong: readonly string[];
}

const NOTHING: Claimed = { right: 0, wrong: 0, unknown: 0 };

export const NO_CLAIMS: Score['claims'] = {
  uid: NOTHING,
  'uid hash': NOTHING,
  'operator id': NOTHING,
  parallelism: NOTHING,
  'max parallelism': NOTHING,
  keyed: NOTHING,
  inputs: NOTHING,
  setting: NOTHING,
};

const NO_SCORE: Score = { real: 0, found: 0, missed: [], invented: [], claims: NO_CLAIMS, wrong: [] };

const both = (one: Claimed, other: Claimed): Claimed => ({
  right: one.right + other.right,
  wrong: one.wrong + other.wrong,
  unknown: one.unknown + other.unknown,
});

/** Adds scores up. */
export const total = (scores: readonly Score[]): Score =>
  scores.reduce(
    (all, one) => ({
      real: all.real + one.real,
      found: all.found + one.found,
      missed: [...all.missed, ...one.missed],
      invented: [...all.invented, ...one.invented],
      claims: {
        uid: both(all.claims.uid, one.claims.uid),
        'uid hash': both(all.claims['uid hash'], one.claims['uid hash']),
        'operator id': both(all.claims['operator id'], one.claims['operator id']),
        parallelism: both(all.claims.parallelism, one.claims.parallelism),
        'max parallelism': both(all.claims['max parallelism'], one.claims['max parallelism']),
        keyed: both(all.claims.keyed, one.claims.keyed),
        inputs: both(all.claims.inputs, one.claims.inputs),
        setting: both(all.claims.setting, one.claims.setting),
      },
      wrong: [...all.wrong, ...one.wrong],
    }),
    NO_SCORE,
  );

/** All claims of operators together. What is set comes from arguments more often, and is counted apart. */
const ofOperators = ({ claims }: Pick<Score, 'claims'>): Claimed =>
  CLAIMS.filter((claim) => claim !== 'setting')
    .map((claim) => claims[claim])
    .reduce(both, NOTHING);

/** The share of facts that we say are unknown. */
function unknownShare(score: Pick<Score, 'claims'>): number {
  const { right, wrong, unknown } = ofOperators(score);
  return unknown / Math.max(1, right + wrong + unknown);
}

/** What must hold of every set of jobs; what does not, in words. */
export function shortfalls(score: Score): readonly string[] {
  const { real, found, missed, invented, wrong } = score;
  return [
    ...(found < 0.99 * real ? [`Only ${found} of ${real} operators are found.`, ...missed] : []),
    ...invented.map((one) => `invented: ${one}`),
    ...wrong.map((one) => `wrong: ${one}`),
    ...(unknownShare(score) > 0.05 ? [`${percent(unknownShare(score))} of the facts are unknown.`] : []),
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The counts of a set, without what is behind them. */
export interface Counts extends Pick<Score, 'real' | 'found' | 'claims'> {
  readonly jobs: number;
  readonly invented: number;
}

export const countsOf = (jobs: number, { real, found, invented, claims }: Score): Counts => ({
  ...{ jobs, real, found },
  invented: invented.length,
  claims,
});

/** The counts of a set, in lines. */
export function formatCounts(set: string, { jobs, real, found, invented, claims }: Counts): string {
  const width = Math.max(...CLAIMS.map(({ length }) => length));
  const row = (name: string, { right, wrong, unknown }: Claimed): string =>
    `  ${name.padEnd(width)} ${String(right).padStart(5)} right ${String(wrong).padStart(3)} wrong ${String(unknown).padStart(3)} unknown`;
  return [
    `${set}: ${jobs} jobs, ${found} of ${real} operators found, ${invented} invented`,
    ...CLAIMS.map((claim) => row(claim, claims[claim])),
    `${row('of operators', ofOperators({ claims }))} (${percent(unknownShare({ claims }))})`,
  ].join('\n');
}
