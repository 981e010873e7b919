import { isProcess } from '../flink/commands/targets.js';
import type { FlinkCommand, NamedScript } from '../model/commands.js';
import type { ComposeService } from '../model/containers.js';
import type { Mount } from '../model/facts.js';
import type { ScriptCommand } from '../model/script.js';
import { inContainer } from '../sources/containers/paths.js';

/** Words without which no client of Flink's is started. */
const CLIENTS = /\bflink\b|sql-client/;

/**
 * A service with what it runs of Flink's as a client: `flink run`, or the SQL client with something to run. One that waits
 * for somebody to type says nothing.
 */
export async function withCommands(
  service: ComposeService,
  line: ScriptCommand | undefined,
  read: (line: ScriptCommand) => Promise<readonly FlinkCommand[]>,
): Promise<ComposeService> {
  if (line === undefined || !line.words.some(({ text }) => CLIENTS.test(text))) return service;
  const commands = (await read(line)).filter(isSaid).map((command) => withPaths(command, service.mounts));
  return commands.length === 0 ? service : { ...service, commands };
}

const isSaid = ({ command, options, sql, scripts }: FlinkCommand): boolean =>
  !isProcess(command) && (!command.startsWith('sql-client') || options.length > 0 || (sql ?? scripts) !== undefined);

const withPaths = (command: FlinkCommand, mounts: readonly Mount[]): FlinkCommand =>
  command.scripts === undefined
    ? command
    : { ...command, scripts: command.scripts.map((script) => withPath(script, mounts)) };

/** A script in what is mounted; where that is no folder of the repository, it stays a path of the container. */
function withPath(script: NamedScript, mounts: readonly Mount[]): NamedScript {
  const path = inContainer((script.at.value ?? '').replace(/^file:(?:\/\/)?/, ''));
  const holding = mounts.filter(({ target }) => path === target || path.startsWith(`${target}/`));
  const nearest = holding.reduce<Mount | undefined>(
    (best, one) => (best !== undefined && best.target.length > one.target.length ? best : one),
    undefined,
  );
  if (nearest === undefined || nearest.source === '') return script;
  return { ...script, path: `${nearest.source}${path.slice(nearest.target.length)}` };
}
