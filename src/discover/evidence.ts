import { parseVersion, textKept } from '../flink/versions.js';
import { linesIn } from '../lines.js';
import type { VersionEvidence, VersionRange } from '../model/version.js';
import { folderOf, nameOf } from '../paths.js';
import type { FileKind } from './recognise.js';

/** Where each kind of file names a Flink version; the first group is the version. */
const PATTERNS: Readonly<Partial<Record<FileKind, readonly RegExp[]>>> = {
  dockerfile: [
    /^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?(?:[\w.:/-]*\/)?flink:v?(\d+\.\d+(?:\.\d+)?)/gim,
    /^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?\S*pyflink\S*:v?(\d+\.\d+(?:\.\d+)?)/gim,
    /^[ \t]*(?:ARG|ENV)[ \t]+FLINK_VERSION[ \t=]+"?v?(\d+\.\d+(?:\.\d+)?)/gim,
    // Images that others build unpack what is downloaded, into a folder of its name.
    /^(?![ \t]*#).*?\bflink-(\d+\.\d+(?:\.\d+)?)-bin-/gim,
    /^[ \t]*(?:ARG|ENV)[ \t]+FLINK_HOME[ \t=]+["']?\S*\/flink-(\d+\.\d+(?:\.\d+)?)/gim,
  ],
  compose: [/^[ \t]*image:[ \t]*["']?(?:[\w.:/-]*\/)?flink:v?(\d+\.\d+(?:\.\d+)?)/gim],
  manifest: [
    // A FlinkCluster has the image under its `name`.
    /^[ \t-]*(?:image|name):[ \t]*["']?(?:[\w.:/-]*\/)?flink:v?(\d+\.\d+(?:\.\d+)?)/gim,
    // The operator asks for v1_20, other platforms for 1.20; what it refuses still says what is meant.
    /^[ \t]*flinkVersion:[ \t]*["']?v?(\d+[_.]\d+(?:\.\d+)?)/gim,
    // What a kustomization runs in place of an image.
    /^[ \t-]*name:[ \t]*["']?(?:[\w.:/-]*\/)?flink["']?[ \t]*\r?\n[ \t]+newTag:[ \t]*["']?v?(\d+\.\d+(?:\.\d+)?)/gim,
    // A variable of Ansible's.
    /^[ \t]*flink_version:[ \t]*["']?v?(\d+\.\d+(?:\.\d+)?)/gim,
    // What a chart has in its values.
    /^[ \t]*repository:[ \t]*["']?(?:[\w.:/-]*\/)?flink["']?[ \t]*\r?\n[ \t]+tag:[ \t]*["']?v?(\d+\.\d+(?:\.\d+)?)/gim,
    // Only images with Flink in them are for a version of Scala.
    /^[ \t-]*(?:image|name):[ \t]*["']?[\w.:/-]{0,200}(?:[\w.-]flink|flink[\w.-])[\w.-]{0,100}:v?(\d+\.\d+\.\d+)[_-]scala_2\.1\d/gim,
  ],
  maven: [/<flink\.version>\s*(\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?)\s*<\/flink\.version>/gi],
  gradle: [
    /^[ \t]{0,64}(?:(?:ext|project|extra)[.\w["]*[ \t]{0,64})?(?:val|def|set|string)?[ \t(]{0,64}["']?flink[._-]?version["'\])]*(?:[ \t]+by[ \t]+extra)?[ \t]*[=:,(]+[ \t]*["']?(\d+\.\d+(?:\.\d+)?)/gim,
    /["']org\.apache\.flink:flink-(?:streaming-java|clients|core|runtime|table-api-java)(?:_2\.1[12])?:(\d+\.\d+(?:\.\d+)?)/gi,
    /^[ \t]*flink[ \t]*=[ \t]*["'](\d+\.\d+(?:\.\d+)?)["']/gim,
  ],
};

const STRENGTH: Readonly<Partial<Record<FileKind, VersionEvidence['strength']>>> = {
  dockerfile: 'deployment',
  compose: 'deployment',
  manifest: 'deployment',
  maven: 'build',
  gradle: 'build',
};

/** The Flink versions that a file names, in file order. */
export function evidenceIn(file: string, kind: FileKind, text: string): readonly VersionEvidence[] {
  const strength = STRENGTH[kind];
  if (strength === undefined || !/flink/i.test(text)) return [];
  const lineOf = linesIn(text);
  return (PATTERNS[kind] ?? [])
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .flatMap((match) => {
      const version = match[1] ?? '';
      const range = parseVersion(version);
      const start = match.index + match[0].lastIndexOf(version);
      return range === undefined ? [] : [evidence(file, lineOf(start), strength, range, start, version)];
    })
    .sort((a, b) => (a.at?.start ?? 0) - (b.at?.start ?? 0));
}

function evidence(
  file: string,
  line: number,
  strength: VersionEvidence['strength'],
  range: VersionRange,
  start: number,
  version: string,
): VersionEvidence {
  const folder = builtFolder(file);
  const at = { file, start, end: start + version.length };
  return {
    range,
    ...textKept(version),
    strength,
    from: `${file}:${line}`,
    at,
    ...(folder === folderOf(file) ? {} : { folder }),
  };
}

/** The folder that a build file speaks for: a catalog of Gradle lies in `gradle/` of its build. */
export function builtFolder(file: string): string {
  const folder = folderOf(file);
  return file.endsWith('.versions.toml') && nameOf(folder) === 'gradle' ? folderOf(folder) : folder;
}
