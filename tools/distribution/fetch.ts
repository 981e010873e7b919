import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where a wheel of PyFlink holds folders of the distribution: the release build copies them as they are. */
const DISTRIBUTION = 'pyflink';

/** A wheel for one platform; its configuration is the same in all. */
const WHEEL = ['--only-binary=:all:', '--implementation', 'cp', '--platform', 'manylinux1_x86_64'];

/** The folder with a release's shipped configuration. */
export const stockConf = (version: string, python: string, work: string): string =>
  stockFolder('conf', version, python, work);

/**
 * A folder of a release: its configuration, or its scripts. It comes from the `apache-flink` package, which is a few megabytes
 * where the distribution is hundreds; what was fetched once is kept in `work`.
 *
 * @param python a version of Python that this release has a wheel for
 * @throws when the wheel cannot be had
 */
export function stockFolder(folder: 'conf' | 'bin', version: string, python: string, work: string): string {
  const kept = join(work, folder === 'conf' ? version : `${version}-${folder}`);
  if (existsSync(kept)) return kept;
  const download = join(work, `${version}.download`);
  rmSync(download, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', ...WHEEL];
  run([...pip, '--python-version', python, '--dest', download, `apache-flink==${version}`]);
  const wheel = readdirSync(download).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error(`There is no wheel of Flink ${version} for Python ${python}.`);
  run(['-m', 'zipfile', '-e', join(download, wheel), download]);
  cpSync(join(download, DISTRIBUTION, folder), `${kept}.new`, { recursive: true });
  // Renamed last, so that what is there is whole.
  renameSync(`${kept}.new`, kept);
  rmSync(download, { recursive: true });
  return kept;
}

function run(args: readonly string[]): void {
  execFileSync('python3', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
