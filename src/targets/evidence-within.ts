import { groupBy } from '../group-by.js';
import { lazy, memo } from '../lazy.js';
import { lastAtMost } from '../lines.js';
import type { Scalar, Tree } from '../model/tree.js';
import type { VersionEvidence } from '../model/version.js';

/** What of some evidence stands in the scalars of trees, which kustomize may have put together from several files. */
export type EvidenceWithin = (trees: readonly Tree[]) => readonly VersionEvidence[];

/** Finds evidence by where it stands; a stream of thousands of resources has as many pieces of it. */
export function evidenceWithin(evidence: readonly VersionEvidence[]): EvidenceWithin {
  const placed = lazy(() => new Map(evidence.map((one, order) => [one, order])));
  const byFile = lazy(() => groupBy(evidence, ({ at }) => at?.file ?? ''));
  const sorted = memo((file) => {
    const inFile = [...(byFile().get(file) ?? [])].sort((a, b) => startOf(a) - startOf(b));
    return { inFile, starts: inFile.map(startOf) };
  });
  const within = ({ at: { file, start, end } }: Scalar): readonly VersionEvidence[] => {
    const { inFile, starts } = sorted(file);
    const found: VersionEvidence[] = [];
    for (let next = lastAtMost(starts, start - 1); next < inFile.length; next++) {
      const one = inFile[next];
      if (one?.at === undefined || one.at.start > end) break;
      if (one.at.start >= start && one.at.end <= end) found.push(one);
    }
    return found;
  };
  return (trees) => {
    const orderOf = placed();
    const found = new Set(trees.flatMap(scalarsIn).flatMap(within));
    return [...found].sort((a, b) => (orderOf.get(a) ?? 0) - (orderOf.get(b) ?? 0));
  };
}

const startOf = ({ at }: VersionEvidence): number => at?.start ?? 0;

function scalarsIn(tree: Tree): readonly Scalar[] {
  if (tree.kind === 'mapping') return tree.entries.flatMap(({ value }) => scalarsIn(value));
  if (tree.kind === 'list') return tree.items.flatMap(scalarsIn);
  return [tree];
}
