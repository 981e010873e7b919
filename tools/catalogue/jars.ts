import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const GROUP = 'org.apache.flink';

export interface Coordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

/** @throws when the text is not `group:artifact:version` */
export function coordinates(library: string): Coordinates {
  const [group, artifact, version] = library.split(':');
  if (group === undefined || artifact === undefined || version === undefined) {
    throw new Error(`'${library}' is not group:artifact:version.`);
  }
  return { group, artifact, version };
}

export const jarName = (each: Coordinates): string => `${each.group}.${each.artifact}-${each.version}.jar`;

/** Makes a folder hold exactly these jars. They come without their dependencies, and those that are there stay. */
export function copyJars(wanted: readonly Coordinates[], plugin: string, work: string, jars: string): void {
  mkdirSync(jars, { recursive: true });
  const names = new Set(wanted.map(jarName));
  const present = new Set(readdirSync(jars));
  for (const name of present) {
    if (!names.has(name)) rmSync(join(jars, name));
  }
  const missing = wanted.filter((each) => !present.has(jarName(each)));
  if (missing.length === 0) return;
  const pom = join(work, 'pom.xml');
  writeFileSync(pom, copyingPom(missing, plugin, jars));
  execFileSync('mvn', ['-q', '-B', '-f', pom, `org.apache.maven.plugins:maven-dependency-plugin:${plugin}:copy`], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function copyingPom(wanted: readonly Coordinates[], plugin: string, jars: string): string {
  const items = wanted.map(
    (each) =>
      `<artifactItem><groupId>${each.group}</groupId><artifactId>${each.artifact}</artifactId>` +
      `<version>${each.version}</version></artifactItem>`,
  );
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '<modelVersion>4.0.0</modelVersion><groupId>flinklint</groupId><artifactId>catalogue</artifactId>',
    '<version>1</version><packaging>pom</packaging>',
    '<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId>',
    `<artifactId>maven-dependency-plugin</artifactId><version>${plugin}</version><configuration>`,
    `<outputDirectory>${jars}</outputDirectory><prependGroupId>true</prependGroupId><artifactItems>`,
    ...items,
    '</artifactItems></configuration></plugin></plugins></build></project>',
  ].join('\n');
}
