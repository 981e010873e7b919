import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFlinkSql, mayBeFlinkSql } from '../../src/flink/sql-dialect.js';
import type { Place } from '../../src/model/span.js';
import type { SqlFacts } from '../../src/model/sql.js';
import { sqlInJava } from '../../src/sources/sql/in-java.js';
import { readSql } from '../../src/sources/sql.js';
import { embedded, sourceText } from '../../src/syntax/source-text.js';
import { compare } from '../../tools/sql/compare.js';
import type { Sent } from '../../tools/sql/judge.js';

const read = (text: string): SqlFacts => readSql(sourceText('job.sql', text));

interface Kept {
  readonly script: string;
  readonly sent: readonly Sent[];
}

/** What Flink's SQL client and parser made of scripts: `npm run sql`. */
const answers = JSON.parse(readFileSync('fixtures/sql/answers.json', 'utf8')) as Readonly<
  Record<string, readonly Kept[]>
>;

describe.each(Object.entries(answers))('as the SQL client of Flink %s', (_, kept) => {
  test.each(kept)('$script', ({ script, sent }) => {
    expect(compare(script, sent).disagreements).toEqual([]);
  });
});

describe('places', () => {
  const cut = (text: string, at: Place | undefined): string => text.slice(at?.start, at?.end);

  test.each([
    ["SET 'a.b' = 'c';", "'a.b'", "'c'"],
    ["-- x\n SET a.b='c d' ;", 'a.b', "'c d'"],
    ['SET a.b =  c;', 'a.b', 'c'],
  ])('of %j', (text, key, value) => {
    const { setting } = read(text).statements[0] ?? {};
    expect([cut(text, setting?.keyAt), cut(text, setting?.valueAt)]).toEqual([key, value]);
  });

  test('of the options and the name of a table', () => {
    const text = "CREATE TEMPORARY TABLE `o` (a INT, PRIMARY KEY (a) NOT ENFORCED) WITH (\n  'k' = 'it''s' -- x\n);";
    const [statement] = read(text).statements;
    expect(cut(text, statement?.head)).toBe('CREATE TEMPORARY TABLE `o`');
    expect(cut(text, statement?.withAt)).toBe('WITH');
    expect(cut(text, statement?.table?.primaryKey)).toBe('PRIMARY KEY');
    expect(
      statement?.options.map(({ keyAt, valueAt, value }) => [cut(text, keyAt), cut(text, valueAt), value]),
    ).toEqual([["'k'", "'it''s'", "it's"]]);
  });

  test('of text within another file', () => {
    const outer = "args: |\n  SET\n  'a'='b';\n";
    const source = embedded(sourceText('a.yaml', outer), [
      { text: 'SET\n', start: 10 },
      { text: "'a'='b';\n", start: 16 },
    ]);
    const { setting } = readSql(source).statements[0] ?? {};
    expect([setting?.valueAt.file, cut(outer, setting?.valueAt)]).toEqual(['a.yaml', "'b'"]);
  });

  test('of comments', () => {
    const text = "-- one\nSET 'a'='b'; -- two\n/* three */";
    expect(read(text).comments.map((comment) => [comment.text, comment.trailing])).toEqual([
      ['one', false],
      ['two', true],
      ['three', false],
    ]);
  });
});

test('what keeps every key', () => {
  const kinds = (query: string) => read(`INSERT INTO t ${query};`).statements[0]?.stateful.map(({ kind }) => kind);
  expect(kinds('SELECT a, COUNT(*) FROM s GROUP BY a')).toEqual(['aggregation']);
  expect(kinds('SELECT DISTINCT a FROM s JOIN u ON s.a = u.a')).toEqual(['distinct', 'join']);
  expect(kinds("SELECT a FROM s JOIN u ON s.a = u.a AND s.t BETWEEN u.t - INTERVAL '1' HOUR AND u.t")).toEqual([]);
  expect(kinds('SELECT a FROM s JOIN u FOR SYSTEM_TIME AS OF s.p ON s.a = u.a')).toEqual([]);
  expect(
    kinds('SELECT window_start, COUNT(*) FROM TABLE(TUMBLE(TABLE s, DESCRIPTOR(t), x)) GROUP BY window_start'),
  ).toEqual([]);
  expect(kinds('SELECT COUNT(*) FROM s GROUP BY ()')).toEqual([]);
});

