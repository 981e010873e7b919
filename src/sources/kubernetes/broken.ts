import type { Document, ErrorCode } from 'yaml';
import type { Fault } from '../../model/facts.js';
import type { SourceText } from '../../model/span.js';
import { spanOf } from '../../syntax/source-text.js';

/** What kubectl's parser stops at, as users would say it. */
const REASONS: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: 'its indentation fits nothing above it',
  BAD_SCALAR_START: 'no value starts so; quote it',
  BLOCK_AS_IMPLICIT_KEY: "a second ': ' stands on the line; quote the value that holds it",
  BLOCK_IN_FLOW: 'a bracket above is not closed',
  MISSING_CHAR: 'a quote, a bracket or a comma is missing',
  MULTILINE_IMPLICIT_KEY: "a line has no ': ' between its key and its value",
  TAB_AS_INDENT: 'a tab does not indent',
  UNEXPECTED_TOKEN: 'nothing may stand here',
};

/** A resource that the operator serves, told by its lines. */
const OPERATORS = /^kind:[ \t]*["']?Flink(?:Deployment|SessionJob|BlueGreenDeployment|StateSnapshot)\b/m;

/** What less common engines leave in a text that is YAML only once they have filled it in. */
const TEMPLATE = /<#|[%@]\{|\[\[|@@|^[ \t]*#@/m;

/** The resources of the operator among the documents that are no YAML, each with the first thing that is wrong. */
export function brokenResources(documents: readonly Document.Parsed[], source: SourceText): readonly Fault[] {
  return documents.flatMap(({ errors: [error], range }) => {
    const text = source.text.slice(range[0], range[2]);
    if (error === undefined || !OPERATORS.test(text) || TEMPLATE.test(source.text)) return [];
    // What is not closed is missed at the very end, where there is nothing to show.
    const last = source.text.trimEnd().length - 1;
    const [start, end] = error.pos.map((offset) => Math.min(offset, last));
    const at = spanOf(source, start ?? 0, end ?? 0);
    const reason = REASONS[error.code] ?? 'it is no YAML';
    return [{ kind: 'invalid-yaml', at, reason, reader: 'kubectl' } as const];
  });
}
