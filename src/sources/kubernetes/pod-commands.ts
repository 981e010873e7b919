import { itemsAt, podOf } from '../../flink/manifest.js';
import type { FlinkCommand } from '../../model/commands.js';
import type { ScriptCommand, ScriptWord } from '../../model/script.js';
import type { Scalar, Tree } from '../../model/tree.js';
import { spanOf } from '../../syntax/source-text.js';
import { type SourceOf, textOf } from './pod-variables.js';
import type { BareResource } from './resources.js';

/** Words without which no program of Flink's is started. */
const PROGRAMS = /flink|sql-client|jobmanager|taskmanager|standalone-job|(?:kubernetes|yarn)-session/;

/** The command lines of Flink's programs that the containers of a workload run, those that prepare it first. */
export async function podCommands(
  resource: BareResource,
  sourceOf: SourceOf,
  read: (command: ScriptCommand) => Promise<readonly FlinkCommand[]>,
): Promise<readonly FlinkCommand[]> {
  const pod = podOf(resource);
  const containers = [...itemsAt(pod, 'spec', 'initContainers'), ...itemsAt(pod, 'spec', 'containers')];
  const lines = containers.flatMap((container) => lineOf(container, sourceOf));
  return (await Promise.all(lines.map(read))).flat();
}

function lineOf(container: Tree, sourceOf: SourceOf): readonly ScriptCommand[] {
  const words = [...itemsAt(container, 'command'), ...itemsAt(container, 'args')].flatMap((item) =>
    item.kind === 'scalar' && item.value !== null ? [wordOf(item, sourceOf)] : [],
  );
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined || !words.some(({ text }) => PROGRAMS.test(text))) return [];
  return [{ words, at: { ...first.at, end: Math.max(first.at.end, last.at.end) } }];
}

function wordOf(scalar: Scalar, sourceOf: SourceOf): ScriptWord {
  const source = textOf(scalar, sourceOf(scalar.at.file));
  return { text: source.text, at: scalar.at, source, spanOf: (start, end) => spanOf(source, start, end) };
}
