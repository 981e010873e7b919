import type { SourceText } from '../../model/span.js';
import { embedded, type Piece } from '../../syntax/source-text.js';

/** A text of a compose file once compose has read it: `$$` is one `$`. */
export interface Interpolated {
  readonly source: SourceText;
  /** Names that compose itself fills in, from whatever surrounds it, where they look as a shell's: `$X`, `${X}`. */
  readonly names: ReadonlySet<string>;
}

const DOLLAR = /\$\$|\$\{([A-Za-z_]\w*)\}|\$\{[^}]*\}|\$([A-Za-z_]\w*)/g;

/** Follows the interpolation of the Compose specification. */
export function interpolated(source: SourceText): Interpolated {
  const names = new Set<string>();
  const pieces: Piece[] = [];
  let done = 0;
  for (const { 0: written, 1: braced, 2: bare, index } of source.text.matchAll(DOLLAR)) {
    const name = braced ?? bare;
    if (name !== undefined) names.add(name);
    if (written !== '$$') continue;
    pieces.push({ text: source.text.slice(done, index + 1), start: done });
    done = index + 2;
  }
  if (pieces.length === 0) return { source, names };
  pieces.push({ text: source.text.slice(done), start: done });
  return { source: embedded(source, pieces), names };
}

/** The value that a reference such as `${X:-default}` has where nobody sets `X`; a text with any other stays as it is. */
export const withDefaults = (text: string): string => text.replace(/\$\{[A-Za-z_]\w*:?-([^{}$]*)\}/g, '$1');
