/** Our own jobs: fixtures/oracle/own/<Job>.java, or a folder of files with the job in <Folder>.java. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { versions } from './build.js';
import type { Group, Job } from './model.js';

export const OWN = fileURLToPath(new URL('../../fixtures/oracle/own/', import.meta.url));

/** What a job says of itself in comments that begin a line: `// flink: 1.20`, `// arguments: --input x`. */
function said(text: string, word: string): readonly string[] | undefined {
  const found = new RegExp(`^// ${word}: (.*)$`, 'm').exec(text)?.[1];
  return found?.trim().split(/\s+/);
}

const javaFilesIn = (folder: string): readonly string[] =>
  readdirSync(join(OWN, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.java'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort();

function jobOf(name: string, sources: readonly string[]): Job {
  const file = sources.find((each) => each.endsWith(`${name}.java`));
  if (file === undefined) throw new Error(`'${name}' has no ${name}.java.`);
  const text = readFileSync(join(OWN, file), 'utf8');
  const packageName = /^package ([\w.]+);/m.exec(text)?.[1];
  return {
    name,
    main: packageName === undefined ? name : `${packageName}.${name}`,
    arguments: said(text, 'arguments') ?? [],
    sources,
    flink: said(text, 'flink') ?? Object.keys(versions),
  };
}

/** Each job compiles alone, so that one may be about one version only. */
export function ownJobs(): readonly Group[] {
  if (!existsSync(OWN)) return [];
  const entries = readdirSync(OWN).sort();
  const jobs = entries.flatMap((entry) => {
    if (statSync(join(OWN, entry)).isDirectory()) return [jobOf(entry, javaFilesIn(entry))];
    return entry.endsWith('.java') ? [jobOf(entry.replace(/\.java$/, ''), [entry])] : [];
  });
  // Files that suit every version are compiled in one go: javac is slow to start.
  const everywhere = jobs.filter((job) => job.flink.length === Object.keys(versions).length);
  const others = jobs.filter((job) => !everywhere.includes(job));
  const group = (name: string, members: readonly Job[]): Group => ({
    name,
    sources: members.flatMap((job) => job.sources.map((source) => join(OWN, source))),
    needs: [],
    jobs: members,
  });
  return [group('own', everywhere), ...others.map((job) => group(`own-${job.name}`, [job]))].filter(
    (each) => each.jobs.length > 0,
  );
}
