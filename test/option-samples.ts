import type { Era } from '../src/flink/catalogue.js';
import { URI_OPTIONS } from '../src/flink/paths.js';
import { HOST_LIST_OPTIONS, PORT_RANGE_OPTIONS } from '../src/flink/ports.js';
import { PSEUDO_ENUMS } from '../src/flink/pseudo-enums.js';
import { covers, minorRange } from '../src/flink/versions.js';
import { SAMPLES, type Sample } from '../tools/conformance/samples.js';

const TEXT: Sample = { accepted: ['anything at all'], refused: [] };
const NO_NAME = 'no-such-name';

/** Values that an option takes in a minor version, and values that it refuses. */
export function sampleOf(key: string, era: Era, minor: string): Sample {
  const { type, list, enum: constants = [] } = era;
  if (type === 'enum') {
    return list === true
      ? { accepted: [constants.join(';')], refused: [`${constants.join(';')};${NO_NAME}`] }
      : { accepted: constants, refused: [NO_NAME] };
  }
  if (type === 'string' && list !== true) return stringSample(key, minor);
  const sample = SAMPLES[list === true ? `list:${type}` : type];
  if (sample === undefined) throw new Error(`no sample of ${type}`);
  return { accepted: sample.accepted.slice(0, 1), refused: sample.refused.slice(0, 1) };
}

/** Strings that Flink takes apart where it uses them. */
function stringSample(key: string, minor: string): Sample {
  const pseudo = Object.hasOwn(PSEUDO_ENUMS, key) ? PSEUDO_ENUMS[key] : undefined;
  if (pseudo !== undefined) {
    const known = pseudo.values.filter(
      ({ flink }) => flink === undefined || covers(flink, minorRange(minor)) === 'all',
    );
    const ofClass = pseudo.or === 'class' ? ['com.example.Factory'] : [];
    return { accepted: [...known.flatMap(({ names }) => names), ...ofClass], refused: [NO_NAME] };
  }
  if (Object.hasOwn(URI_OPTIONS, key)) return { accepted: ['s3://bucket/below'], refused: ['s3:bucket'] };
  if (PORT_RANGE_OPTIONS.has(key)) return { accepted: ['50100', '50100-50200'], refused: ['70000'] };
  if (HOST_LIST_OPTIONS.has(key)) return { accepted: ['zk1:2181,zk2:2181'], refused: ['zk1:many'] };
  return TEXT;
}
