import type { VersionEvidence } from '../model/version.js';
import { compare, folderOf } from '../paths.js';
import { isConfiguration } from './configuration.js';
import { evidenceIn } from './evidence.js';
import { readLetters } from './read-text.js';
import type { FileKind } from './recognise.js';
import type { RecognisedFile } from './recognised-file.js';
import type { NotingWorkspace } from './unread.js';

/** A file that is only read for the versions of Flink that it may name. */
export interface VersionFile {
  readonly file: RecognisedFile;
  readonly evidence: readonly VersionEvidence[];
}

/**
 * Reads build files, Dockerfiles and compose files. Manifests are many, and each speaks of its own deployment: only those
 * in some folders are looked at.
 */
export function readVersionFiles(
  workspace: NotingWorkspace,
  kinds: ReadonlyMap<FileKind, readonly string[]>,
  folders: ReadonlySet<string>,
): readonly VersionFile[] {
  const why = 'it names a Flink version';
  return [...kinds]
    .filter(([kind]) => kind !== 'env' && !isConfiguration(kind))
    .flatMap(([kind, files]) =>
      files.flatMap((file) => {
        const read =
          kind !== 'manifest' || folders.has(folderOf(file)) ? readLetters(workspace, file, mentionsFlink) : undefined;
        if (read === undefined) return [];
        return [{ file: { file, kind, why, ...read, facts: undefined }, evidence: evidenceIn(file, kind, read.text) }];
      }),
    )
    .sort(({ file: { file: a } }, { file: { file: b } }) => compare(a, b));
}

/** Of builds that use Flink and name no version themselves. */
export async function resolvedEvidence(files: readonly VersionFile[]): Promise<readonly VersionEvidence[]> {
  if (!files.some(({ file, evidence }) => evidence.length === 0 && file.text.includes('org.apache.flink'))) return [];
  const { evidenceOfBuilds } = await import('./builds.js');
  return evidenceOfBuilds(files.map(({ file }) => file));
}

const mentionsFlink = (text: string): boolean => /flink/i.test(text);
