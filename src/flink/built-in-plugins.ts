import { lookup } from '../lookup.js';
import type { VersionRange } from '../model/version.js';
import { covers, intersect, parseVersion, versionText } from './versions.js';

/** Jars of `opt/` that older versions do not have. */
const SINCE: Readonly<Record<string, string>> = { 'flink-s3-fs-native': '2.3' };

/** A jar of Flink's own, by its release; those of shaded libraries have versions of their own. */
const JAR = /^(flink-(?!shaded)[a-z0-9-]+?)(?:_2\.1[12])?-(\d+\.\d+(?:\.\d+)?)\.jar$/;

/**
 * Why the images of some versions have no jar of a name in `opt/`, as what to do instead; nothing where they may have it.
 * Follows `flink-dist/src/main/assemblies/opt.xml` and `plugins.xml`.
 */
export function missingInOpt(name: string, range: VersionRange): string | undefined {
  if (/^flink-[\w.-]+$/.test(name) && !name.endsWith('.jar')) return `Name the jar: ${name}.jar.`;
  const [, artifact = '', version = ''] = JAR.exec(name) ?? [];
  const named = parseVersion(version);
  if (named === undefined) return undefined;
  const since = lookup(SINCE, artifact);
  if (since !== undefined && covers(`<${since}`, range) === 'all') return `Run Flink ${since}, which brings it.`;
  if (/^flink-(?:metrics-|external-resource-gpu)/.test(artifact) && covers('>=1.17', range) === 'all')
    return 'Leave it out: the image has it in plugins/, and loads it by itself.';
  if (intersect(named, range) !== undefined) return undefined;
  return `Name the jar of the version that the image has, ${artifact}-${versionText(range)}${range.min === range.max ? '' : '.x'}.jar.`;
}
