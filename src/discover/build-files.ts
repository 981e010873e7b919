import { parseVersion, textKept } from '../flink/versions.js';
import { linesIn } from '../lines.js';
import type { VersionEvidence } from '../model/version.js';

/** A build file with its text. */
export interface BuildFile {
  readonly file: string;
  readonly text: string;
}

/** A text and where it stands. */
export interface Written {
  readonly file: string;
  readonly value: string;
  readonly start: number;
}

/**
 * Artifacts that have the version of Flink itself. Of the connectors only those that never left Flink's own repository:
 * the others count their own versions.
 */
const CORE =
  /^flink-(?:annotations|avro|cep|clients|connector-(?:base|datagen|files)|core|csv|java|json|libraries|orc|parent|parquet|protobuf|python|queryable-state\w*|rpc\w*|runtime|runtime-web|scala|sql-(?:client|gateway)|state-processor-api|statebackend-\w+|streaming-(?:java|scala)|table-[\w-]+|test-utils(?:-\w+)?)(?:_2\.1[123])?$/;

/** Whether an artifact of Flink has Flink's version. */
export const isCore = (artifact: string): boolean => CORE.test(artifact);

/** Of a connector's version such as `3.2.0-1.19`, the version of Flink that it is for. */
export const suffixOf = ({ file, value, start }: Written): Written | undefined => {
  const [, own = '', flink] = /^(\d[\w.]*-)(\d+\.\d+)$/.exec(value) ?? [];
  return flink === undefined ? undefined : { file, value: flink, start: start + own.length };
};

/** Evidence for what is built in a folder, from a version that may stand elsewhere. */
export function evidenceFrom(
  folder: string,
  { file, value, start }: Written,
  textOf: (file: string) => string,
): readonly VersionEvidence[] {
  const range = parseVersion(value);
  if (range === undefined) return [];
  const line = linesIn(textOf(file))(start);
  const at = { file, start, end: start + value.length };
  return [{ range, ...textKept(value), strength: 'build', from: `${file}:${line}`, at, folder }];
}
