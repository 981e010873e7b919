import { intersect, minorOf, versionText } from '../flink/versions.js';
import type { TargetVersion, VersionConflict, VersionEvidence, VersionRange } from '../model/version.js';
import { folderOf, upwards } from '../paths.js';

/** What the version of a target is told by. */
export interface VersionInputs {
  /** The folder that the target lives in. */
  readonly folder: string;
  /** From `--flink-version` or the settings file; ends the search. */
  readonly given: VersionEvidence | undefined;
  /** Everything in the repository that names a version. */
  readonly evidence: readonly VersionEvidence[];
  /** What the file names and the options themselves allow, weakest last. */
  readonly weak: readonly VersionEvidence[];
  /** All versions that flinklint knows. */
  readonly all: VersionRange;
}

/**
 * The Flink version of a target: from a flag, the settings file, an image or manifest near it, a build file, the file
 * name, from options that exist in some versions only, and last from all the versions that the repository names, where
 * they differ.
 */
export function versionOf(inputs: VersionInputs): TargetVersion {
  const named = inputs.given ?? nearest('deployment', inputs) ?? nearest('build', inputs);
  if (named !== undefined)
    return {
      range: named.range,
      value: named.text ?? versionText(named.range),
      assumed: false,
      strength: named.strength,
      from: named.from,
    };
  let range = inputs.all;
  const sources: string[] = [];
  for (const { range: own, from } of [...inputs.weak, ...spanned(inputs.evidence)]) {
    // Of versions before all that are known nothing is said, as where they are named alone.
    const narrowed = own.max < inputs.all.min ? own : intersect(range, own);
    if (narrowed === undefined || (narrowed.min === range.min && narrowed.max === range.max)) continue;
    range = narrowed;
    sources.push(from);
  }
  const from = sources.length === 0 ? 'nothing that names it' : sources.join(', ');
  return { range, value: minorOf(range.max), assumed: true, strength: 'file-name', from };
}

/** The versions between the oldest and the newest that anything names; a target that says none is hardly newer than all. */
function spanned(evidence: readonly VersionEvidence[]): readonly Pick<VersionEvidence, 'range' | 'from'>[] {
  const named = evidence.filter(({ strength }) => strength === 'deployment' || strength === 'build');
  const newest = named.reduce<VersionEvidence | undefined>(
    (best, piece) => (best === undefined || piece.range.max > best.range.max ? piece : best),
    undefined,
  );
  if (newest === undefined) return [];
  const min = Math.min(...named.map(({ range }) => range.min));
  return [{ range: { min, max: newest.range.max }, from: newest.from }];
}

/** The evidence of one strength that counts for a target: the nearest, if all that is equally near agrees. */
function nearest(
  strength: VersionEvidence['strength'],
  { folder, evidence }: VersionInputs,
): VersionEvidence | undefined {
  const own = evidence.filter((piece) => piece.strength === strength);
  for (const at of upwards(folder)) {
    const here = own.filter((piece) => placeOf(piece) === at);
    if (here.length > 0) return agreed(here);
  }
  return agreed(own);
}

/** The folder that a piece of evidence speaks for. */
const placeOf = ({ at, folder }: VersionEvidence): string => folder ?? folderOf(at?.file ?? '');

/**
 * The version that a source is compiled against: what the nearest build file upwards says. What is deployed elsewhere in
 * the repository may be another cluster.
 */
export function versionOfSource(file: string, evidence: readonly VersionEvidence[]): VersionEvidence | undefined {
  const own = evidence.filter(({ strength }) => strength === 'build');
  for (const folder of upwards(folderOf(file))) {
    const here = own.filter((piece) => placeOf(piece) === folder);
    if (here.length > 0) return agreed(here);
  }
  return undefined;
}

/** One minor for all: an exact patch only where every piece names the same one. */
function agreed(pieces: readonly VersionEvidence[]): VersionEvidence | undefined {
  const [first, ...rest] = pieces;
  if (first === undefined || rest.some((piece) => minorOf(piece.range.min) !== minorOf(first.range.min)))
    return undefined;
  const min = Math.min(...pieces.map((piece) => piece.range.min));
  const max = Math.max(...pieces.map((piece) => piece.range.max));
  const { text, ...common } = first;
  const same = text !== undefined && rest.every((piece) => piece.text === text);
  return { ...common, range: { min, max }, ...(same ? { text } : {}) };
}

/**
 * Evidence at the target itself that contradicts itself: an image beside the configuration and a build file that name
 * different minors. Only what lies in the target's own folder or directly above counts.
 */
export function conflictOf({ folder, given, evidence }: VersionInputs): VersionConflict | undefined {
  if (given !== undefined) return undefined;
  const near = evidence.filter((piece) => {
    const at = placeOf(piece);
    return at === folder || at === folderOf(folder);
  });
  for (const a of near) {
    const b = near.find(
      (piece) => piece !== a && minorOf(piece.range.min) !== minorOf(a.range.min) && isPair(a, piece),
    );
    if (b !== undefined) return { a, b };
  }
  return undefined;
}

/** A cluster's image against the version a job is built for: two images may well be two clusters. */
const isPair = (a: VersionEvidence, b: VersionEvidence): boolean => a.strength !== b.strength;
