import type { JavaType } from '../model/facts.js';
import { javaDouble, javaInteger } from './java-rendering.js';
import { isOneOf } from './words.js';

/** A scalar as snakeyaml-engine constructs it, with the text that Flink renders it to. */
export interface YamlScalar {
  readonly type: JavaType | 'null';
  readonly text: string;
}

const NULL = /^(?:|~|null|Null|NULL| )$/;
const BOOL = /^(?:true|True|TRUE|false|False|FALSE)$/;
const INT = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const ENV = /^\$\{\s*(?:\w+(?::?[-?](?:\w+)?)?)\s*\}$/;

/** What a scalar that is more than a string begins with; CoreScalarResolver asks for the first character too. */
const FIRST = ' ~nNtTfF+-.0123456789$';

/** What a plain scalar is by its form: snakeyaml-engine's CoreScalarResolver. `env` is a string that a dump quotes. */
export function resolvePlain(text: string): 'null' | 'bool' | 'int' | 'float' | 'env' | 'str' {
  if (!FIRST.includes(text.charAt(0))) return 'str';
  if (BOOL.test(text)) return 'bool';
  if (INT.test(text)) return 'int';
  if (FLOAT.test(text)) return 'float';
  if (NULL.test(text)) return 'null';
  return ENV.test(text) ? 'env' : 'str';
}

/** A plain scalar without a tag. Undefined where snakeyaml-engine fails on the number, as for `+.inf`. */
export function plainScalar(text: string): YamlScalar | undefined {
  switch (resolvePlain(text)) {
    case 'null':
      return { type: 'null', text: 'null' };
    case 'bool':
      return { type: 'boolean', text: text.toLowerCase() };
    case 'int':
      return constructInt(text);
    case 'float':
      return constructFloat(text);
    case 'env':
    case 'str':
      return { type: 'string', text };
  }
}

/** A scalar with a tag. Undefined where snakeyaml-engine has no constructor for it or the text does not fit. */
export function taggedScalar(tag: string, text: string): YamlScalar | undefined {
  switch (tag) {
    case '!':
    case 'tag:yaml.org,2002:str':
      return { type: 'string', text };
    case 'tag:yaml.org,2002:null':
      return { type: 'null', text: 'null' };
    case 'tag:yaml.org,2002:bool':
      return isOneOf(text, ['true', 'false'])
        ? { type: 'boolean', text: text.toLowerCase() }
        : { type: 'null', text: 'null' };
    case 'tag:yaml.org,2002:int':
      return constructInt(text);
    case 'tag:yaml.org,2002:float':
      return constructFloat(text);
    default:
      return undefined;
  }
}

/** Longest hexadecimal or octal number that is converted; the work grows with the square. */
const MAX_RADIX_LENGTH = 10_000;

/** ConstructYamlCoreInt. */
function constructInt(text: string): YamlScalar | undefined {
  const negative = text.startsWith('-');
  const unsigned = /^[-+]/.test(text) ? text.slice(1) : text;
  if (/^[0-9]+$/.test(unsigned)) return javaInteger(unsigned, 10, negative);
  if (unsigned.length > MAX_RADIX_LENGTH) return undefined;
  if (/^0x[0-9a-fA-F]+$/.test(unsigned)) return javaInteger(unsigned.slice(2), 16, negative);
  if (/^0o[0-7]+$/.test(unsigned)) return javaInteger(unsigned.slice(2), 8, negative);
  return undefined;
}

/** ConstructYamlCoreFloat; infinity and NaN as Flink dumps them. */
function constructFloat(text: string): YamlScalar | undefined {
  const lower = text.toLowerCase();
  if (lower === '.inf' || lower === '-.inf' || lower === '.nan') return { type: 'double', text: lower };
  if (!/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?$/.test(lower)) return undefined;
  const value = Number(lower);
  if (!Number.isFinite(value)) return { type: 'double', text: value < 0 ? '-.inf' : '.inf' };
  return { type: 'double', text: javaDouble(value) };
}
