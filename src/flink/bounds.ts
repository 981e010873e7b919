import { lookup } from '../lookup.js';
import { accept, type Parsed, refuse } from './parsed.js';

/** What Flink demands of a number beyond its type, whatever else is set. */
interface Bounds {
  readonly least: number;
  readonly most?: number;
  /** What such a number is, for a message. */
  readonly what: string;
}

const PORT: Bounds = { least: 0, most: 65_535, what: 'a port' };
const LENGTH: Bounds = { least: 1, what: 'a length' };

/**
 * Integers that Flink checks where it reads them: ports become ranges of one (`NetUtils#getPortRangeFromString`) or
 * socket addresses, lengths are those of `RestServerEndpointConfiguration` and `RestClientConfiguration`.
 */
const BOUNDS: Readonly<Record<string, Bounds>> = {
  'jobmanager.rpc.port': PORT,
  'rest.port': PORT,
  'taskmanager.data.port': PORT,
  'taskmanager.data.bind-port': PORT,
  'rest.server.max-content-length': LENGTH,
  'rest.client.max-content-length': LENGTH,
};

/** Checks a number of an option that has bounds; nothing for all others. */
export function parseBounded(key: string, text: string, value: number): Parsed<number> | undefined {
  const bounds = lookup(BOUNDS, key);
  if (bounds === undefined) return undefined;
  const { least, most, what } = bounds;
  if (value >= least && (most === undefined || value <= most)) return accept(value);
  const range = most === undefined ? `it must be at least ${least}` : `it lies outside ${least} to ${most}`;
  return refuse(text, what, range);
}
