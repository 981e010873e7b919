import { execFileSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';

/** Artifacts' versions as the properties that a POM of ours takes them by, such as `flink.version`. */
export const versionsOf = (locked: object): readonly string[] =>
  Object.entries(locked).map(([name, version]) => `-D${name}.version=${version}`);

/** Copies what a POM names, and all that it needs, into a folder; that folder is whole or not there. */
export function copyDependencies(pom: string, properties: readonly string[], folder: string): void {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  execFileSync(
    'mvn',
    [
      ...['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'],
      ...properties,
      `-DoutputDirectory=${partial}`,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}
