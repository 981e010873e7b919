import { javaDouble } from '../../flink/java-rendering.js';

type JsonScalar = string | number | boolean | null;

const NULL = /^(?:|~|null|Null|NULL)$/;
const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const INT = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * What a plain scalar becomes on its way to the API server: `resolve` of go-yaml, with which kubectl makes JSON of YAML.
 * It follows YAML 1.1, so that `on` is a boolean and `0755` an octal number.
 */
export function jsonScalar(text: string): JsonScalar {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  // Blanks and dashes are what dates are made of, which stay texts.
  const digits = /^[-+.0-9]/.test(text) ? text.replaceAll('_', '') : '';
  if (INT.test(digits)) return integer(digits) ?? text;
  return FLOAT.test(digits) && Number.isFinite(Number(digits)) ? Number(digits) : text;
}

/** `strconv.ParseInt` with base 0; beyond 64 bits it gives up, and the number is tried as a float. */
function integer(text: string): number | undefined {
  const negative = text.startsWith('-');
  const unsigned = /^[-+]/.test(text) ? text.slice(1) : text;
  const octal = /^0[oO]?([0-7]+)$/.exec(unsigned)?.[1];
  const value = octal === undefined ? Number(unsigned) : Number.parseInt(octal, 8);
  return Number.isFinite(value) ? (negative ? -value : value) : undefined;
}

/** Jackson's `JsonNode#asText`, with which the operator makes texts of the values of `flinkConfiguration`. */
export function asText(value: JsonScalar): string {
  if (typeof value !== 'number') return String(value);
  return Number.isSafeInteger(value) ? String(value) : javaDouble(value);
}
