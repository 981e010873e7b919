import type { VersionEvidence } from '../model/version.js';
import { type BuildFile, evidenceFrom, type Written } from './build-files.js';
import { builtFolder, evidenceIn } from './evidence.js';
import { gradleVersions } from './gradle.js';
import { mavenVersions } from './maven.js';
import type { FileKind } from './recognise.js';

/**
 * The Flink versions that builds resolve to, for those build files that name none themselves: through dependencies,
 * parents, imported lists, variables and catalogs, and last through what a connector is made for.
 */
export function evidenceOfBuilds(
  files: readonly (BuildFile & { readonly kind: FileKind })[],
): readonly VersionEvidence[] {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const ofKind = (kind: FileKind): readonly BuildFile[] => files.filter((one) => one.kind === kind);
  const resolve: Readonly<Partial<Record<FileKind, (file: string) => Written | undefined>>> = {
    maven: mavenVersions(ofKind('maven')),
    gradle: gradleVersions(ofKind('gradle')),
  };
  return files
    .filter(({ file, kind, text }) => text.includes('org.apache.flink') && evidenceIn(file, kind, text).length === 0)
    .flatMap(({ file, kind }) => {
      const version = resolve[kind]?.(file);
      return version === undefined ? [] : evidenceFrom(builtFolder(file), version, (path) => texts.get(path) ?? '');
    });
}
