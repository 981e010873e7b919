import { folderOf, upwards } from '../paths.js';
import { type BuildFile, isCore, suffixOf, type Written } from './build-files.js';

/**
 * Finds the version of Flink that each Gradle build builds against: literal versions, variables of the script, of those
 * above it and of `gradle.properties`, and version catalogs. What a script computes stays unknown.
 */
export function gradleVersions(files: readonly BuildFile[]): (file: string) => Written | undefined {
  const texts = new Map(files.map(({ file, text }) => [file, withoutComments(text)]));
  const scriptsAbove = (file: string): readonly string[] =>
    upwards(folderOf(file)).flatMap((folder) => files.map((one) => one.file).filter((one) => folderOf(one) === folder));
  const catalogs = files.map(({ file }) => file).filter((file) => file.endsWith('.versions.toml'));

  const variable = (name: string, from: string): Written | undefined =>
    [from, ...scriptsAbove(from), ...catalogs].flatMap((file) => defined(file, texts.get(file) ?? '', name) ?? [])[0];

  return (file) => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const versions = (file.endsWith('.toml') ? libraries : coordinates)(file, text).flatMap(({ artifact, version }) => {
      const value = version.reference ? variable(version.value, file) : version;
      return value === undefined ? [] : { artifact, value };
    });
    const core = versions.find(({ artifact }) => isCore(artifact))?.value;
    return core ?? versions.flatMap(({ value }) => suffixOf(value) ?? [])[0];
  };
}

interface Coordinate {
  readonly artifact: string;
  /** A version, or the name of what holds one. */
  readonly version: Written & { readonly reference: boolean };
}

/** `"org.apache.flink:flink-clients:1.20.1"`, `"…:$flinkVersion"`, `"…:${versions.flink}"`, `'…:' + flinkVersion`. */
function coordinates(file: string, text: string): readonly Coordinate[] {
  const pattern =
    /["']org\.apache\.flink:(flink-[\w.-]+?)(?:_\$\{?\w[\w.]*\}?)?:(?:(\d[\w.-]*)|\$\{?([\w.]+)(?:\(\))?\}?|["'][ \t]*\+[ \t]*([\w.]+))/g;
  return [...text.matchAll(pattern)].map(({ 0: all, 1: artifact = '', 2: literal, 3: inside, 4: added, index }) => {
    const written = literal ?? inside ?? added ?? '';
    const start = index + all.lastIndexOf(written);
    const value = literal ?? written.split('.').at(-1) ?? '';
    return { artifact, version: { file, value, start, reference: literal === undefined } };
  });
}

/** The libraries of a catalog: `{ module = "org.apache.flink:flink-clients", version.ref = "flink" }` in any order. */
function libraries(file: string, text: string): readonly Coordinate[] {
  return [...text.matchAll(/^[ \t]*[\w.-]+[ \t]*=[ \t]*(?:\{([^}\n]*)\}|"([^"\n]*)")/gm)].flatMap((match) => {
    const { 0: all, 1: table, 2: short, index } = match;
    const [, artifact] =
      /"org\.apache\.flink:(flink-[\w.-]+)"/.exec(table ?? '') ??
      (/group[ \t]*=[ \t]*"org\.apache\.flink"/.test(table ?? '')
        ? /name[ \t]*=[ \t]*"(flink-[\w.-]+)"/.exec(table ?? '')
        : null) ??
      /^org\.apache\.flink:(flink-[\w.-]+):/.exec(short ?? '') ??
      [];
    const version =
      /version(?:\.(ref))?[ \t]*=[ \t]*"([^"]+)"/.exec(table ?? '') ?? /^[^:]*:[^:]*:()([^:]+)$/.exec(short ?? '');
    const [, reference = '', value = ''] = version ?? [];
    if (artifact === undefined || value === '') return [];
    const start = index + all.lastIndexOf(value);
    return [{ artifact, version: { file, value, start, reference: reference === 'ref' } }];
  });
}

/** Where a script, a catalog or a properties file gives a name a version. */
function defined(file: string, text: string, name: string): Written | undefined {
  const word = name.replaceAll(/[^\w-]/g, '');
  if (word === '') return undefined;
  const pattern = new RegExp(
    `(?:^|[^\\w-])${word}["'\\])]*(?:[ \\t]+by[ \\t]+extra)?[ \\t]*[=:,(]+[ \\t]*(?:\\{[^}\\n]*?["'])?["']?(\\d+\\.\\d[\\w.-]*)`,
    'm',
  );
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [all, value = ''] = match;
  return { file, value, start: match.index + all.lastIndexOf(value) };
}

/** With blanks of the same length in their place. An address has two slashes too. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|(?<![:"'\w])\/\/[^\n]*|^[ \t]*#[^\n]*/gm, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
