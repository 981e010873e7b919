/** A program of Flink's among the words of a command. */
export interface FoundProgram {
  /** As `schemas/flink-commands.json` names it; `flink modify`, which no version there has, too. */
  readonly command: string;
  /** The index of the program's word, and of the first behind it and its action. */
  readonly from: number;
  readonly to: number;
}

/** Commands that start what stands behind their own options. */
const WRAPPERS =
  /^(?:sudo|doas|exec|nohup|time|timeout|env|nice|ionice|chrt|setsid|stdbuf|unbuffer|command|builtin|xargs|watch|retry|flock|gosu|su-exec|setpriv|tini|dumb-init|docker|podman|nerdctl|docker-compose|podman-compose|kubectl|oc|crictl|minikube|microk8s(?:\.kubectl)?|srun)$/;

/** Wrappers of which only some commands start a program, and these. */
const INTO =
  /^(?:docker|podman|nerdctl|docker-compose|podman-compose|kubectl|oc|crictl|minikube|microk8s(?:\.kubectl)?)$/;
const STARTS_IN = /^(?:exec|run|debug|ssh)$/;

const ACTIONS = /^(?:run|run-application|list|info|cancel|stop|savepoint|checkpoint|modify)$/;

/** Programs that are what their name says, whatever stands behind. */
const SCRIPTS = /^(?:kubernetes-session|yarn-session)\.sh$/;

/** Programs that start a process, or stop it. */
const DAEMONS = /^(?:standalone-job|jobmanager|taskmanager)\.sh$/;

/** The variable by which scripts call the program. */
const VARIABLE = /^\$\{?FLINK(?:_?(?:BIN|CLI|CMD|EXEC))?\}?$/i;

/** Finds the program of Flink's that a command runs, behind `sudo`, `docker exec` and their like. */
export function flinkProgramIn(words: readonly string[]): FoundProgram | undefined {
  const [first = ''] = words;
  const own = programAt(words, 0, false);
  if (own !== undefined || !(WRAPPERS.test(nameOf(first)) || isUnknown(first))) return own;
  // That only asks where the program is.
  if (nameOf(first) === 'command' && /^-[vV]/.test(words[1] ?? '')) return undefined;
  const image = /^(?:docker|podman|nerdctl)/.test(nameOf(first));
  const begin = INTO.test(nameOf(first)) ? words.findIndex((word) => STARTS_IN.test(word)) + 1 : 1;
  for (let index = begin; begin > 0 && index < words.length; index += 1) {
    const found = programAt(words, index, image);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What starts the process of a container and is none of Flink's itself. */
const STARTERS = new Set(['docker-entrypoint.sh', 'tini', 'dumb-init', 'exec', '-g', '--']);

/** Where the words of a container name what runs in it; -1 where they name nothing. */
export const firstProgram = (words: readonly string[]): number =>
  words.findIndex((word) => !STARTERS.has(nameOf(word)));

/** Words for which the entry point of Flink's image starts a script of the same name. */
const WORDS_OF_IMAGE = new Set(['jobmanager', 'taskmanager', 'standalone-job']);

/** The program that the entry point of Flink's image starts for the words of a container. */
export function imageProgramIn(words: readonly string[]): FoundProgram | undefined {
  const from = firstProgram(words);
  const word = words[from] ?? '';
  return WORDS_OF_IMAGE.has(word) ? { command: `${word}.sh`, from, to: from + 1 } : undefined;
}

/** @param image whether it may be a word of the image's entry point */
function programAt(words: readonly string[], from: number, image: boolean): FoundProgram | undefined {
  const [program = '', next = ''] = words.slice(from);
  const name = nameOf(program);
  if ((name === 'flink' || VARIABLE.test(program)) && ACTIONS.test(next)) {
    return { command: `flink ${next}`, from, to: from + 2 };
  }
  if (name === 'sql-client.sh') {
    const mode = /^(?:embedded|gateway)$/.test(next);
    return { command: `sql-client.sh ${mode ? next : 'embedded'}`, from, to: from + (mode ? 2 : 1) };
  }
  if (SCRIPTS.test(name)) return { command: name, from, to: from + 1 };
  if (DAEMONS.test(name) && /^start(?:-foreground)?$/.test(next)) return { command: name, from, to: from + 2 };
  if (image && program === 'standalone-job') return { command: 'standalone-job.sh', from, to: from + 1 };
  return undefined;
}

const nameOf = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/** What only the shell knows, such as `$(drop_privs_cmd)` or `$COMPOSE`. */
const isUnknown = (word: string): boolean => /^\$[\w({]/.test(word) && !/echo|log|print/i.test(word);

/** Words that are a script of their own: behind `bash -c`, `su -c`, `ssh host`, `eval`. */
export function scriptsIn(words: readonly string[]): readonly number[] {
  const [first = ''] = words;
  if (nameOf(first) === 'eval') return [...words.keys()].slice(1);
  if (nameOf(first) === 'ssh') return [...words.keys()].slice(1).filter((index) => /\s/.test(words[index] ?? ''));
  if (!(WRAPPERS.test(nameOf(first)) || isUnknown(first) || SHELL.test(nameOf(first)))) return [];
  const shell = words.findIndex((word) => SHELL.test(nameOf(word)));
  if (shell < 0) return [];
  const flag = words.findIndex((word, index) => index > shell && /^-[a-z]*c$/.test(word));
  return flag < 0 ? [] : [flag + 1];
}

const SHELL = /^(?:ba|da|z|k|a)?sh$|^su$/;

/** Commands at whose first word that is no option their parser stops: all behind it is for the program that they start. */
const STARTS =
  /^(?:flink (?:run|run-application|info)|sql-client\.sh .*|(?:kubernetes|yarn)-session\.sh|(?:standalone-job|jobmanager|taskmanager)\.sh)$/;

/** Whether a command leaves all behind the first word that is no option as it is. */
export const stopsAtArgument = (command: string): boolean => STARTS.test(command);
