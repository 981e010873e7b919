import { scalarAt, textAt } from '../../flink/manifest.js';
import type { Mount } from '../../model/facts.js';
import type { Tree } from '../../model/tree.js';
import { withDefaults } from './interpolation.js';
import { besideFile, inContainer } from './paths.js';

/** A volume of a service, in its short or its long form: those that come from a folder or file of the host. */
export function mountsOf(item: Tree, file: string): readonly Mount[] {
  if (item.kind === 'scalar') return typeof item.value === 'string' ? ofText(item.value, item.at, file) : [];
  const [source, target] = [textAt(item, 'source'), textAt(item, 'target')];
  if (target === undefined) return [];
  const readOnly = scalarAt(item, 'read_only')?.value === true;
  return [mount(source ?? '', target, readOnly, item.at, file)];
}

function ofText(text: string, at: Mount['at'], file: string): readonly Mount[] {
  const [source = '', target, mode = ''] = withDefaults(text).split(/:(?![^{]*\})/);
  return target === undefined ? [] : [mount(source, target, mode.split(',').includes('ro'), at, file)];
}

/** What starts with no dot or slash is the name of a volume, which nothing of the repository is in. */
function mount(source: string, target: string, readOnly: boolean, at: Mount['at'], file: string): Mount {
  const path = /^\.{1,2}(?:\/|$)/.test(source) || source.includes('/') ? besideFile(file, source) : undefined;
  return { source: path ?? '', target: inContainer(target), readOnly, at };
}
