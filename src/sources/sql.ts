import type { Comment } from '../model/facts.js';
import type { Place, SourceText } from '../model/span.js';
import type { SqlFacts, SqlKind, SqlStatement } from '../model/sql.js';
import { LONGEST } from '../syntax/limits.js';
import { placeOf, spanOf } from '../syntax/source-text.js';
import { hintsIn } from './sql/hints.js';
import { kindReader } from './sql/kinds.js';
import { keyOfReset, pairOfSet, pairsWithin, settingOf } from './sql/settings.js';
import { isWord, type Split, split } from './sql/split.js';
import { statefulIn } from './sql/stateful.js';
import { indexOfName, indexOfOptions, insertsIn, isFilled, nameAt, readsIn, tableOf } from './sql/tables.js';
import { lex, type SqlComment, type Token } from './sql/tokens.js';

/**
 * Reads a script of Flink SQL, or one statement: what each is, what it sets, and where. Knows as much of the grammar as
 * configuration needs, and throws nothing.
 */
export function readSql(source: SourceText): SqlFacts {
  const { text, file } = source;
  const { tokens, comments, open } = lex(text.length > LONGEST.sql ? '' : text);
  const kindOf = kindReader();
  const template = open || tokens.some(({ kind }) => kind === 'placeholder');
  return {
    kind: 'sql',
    file,
    statements: split(tokens).map((one) => statementOf(source, one, kindOf(one.tokens))),
    comments: comments.map((comment) => commentOf(source, comment)),
    ...(template ? { template: true } : {}),
  };
}

function statementOf(source: SourceText, statement: Split, first: SqlKind): SqlStatement {
  const { tokens, ended } = statement;
  const kind = first === 'create-table' && isFilled(tokens) ? 'create-table-as' : first;
  const head = placeBetween(source, tokens[0], tokens[headOf(kind)]);
  return {
    kind,
    at: placeBetween(source, tokens[0], tokens.at(-1)),
    head,
    temporary: false,
    options: [],
    hints: hintsIn(source, tokens),
    inserts: insertsIn(source, tokens),
    reads: readsIn(source, tokens),
    stateful: runsJob(kind) || kind === 'create-view' ? statefulIn(source, tokens) : [],
    ended,
    ...(kind === 'set' ? ofSet(source, statement) : {}),
    ...(kind === 'reset' ? ofReset(source, statement) : {}),
    ...(kind.startsWith('create-') ? ofCreate(source, tokens) : {}),
    ...(kind === 'create-table' ? { table: tableOf(source, tokens) } : {}),
  };
}

type Part = Partial<SqlStatement>;

function ofSet(source: SourceText, statement: Split): Part {
  const pair = pairOfSet(source.text, statement);
  return pair === undefined ? {} : { setting: settingOf(source, pair) };
}

function ofReset({ text }: SourceText, statement: Split): Part {
  const key = keyOfReset(text, statement);
  return key === undefined ? {} : { key };
}

function ofCreate(source: SourceText, tokens: readonly Token[]): Part {
  const at = indexOfName(tokens);
  const name = nameAt(tokens, at, source.text);
  const open = indexOfOptions(tokens) ?? 0;
  const withWord = tokens[open - 1];
  return {
    temporary: tokens.slice(1, at).some((token) => isWord(token, 'TEMPORARY')),
    ...(name === undefined
      ? {}
      : { name: name.name, head: placeBetween(source, tokens[0], tokens[at + name.length - 1]) }),
    ...(withWord === undefined
      ? {}
      : {
          withAt: placeBetween(source, withWord, withWord),
          options: pairsWithin(tokens, open).map((one) => settingOf(source, one)),
        }),
  };
}

/** Whether a statement writes to a table, which takes a job. */
const runsJob = (kind: SqlKind): boolean => ['insert', 'statement-set', 'create-table-as'].includes(kind);

/** Which word is the last to tell what a statement is. */
const headOf = (kind: SqlKind): number =>
  kind === 'statement-set' || kind === 'begin-statement-set' ? 2 : kind === 'insert' ? 1 : 0;

function placeBetween(source: SourceText, first: Token | undefined, last: Token | undefined): Place {
  const start = first?.start ?? 0;
  const end = (last ?? first)?.end ?? start;
  return placeOf(source, start, end, first?.text ?? '', '');
}

function commentOf(source: SourceText, { start, end, text }: SqlComment): Comment {
  const line = source.text.lastIndexOf('\n', start - 1) + 1;
  return { text, at: spanOf(source, start, end), trailing: source.text.slice(line, start).trim() !== '' };
}
