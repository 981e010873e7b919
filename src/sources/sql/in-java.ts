import type { SourceText } from '../../model/span.js';
import type { SqlFacts, SqlStatement } from '../../model/sql.js';
import { embedded, type Piece } from '../../syntax/source-text.js';
import { readSql } from '../sql.js';
import { literalAt } from './java-literals.js';

/** Where something stands. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The methods of Flink's Table API that take a statement. */
const CALLS = /\.\s*(executeSql|sqlQuery|addInsertSql)\s*\(/g;

/**
 * The statements that a Java source gives to the Table API as literals, concatenated ones, and variables that are given
 * one once. What is put together otherwise is left out, but for SET, whose first words tell enough.
 * @param comments where the comments of the source stand
 */
export function sqlInJava(source: SourceText, comments: readonly Range[]): SqlFacts {
  const code = blanked(source.text, comments);
  const statements = [...code.matchAll(CALLS)].flatMap(({ 0: call, 1: method, index }): readonly SqlStatement[] => {
    const { pieces, whole } = textAt(code, index + call.length);
    const [statement] = pieces.length === 0 ? [] : readSql(embedded(source, pieces)).statements;
    if (statement === undefined || (!whole && statement.kind !== 'set')) return [];
    return [method === 'addInsertSql' ? { ...statement, kind: 'statement-set' } : statement];
  });
  return { kind: 'sql', file: source.file, statements, comments: [], code: true };
}

function blanked(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of ranges) {
    parts.push(text.slice(done, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    done = end;
  }
  return parts.join('') + text.slice(done);
}

interface Read {
  readonly pieces: readonly Piece[];
  /** Whether every part of it is known. */
  readonly whole: boolean;
}

const NOTHING: Read = { pieces: [], whole: false };

/** What a concatenation says, up to what is no literal. */
function textAt(code: string, from: number, within: ReadonlySet<string> = new Set()): Read {
  const pieces: Piece[] = [];
  for (let at = afterBlank(code, from); ; ) {
    const literal = literalAt(code, at);
    const name = literal === undefined ? /[A-Za-z_$][\w$]*(?!\s*[(.\w$[])/y : undefined;
    if (name !== undefined) name.lastIndex = at;
    const named = name?.exec(code)?.[0];
    const operand = literal === undefined ? givenTo(code, named, within) : { pieces: literal.pieces, whole: true };
    pieces.push(...operand.pieces);
    if (!operand.whole) return { pieces, whole: false };
    const end = afterBlank(code, literal?.end ?? at + (named?.length ?? 0));
    if (code[end] !== '+') return { pieces, whole: /[);,]/.test(code[end] ?? '') };
    at = afterBlank(code, end + 1);
  }
}

/** What the one declaration of a variable or constant gives it. */
function givenTo(code: string, name: string | undefined, within: ReadonlySet<string>): Read {
  if (name === undefined || within.has(name)) return NOTHING;
  const escaped = name.replaceAll('$', '\\$');
  const written = [...code.matchAll(new RegExp(`(?<![\\w$.])(?:this\\.)?${escaped}\\s*\\+?=(?!=)`, 'g'))];
  const [declared] = [...code.matchAll(new RegExp(`\\b(?:String|var)\\s+${escaped}\\s*=(?!=)`, 'g'))];
  if (declared === undefined || written.length !== 1) return NOTHING;
  return textAt(code, declared.index + declared[0].length, new Set([...within, name]));
}

function afterBlank(code: string, from: number): number {
  const blank = /\s*/y;
  blank.lastIndex = from;
  blank.test(code);
  return blank.lastIndex;
}
