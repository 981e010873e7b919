import { walk } from '../discover/walk.js';
import { folderOf, join, nameOf } from '../paths.js';
import { roughText, type Workspace } from '../workspace/workspace.js';

/** The name of what comes from standard input and from no template. */
export const STREAM = 'stdin.yaml';

/** What stands between the documents of a stream. */
const BETWEEN = /^---(?=\s|$).*\n?/m;

/** The template that helm names above what it has made of it. */
const SOURCE = /^# Source: (\S.*?)\s*$/m;

/** Whether a text is a stream of Kubernetes resources, as `helm template` and `kustomize build` print it. */
export const isRendered = (text: string): boolean => /^apiVersion:/m.test(text) && /^kind:/m.test(text);

/**
 * The files of a rendered stream: each template by the path that helm's `# Source:` comments name, with all that was made
 * of it, and the rest as one file.
 */
export function filesOfStream(text: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (!SOURCE.test(text)) return text.trim() === '' ? files : files.set(STREAM, text);
  for (const document of text.split(BETWEEN)) {
    if (document.trim() === '') continue;
    const file = templateOf(document) ?? STREAM;
    const before = files.get(file);
    files.set(file, before === undefined ? document : `${before}---\n${document}`);
  }
  return files;
}

function templateOf(document: string): string | undefined {
  const comments = /^(?:\s*(?:#.*)?\n)*/.exec(document)?.[0] ?? '';
  const path = SOURCE.exec(comments)?.[1];
  const isInside = path !== undefined && !path.startsWith('/') && !path.split('/').includes('..');
  return isInside ? path : undefined;
}

/**
 * The files of a stream where the repository has them: helm names a template by its chart, which lies in a folder of any
 * name. What is of no chart of this repository, or of one of several with the same name, keeps the path that helm gives it.
 */
export async function inCharts(
  files: ReadonlyMap<string, string>,
  workspace: Workspace,
): Promise<ReadonlyMap<string, string>> {
  if ([...files.keys()].every((file) => file === STREAM)) return files;
  const charts = (await walk(workspace)).filter((path) => nameOf(path) === 'Chart.yaml');
  const folders = new Map<string, readonly string[]>();
  for (const chart of charts) {
    const name = chartName(workspace, chart);
    folders.set(name, [...(folders.get(name) ?? []), folderOf(chart)]);
  }
  const placed = (file: string): string => {
    const [chart = '', ...rest] = file.split('/');
    const [folder, ...others] = folders.get(chart) ?? [];
    return folder === undefined || others.length > 0 ? file : join(folder, rest.join('/'));
  };
  return new Map([...files].map(([file, text]) => [placed(file), text]));
}

function chartName(workspace: Workspace, chart: string): string {
  return /^name:[ \t]*["']?([\w.-]+)/m.exec(roughText(workspace.read(chart)))?.[1] ?? '';
}
