import type { ErrorCode, YAMLParseError } from 'yaml';

/** Why a document is no YAML that Flink reads, and where. */
export interface Problem {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** Reasons in our own words, by what the parser says is wrong. */
const REASONS: Readonly<Partial<Record<ErrorCode, string>>> = {
  ALIAS_PROPS: 'an alias cannot have an anchor or a tag of its own',
  BAD_ALIAS: 'an anchor or alias has no name',
  BAD_DIRECTIVE: 'a line that starts with % is a directive, and this one is malformed',
  BAD_DQ_ESCAPE: 'a backslash in double quotes starts an escape, and there is none like this',
  BAD_INDENT: 'the indentation does not fit the lines around it',
  BAD_PROP_ORDER: 'an anchor or a tag stands before the indicator it belongs after',
  BAD_SCALAR_START: 'a value cannot start with this character unless it is quoted',
  BLOCK_AS_IMPLICIT_KEY: "a second ': ' stands on the line; quote the value that holds it",
  BLOCK_IN_FLOW: 'an indented block cannot stand within brackets',
  KEY_OVER_1024_CHARS: 'a key cannot be longer than 1024 characters',
  MISSING_CHAR: 'a character is missing here, such as a closing quote, a comma or a colon',
  MULTILINE_IMPLICIT_KEY: 'a key has to stand on one line, with a colon and a space after it',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_TAGS: 'a value can have one tag only',
  RESOURCE_EXHAUSTION: 'it is nested too deeply to be read',
  TAB_AS_INDENT: 'a tab stands where only spaces are allowed',
  TAG_RESOLVE_FAILED: 'Flink knows no such tag',
};

/** A parser's error in our words. */
export function problemOf(error: YAMLParseError, text: string): Problem {
  const [start, end] = error.pos;
  const reason = REASONS[error.code] ?? 'something stands here that does not belong here';
  return { start: Math.min(start, text.length), end: Math.min(Math.max(end, start + 1), text.length), reason };
}
