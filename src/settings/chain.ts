import type { Span } from '../model/span.js';
import type { Link } from './settings.js';
import type { SettingsProblem } from './tree.js';

/** What a settings file builds on. */
export type Parent =
  | { readonly kind: 'profile'; readonly link: Link }
  | { readonly kind: 'file'; readonly file: string; readonly at: Span };

/** A settings file with what it builds on, in the order in which it names them. */
export interface LinkedSettings {
  readonly link: Link;
  readonly parents: readonly Parent[];
}

/** Longer chains are made by accident, or to hurt. */
const MAX_DEPTH = 32;

/** A settings file and all that it builds on, lowest first, each once. */
export function chainOf(
  file: string,
  read: (file: string) => LinkedSettings,
  say: (problem: SettingsProblem) => void,
): readonly Link[] {
  const done = new Map<string, readonly Link[]>();
  const refuse = (at: Span, message: string): readonly Link[] => {
    say({ file: at.file, at, message });
    return [];
  };
  const linksOf = (parent: Parent, above: readonly string[]): readonly Link[] => {
    if (parent.kind === 'profile') return [parent.link];
    if (above.includes(parent.file)) return refuse(parent.at, cycle([...above, parent.file]));
    if (above.length > MAX_DEPTH) return refuse(parent.at, `More than ${MAX_DEPTH} settings files extend one another.`);
    return visit(parent.file, [...above, parent.file]);
  };
  const visit = (at: string, above: readonly string[]): readonly Link[] => {
    const known = done.get(at);
    if (known !== undefined) return known;
    const { link, parents } = read(at);
    const links = lastOfEach([...parents.flatMap((parent) => linksOf(parent, above)), link]);
    done.set(at, links);
    return links;
  };
  return visit(file, [file]);
}

/** Of what is reached in several ways only the last counts: it wins over all that stands between. */
const lastOfEach = (links: readonly Link[]): readonly Link[] => [...new Set([...links].reverse())].reverse();

function cycle(path: readonly string[]): string {
  const loop = path.slice(path.indexOf(path.at(-1) ?? ''));
  return `These settings extend themselves: ${loop.map((file) => `'${file}'`).join(' → ')}.`;
}
