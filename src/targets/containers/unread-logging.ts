import { lookup } from '../../lookup.js';
import type { ConfigFacts, ContainerFacts, LoggingFacts } from '../../model/facts.js';
import type { IgnoredFile } from '../../model/target.js';

/** A file in the folder of configuration, as far as it is in the repository. */
interface InFolder {
  readonly name: string;
  readonly known?: { readonly shown: string; readonly facts: ConfigFacts | LoggingFacts };
}

/** What a process in the foreground logs with (`flink-console.sh`), by what one in the background does (`flink-daemon.sh`). */
const CONSOLE: Readonly<Record<string, string>> = {
  'log4j.properties': 'log4j-console.properties',
  'logback.xml': 'logback-console.xml',
};

/** Flink's scripts that start a process in the background unless they are told `start-foreground`. */
const DAEMON = /\bstart-cluster\.sh\b|\b(?:jobmanager|taskmanager|standalone-job|historyserver)\.sh"?\s+start(?!-)/;

/** Whether a container is told to start Flink in the background, as manifests did before there was an entry point. */
export const startsDaemon = ({ entrypoint = [], command = [] }: ContainerFacts): boolean =>
  DAEMON.test([...entrypoint, ...command].map(({ text }) => text).join(' '));

/** The logging configuration that somebody put into a container, and that nothing in it reads. */
export function unreadLogging(placed: readonly InFolder[]): readonly IgnoredFile[] {
  return placed.flatMap(({ name, known }) => {
    const instead = lookup(CONSOLE, name);
    // Where both are there, one folder is for daemons and containers alike.
    if (instead === undefined || known?.facts.kind !== 'logging') return [];
    if (placed.some((one) => one.name === instead)) return [];
    const { facts, shown } = known;
    const first = [...facts.properties.values(), ...facts.loggers, ...facts.appenders][0]?.at;
    const at = { file: facts.file, start: first?.start ?? 0, end: first?.end ?? 0 };
    return [{ file: shown, at, instead, why: `in a container it logs with '${instead}'` }];
  });
}
