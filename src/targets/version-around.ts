import { isPublished } from '../flink/images.js';
import type { VersionEvidence } from '../model/version.js';
import { chartOf, folderOf, nameOf } from '../paths.js';

/** A resource, what names its version in manifests, and the images that it runs. */
interface Asked {
  readonly file: string;
  readonly own: readonly VersionEvidence[];
  readonly images?: readonly string[];
}

/**
 * What names the version of a resource: manifests of its own; where those name none, the values of its chart and the
 * Dockerfiles that an image of one's own is built from; and last what jobs are built against.
 */
export function evidenceAround(
  { file, own, images = [] }: Asked,
  evidence: readonly VersionEvidence[],
): readonly VersionEvidence[] {
  const isBuilt = images.some((image) => !isPublished(image));
  const isNear = ({ strength, at }: VersionEvidence): boolean => {
    if (strength === 'build') return true;
    if (own.length > 0 || at === undefined) return false;
    const name = nameOf(at.file).toLowerCase();
    return (
      (name.startsWith('values') && folderOf(at.file) === chartOf(file)) || (isBuilt && name.includes('dockerfile'))
    );
  };
  return [...own, ...evidence.filter(isNear)];
}
