import { lookup } from '../lookup.js';
import type { ContainerFacts } from '../model/facts.js';
import { firstProgram } from './commands/programs.js';
import { isFlinkImage, type Role } from './images.js';

/** What the entry point of Flink's image, and Flink's own scripts, start. */
const ROLES: Readonly<Record<string, Role>> = {
  jobmanager: 'jobmanager',
  'jobmanager.sh': 'jobmanager',
  'standalone-job': 'standalone-job',
  'standalone-job.sh': 'standalone-job',
  taskmanager: 'taskmanager',
  'taskmanager.sh': 'taskmanager',
};

/** One of them within a script of a shell: `… && /docker-entrypoint.sh jobmanager`. */
const IN_SCRIPT =
  /(?:docker-entrypoint\.sh\s+(?<word>jobmanager|standalone-job|taskmanager)\b|\b(?<script>(?:jobmanager|standalone-job|taskmanager)\.sh)\s+start)/;

/** Containers are often called what they are where their image starts them by itself. */
const BY_NAME: readonly (readonly [RegExp, Role])[] = [
  [/job[-_]?manager/i, 'jobmanager'],
  [/task[-_]?manager/i, 'taskmanager'],
];

/**
 * What of Flink a container of a pod runs, by the words that it is started with; nothing where these are another
 * program's, which may read from Flink or stand in front of it.
 */
export function podRole({ entrypoint = [], command = [], image, name }: ContainerFacts): Role | undefined {
  const words = [...entrypoint, ...command].map(({ text }) => text);
  const first = words[firstProgram(words)];
  if (first !== undefined) return lookup(ROLES, programName(first)) ?? lookup(ROLES, inScript(words));
  return isFlinkImage(image?.text ?? '') ? BY_NAME.find(([pattern]) => pattern.test(name))?.[1] : undefined;
}

const programName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

function inScript(words: readonly string[]): string {
  const groups = words.map((word) => IN_SCRIPT.exec(word)?.groups).find((found) => found !== undefined);
  return groups?.word ?? groups?.script ?? '';
}
