import { lookup } from '../lookup.js';
import type { VersionNumber } from '../model/version.js';
import type { Parsed } from './parsed.js';
import { parseUri, URI_OPTIONS } from './paths.js';
import { HOST_LIST_OPTIONS, PORT_RANGE_OPTIONS, parseHostList, parsePortRange } from './ports.js';
import { PSEUDO_ENUMS, parsePseudoEnum } from './pseudo-enums.js';

/**
 * Reads the value of a string option that has a grammar of its own, which Flink applies at the point of use. Nothing
 * for options that take any string.
 */
export function parseStringOption(key: string, text: string, version: VersionNumber): Parsed<unknown> | undefined {
  const pseudo = lookup(PSEUDO_ENUMS, key);
  if (pseudo !== undefined) return parsePseudoEnum(text, pseudo, version);
  const needs = lookup(URI_OPTIONS, key);
  if (needs !== undefined) return parseUri(text, needs);
  if (PORT_RANGE_OPTIONS.has(key)) return parsePortRange(text, version);
  return HOST_LIST_OPTIONS.has(key) ? parseHostList(text) : undefined;
}
