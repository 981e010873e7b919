import type { BuiltCall } from '../model/graph.js';
import type { Span } from '../model/span.js';

/** Where the name of the method stands in a call, which begins with it. */
export const nameAt = ({ at, name }: BuiltCall): Span => ({ ...at, end: at.start + name.length });