test('templates are told', () => {
  expect(read("SET 'a' = 'b';").template).toBeUndefined();
  expect(read('INSERT INTO {{ table }} SELECT 1;').template).toBe(true);
  expect(read("INSERT INTO t SELECT 'open").template).toBe(true);
});

test('other dialects are left alone', () => {
  const isFlinks = (text: string): boolean => mayBeFlinkSql(text) && isFlinkSql(read(text));
  expect(
    isFlinks("SET NAMES utf8mb4;\nINSERT INTO docs VALUES ('SET ''a.b'' = ''c'';', 'EXECUTE STATEMENT SET');"),
  ).toBe(false);
  expect(isFlinks('SET hive.exec.dynamic.partition=true;\nINSERT OVERWRITE TABLE t SELECT 1;')).toBe(false);
  expect(isFlinks("CREATE SOURCE s (a INT) WITH (connector = 'kafka') FORMAT PLAIN ENCODE JSON;")).toBe(false);
  expect(isFlinks("CREATE TABLE s (a INT) WITH ('connector'='jdbc', 'type'='source');")).toBe(false);
  expect(isFlinks("CREATE TABLE s (a INT) WITH ('connector'='jdbc');")).toBe(true);
  expect(isFlinks('SET table.sql-dialect=hive;')).toBe(true);
});

test('nothing makes it throw, and places lie in the text', () => {
  const pieces = fc.constantFrom(
    'SET',
    "'a'",
    '=',
    ';',
    'CREATE TABLE',
    'WITH',
    '(',
    ')',
    '`',
    '"',
    '--',
    '/*+',
    '*/',
    '\n',
    'END',
    'BEGIN',
    'STATEMENT',
    '${',
    '}',
    'ü',
    '\ud800',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
      const text = parts.join(' ');
      for (const { at } of read(text).statements) {
        expect(at.start).toBeLessThan(at.end);
        expect(at.end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

describe('SQL in Java', () => {
  const JAVA = (body: string): string => `import org.apache.flink.table.api.*;\nclass A {\n${body}\n}\n`;
  const statementsIn = (text: string, comments: readonly { readonly start: number; readonly end: number }[] = []) =>
    sqlInJava(sourceText('A.java', text), comments).statements.map(({ kind, setting, options }) => {
      const at = setting?.valueAt ?? options[0]?.valueAt;
      return [kind, setting?.value ?? options[0]?.value, at === undefined ? '' : text.slice(at.start, at.end)];
    });

  test.each<readonly [string, string, readonly (readonly (string | undefined)[])[]]>([
    ['a literal', `t.executeSql("SET 'a' = 'b'");`, [['set', 'b', "'b'"]]],
    [
      'with escapes',
      `t.executeSql("CREATE TABLE t (a INT)\\n WITH ('k'='\\tv')");`,
      [['create-table', '\tv', "'\\tv'"]],
    ],
    ['put together', `t.executeSql("CREATE TABLE t (a INT) "\n + "WITH ('k'='v')");`, [['create-table', 'v', "'v'"]]],
    [
      'a text block',
      `t.executeSql("""\n      CREATE TABLE t (a INT)\n      WITH (\n        'k'='v'\n      )\n      """);`,
      [['create-table', 'v', "'v'"]],
    ],
    [
      'a variable',
      `static final String W = "WITH ('k'='v')"; void f() { String ddl = "CREATE TABLE t (a INT) " + W; t.executeSql(ddl); }`,
      [['create-table', 'v', "'v'"]],
    ],
    ['a set of statements', `s.addInsertSql("INSERT INTO t SELECT 1");`, [['statement-set', undefined, '']]],
    ['SET of something', `t.executeSql("SET 'a' = '" + value + "'");`, [['set', undefined, '']]],
    ['a variable that changes', `String q = "SELECT 1"; q = q + x; t.sqlQuery(q);`, []],
    ['something else in it', `t.executeSql("CREATE TABLE t (a INT) WITH ('k'='" + v + "')");`, []],
    [
      'what a method makes',
      `t.executeSql(String.format("SET 'a'='%s'", 1)); t.executeSql(ddl()); t.sqlQuery(a[0]);`,
      [],
    ],
  ])('%s', (_, body, expected) => {
    expect(statementsIn(JAVA(body))).toEqual(expected);
  });

  test('comments hold none', () => {
    const text = JAVA(`// t.executeSql("SET 'a'='b'");`);
    const start = text.indexOf('//');
    expect(statementsIn(text, [{ start, end: text.indexOf('\n', start) }])).toEqual([]);
  });
});
