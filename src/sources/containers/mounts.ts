import { scalarAt } from '../../flink/manifest.js';
import type { Mount } from '../../model/facts.js';
import type { Tree } from '../../model/tree.js';
import { type Context, saidAt, saidBy } from './context.js';
import { besideFile, inContainer } from './paths.js';

/** A volume of a service, in its short or its long form: those that come from a folder or file of the host. */
export function mountsOf(item: Tree, context: Context): readonly Mount[] {
  if (item.kind === 'scalar') return ofText(saidBy(item, context) ?? '', item.at, context);
  const target = saidAt(item, context, 'target');
  if (target === undefined) return [];
  const readOnly = scalarAt(item, 'read_only')?.value === true;
  return [mount(saidAt(item, context, 'source') ?? '', target, readOnly, item.at, context)];
}

function ofText(text: string, at: Mount['at'], context: Context): readonly Mount[] {
  const [source = '', target, mode = ''] = text.split(/:(?![^{]*\})/);
  return target === undefined ? [] : [mount(source, target, mode.split(',').includes('ro'), at, context)];
}

/** What starts with no dot or slash is the name of a volume, which nothing of the repository is in. */
function mount(source: string, target: string, readOnly: boolean, at: Mount['at'], { project }: Context): Mount {
  const path = /^\.{1,2}(?:\/|$)/.test(source) || source.includes('/') ? besideFile(project, source) : undefined;
  return { source: path ?? '', target: inContainer(target), readOnly, at };
}
