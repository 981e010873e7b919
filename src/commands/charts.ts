import { resolve } from 'node:path';
import { walk } from '../discover/walk.js';
import { folderOf, isAtOrBelow, join, nameOf } from '../paths.js';
import { outputOf } from '../processes.js';
import { roughText, type Workspace } from '../workspace/workspace.js';
import { filesOfStream, STREAM } from './rendered-stream.js';

/** What helm makes of charts. */
export type Rendering =
  /** Templates by their paths, with what they become; with nothing where helm leaves them out. */
  | { readonly files: ReadonlyMap<string, string> }
  /** Why that cannot be told. */
  | { readonly problem: string };

/** What is asked for: root-relative files and folders, and the folders in which charts are looked for. */
export interface Wanted {
  readonly root: string;
  readonly paths: readonly string[];
  readonly within: readonly string[];
}

/**
 * Renders the charts with anything of Flink's in or around what is asked for, each with its own values, as `helm template`
 * does. Nothing is run where there is no such chart.
 */
export async function renderCharts({ root, paths, within }: Wanted, workspace: Workspace): Promise<Rendering> {
  const all = await walk(workspace, within);
  const files = new Map<string, string>();
  for (const folder of chartsIn(all, workspace).filter((one) => paths.some((path) => touches(path, one)))) {
    const outcome = outputOf('helm', ['template', releaseFor(folder), resolve(root, folder), '--skip-tests']);
    if (outcome.kind === 'missing') return { problem: "'--helm' needs the program 'helm', which is not on the PATH." };
    if (outcome.kind === 'failed') return { problem: notRendered(folder, outcome.reason) };
    for (const template of all.filter((path) => isAtOrBelow(path, join(folder, 'templates')))) files.set(template, '');
    for (const [file, text] of filesOfStream(outcome.output)) files.set(placed(file, folder), text);
  }
  return { files };
}

/** Behind its first line helm tells how to ask for more. */
const notRendered = (folder: string, reason: string): string =>
  `helm cannot render the chart '${folder === '' ? '.' : folder}': ${reason.split('\n')[0] ?? ''}`;

const touches = (path: string, folder: string): boolean => isAtOrBelow(path, folder) || isAtOrBelow(folder, path);

/** The charts of a repository that may deploy anything of Flink's; those in others come with them. */
function chartsIn(all: readonly string[], workspace: Workspace): readonly string[] {
  const folders = all.filter((path) => nameOf(path) === 'Chart.yaml').map(folderOf);
  const textOf = (path: string): string => roughText(workspace.read(path));
  const isPart = (folder: string): boolean =>
    nameOf(folderOf(folder)) === 'charts' && folders.includes(folderOf(folderOf(folder)));
  const isLibrary = (folder: string): boolean => /^type:[ \t]*["']?library\b/m.test(textOf(join(folder, 'Chart.yaml')));
  const mentionsFlink = (folder: string): boolean =>
    all.some((path) => isAtOrBelow(path, folder) && /\.(?:ya?ml|tpl)$/.test(path) && /flink/i.test(textOf(path)));
  return folders.filter((folder) => !isPart(folder) && !isLibrary(folder) && mentionsFlink(folder));
}

/** The name of a release becomes one of Kubernetes' names; where a folder's cannot, helm has one of its own. */
function releaseFor(folder: string): string {
  const name = nameOf(folder);
  return /^[a-z0-9](?:[a-z0-9-]{0,51}[a-z0-9])?$/.test(name) ? name : 'release-name';
}

/** Helm names a template by its chart, which lies in a folder of any name. */
const placed = (file: string, folder: string): string =>
  join(folder, file === STREAM ? STREAM : file.split('/').slice(1).join('/'));
