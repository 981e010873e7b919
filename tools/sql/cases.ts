/** Scripts that the reader is compared over: by hand, and made of parts. */

/** One script each; most statements stand on lines of their own, as the client wants it. */
const BY_HAND: readonly string[] = [
  // SET and RESET in every form.
  "SET 'table.exec.state.ttl' = '1 d';",
  "set 'parallelism.default'='4';",
  'SET table.sql-dialect=hive;',
  "SET table.local-time-zone = 'UTC';",
  "SET execution.checkpointing.interval='60 s';",
  'SET state.backend.type =   rocksdb  ;',
  "SET 'a' = 'it''s';",
  "SET 'a' = '';",
  "SET '  a  ' = '  b  ';",
  "SET 'a'\n  =\n  'b'\n;",
  "SET a='b;",
  "SET a = 'x;y';",
  "SET 'a' = 'x;y';",
  'SET "a.b" = \'x\';',
  'SET a=b c;',
  'SET a==b;',
  "SET a.b='c' ;",
  'SET;',
  'SET ;',
  'RESET;',
  "RESET 'a.b';",
  'RESET a.b;',
  'reset  a.b  ;',
  'RESET  ;',
  "SET 'a' = 'b'; -- why\nSET 'c' = 'd';",
  "-- why\nSET 'a' = 'b';",
  '-- why\nSET a=b;',
  "/* why */ SET 'a' = 'b';",
  "SET 'a' /* why */ = /* not */ 'b';",
  "SET 'a' = 'b' -- why\n;",
  "SET 'a'='b'; SET 'c'='d';",
  'SET a=s3://bucket/x;\nSET b=c;',
  "SET 'a'='s3://bucket/x';\nSET 'b'='-- no comment';\nSET 'c'='/* nor this */';",
  "SET 'pipeline.global-job-parameters' = 'a:1,b:''x,y''';",
  "SET 'a' = '${X}';",
  // Ends of statements.
  'SELECT 1',
  "SELECT ';' AS a, `b;c` FROM t;",
  'SELECT 1; -- a ; b',
  'SELECT 1 /* a ; b */;',
  "SELECT '--', '/*', '*/';",
  "SELECT 'it''s; fine';",
  'SELECT 1 -- no end',
  '// also a comment;\nSELECT 1;',
  'SELECT 1 // also a comment\n;',
  ';',
  ';;\nSELECT 1;',
  'SELECT 1;;',
  "SELECT N'x', U&'\\00e9', _UTF8'y', X'ff';",
  'SELECT a - -1, b--c\n FROM t;',
  'SELECT `a``b` FROM `c`.`d e`.f;',
  'SELECT 1.5e3, .5, 1., 0x;',
  "SELECT 'ü;é', `Ü` FROM t;",
  'select\r\n1\r\n;\r\nselect 2;\r\n',
  'HELP;',
  'quit;',
  'EXIT;',
  'CLEAR;',
  // Queries.
  'SELECT * FROM orders;',
  'WITH a AS (SELECT 1 AS x) SELECT * FROM a;',
  'VALUES (1, 2), (3, 4);',
  'TABLE orders;',
  '(SELECT 1) UNION ALL (SELECT 2);',
  'SELECT 1 UNION ALL SELECT 2 ORDER BY 1;',
  'SELECT a, COUNT(*) FILTER (WHERE b > 1) FROM t GROUP BY a HAVING COUNT(*) > 1;',
  'SELECT * FROM t ORDER BY a LIMIT 5;',
  "SELECT * FROM orders /*+ OPTIONS('scan.startup.mode'='earliest-offset', 'a'='b') */;",
  "SELECT /*+ STATE_TTL('o'='1d', 'c'='20d') */ * FROM orders o JOIN customers c ON o.c = c.id;",
  "SELECT /*+ LOOKUP('table'='c', 'retry-predicate'='lookup_miss') */ * FROM orders o JOIN c FOR SYSTEM_TIME AS OF o.p ON o.c = c.id;",
  'SELECT /*+ BROADCAST(c) */ * FROM orders o JOIN c ON o.c = c.id;',
  'SELECT /*+ BROADCAST(c), SHUFFLE_HASH(o, d) */ * FROM orders o JOIN c ON o.c = c.id;',
  "SELECT * FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '10' MINUTE));",
  "SELECT window_start, SUM(p) FROM TABLE(HOP(TABLE orders, DESCRIPTOR(ts), INTERVAL '5' MINUTES, INTERVAL '10' MINUTES)) GROUP BY window_start, window_end;",
  "SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY a ORDER BY ts MEASURES A.p AS p ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A B+) WITHIN INTERVAL '1' HOUR DEFINE A AS A.p > 1) AS m;",
  'SELECT * FROM t CROSS JOIN UNNEST(tags) AS x (tag);',
  'SELECT * FROM t, LATERAL TABLE(f(a)) AS x (b);',
  'SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY ts DESC) AS n FROM t;',
  "SELECT CASE WHEN a THEN 'x' ELSE 'y' END FROM t;",
  "SELECT ARRAY[1, 2], MAP['a', 1], ROW(1, 'b') FROM t;",
  'SELECT a.b.c, a[1], CAST(x AS ROW<y INT, z STRING>) FROM t;',
  "SELECT * FROM t WHERE a LIKE 'x%' AND ts BETWEEN TIMESTAMP '2020-01-01 00:00:00' AND ts2 - INTERVAL '1' HOUR;",
  // Tables.
  "CREATE TABLE t (a INT) WITH ('connector'='datagen');",
  "create table if not exists cat.db.t (a int) with ('connector' = 'print');",
  "CREATE TEMPORARY TABLE t (a INT, b STRING NOT NULL COMMENT 'it''s, b') COMMENT 'a (b)' WITH ('connector' = 'blackhole');",
  "CREATE TABLE t (\n  a INT, -- the id; unique\n  ts TIMESTAMP_LTZ(3) METADATA FROM 'timestamp',\n  p AS PROCTIME(),\n  c AS UPPER(b),\n  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND,\n  PRIMARY KEY (a) NOT ENFORCED\n) PARTITIONED BY (a) WITH (\n  'connector' = 'kafka', -- with a comment\n  'topic' = 'a;b',\n  /* and another */\n  'properties.bootstrap.servers' = 'k:9092'\n);",
  "CREATE TABLE t (a INT PRIMARY KEY NOT ENFORCED) WITH ('connector'='x');",
  "CREATE TABLE t (CONSTRAINT pk PRIMARY KEY (a) NOT ENFORCED, a INT) WITH ('connector'='x');",
  'CREATE TABLE t (a INT);',
  "CREATE TABLE t WITH ('connector'='x') AS SELECT * FROM s;",
  "CREATE TABLE t WITH ('connector'='x') AS WITH c AS (SELECT 1 AS a) SELECT * FROM c;",
  "CREATE TABLE t (a INT, PRIMARY KEY (a) NOT ENFORCED) WITH ('connector'='x') AS SELECT * FROM s;",
  "CREATE TABLE t WITH ('connector'='x') LIKE s;",
  "CREATE TABLE t (WATERMARK FOR ts AS ts) WITH ('a'='b') LIKE s (EXCLUDING ALL INCLUDING GENERATED);",
  'CREATE TABLE t LIKE s;',
  "CREATE OR REPLACE TABLE t WITH ('connector'='x') AS SELECT * FROM s;",
  "REPLACE TABLE t WITH ('connector'='x') AS SELECT * FROM s;",
  "CREATE TABLE t (a ROW<b INT, c ARRAY<STRING>>, d MAP<STRING, INT>, e DECIMAL(10, 2)) WITH ('connector'='x');",
  "CREATE TABLE t (a INT) DISTRIBUTED BY HASH(a) INTO 4 BUCKETS WITH ('connector'='x');",
  "CREATE TABLE `with` (`as` INT, `like` STRING) WITH ('connector'='x');",
  "CREATE TABLE t (a INT) WITH ('a'='1','a'='2');",
  "CREATE TABLE t (a INT) WITH ('a'='${X}', 'b'='{{ y }}');",
  "CREATE TABLE t (a INT) WITH (connector='x');",
  "CREATE TABLE t (a INT,) WITH ('connector'='x');",
  'ALTER TABLE t RENAME TO u;',
  "ALTER TABLE t SET ('a'='b');",
  "ALTER TABLE t RESET ('a');",
  'ALTER TABLE t ADD (b INT);',
  "ALTER TABLE t ADD PARTITION (a='1');",
  "ALTER TABLE t DROP PARTITION (a='1');",
  'ALTER VIEW v AS SELECT 1;',
  "ALTER DATABASE d SET ('a'='b');",
  "ALTER FUNCTION f AS 'com.acme.F';",
  'DROP TABLE IF EXISTS t;',
  'DROP TEMPORARY VIEW v;',
  'DROP CATALOG c;',
  'DROP DATABASE d CASCADE;',
  'DROP TEMPORARY SYSTEM FUNCTION f;',
  // Other things.
  'CREATE VIEW v AS SELECT * FROM t;',
  "CREATE TEMPORARY VIEW IF NOT EXISTS v (a, b) COMMENT 'x' AS SELECT a, b FROM t GROUP BY a, b;",
  "CREATE CATALOG c WITH ('type'='paimon', 'warehouse'='s3://x/y');",
  "CREATE CATALOG IF NOT EXISTS c COMMENT 'x' WITH ('type'='hive');",
  "CREATE DATABASE IF NOT EXISTS d COMMENT 'x' WITH ('a'='b');",
  "CREATE FUNCTION f AS 'com.acme.F';",
  "CREATE TEMPORARY SYSTEM FUNCTION IF NOT EXISTS f AS 'com.acme.F' LANGUAGE PYTHON USING JAR 'file:///x.jar', JAR 'y.jar';",
  "CREATE MODEL m INPUT (a STRING) OUTPUT (b STRING) WITH ('provider'='openai');",
  "CREATE MATERIALIZED TABLE m FRESHNESS = INTERVAL '1' MINUTE AS SELECT * FROM t;",
  'USE CATALOG c;',
  'USE d;',
  'USE MODULES core, hive;',
  'SHOW TABLES;',
  'SHOW CREATE TABLE t;',
  "SHOW FULL MODULES;\nSHOW JOBS;\nSHOW TABLES FROM d LIKE '%x;y%';",
  'DESCRIBE t;',
  'DESC EXTENDED t;',
  "DESCRIBE JOB 'x';",
  'DESCRIBE CATALOG c;',
  "ADD JAR '/x/y.jar';",
  'ADD JAR /x/y.jar;',
  "REMOVE JAR '/x/y.jar';",
  'SHOW JARS;',
  "LOAD MODULE hive WITH ('hive-version'='3.1.3');",
  'UNLOAD MODULE core;',
  'ANALYZE TABLE t COMPUTE STATISTICS FOR ALL COLUMNS;',
  "UPDATE t SET a = 1 WHERE b = 'x';",
  'DELETE FROM t WHERE a = 1;',
  'TRUNCATE TABLE t;',
  "CALL sys.compact('d.t');",
  "STOP JOB 'x' WITH SAVEPOINT;",
  "STOP JOB 'x' WITH SAVEPOINT WITH DRAIN;",
  'EXPLAIN SELECT 1;',
  'EXPLAIN PLAN FOR INSERT INTO t SELECT 1;',
  'EXPLAIN ESTIMATED_COST, CHANGELOG_MODE SELECT 1;',
  'EXPLAIN STATEMENT SET BEGIN\nINSERT INTO a SELECT 1;\nINSERT INTO b SELECT 2;\nEND;',
  "COMPILE PLAN 'file:///p.json' FOR INSERT INTO t SELECT 1;",
  "COMPILE PLAN 'p.json' IF NOT EXISTS FOR STATEMENT SET BEGIN\nINSERT INTO a SELECT 1;\nINSERT INTO b SELECT 2;\nEND;",
  "EXECUTE PLAN 'p.json';",
  "COMPILE AND EXECUTE PLAN 'p.json' FOR INSERT INTO t SELECT 1;",
  // Jobs.
  'INSERT INTO t SELECT * FROM s;',
  'INSERT OVERWRITE t SELECT * FROM s;',
  'INSERT INTO TABLE t SELECT 1;',
  "INSERT INTO t PARTITION (a='1') SELECT b FROM s;",
  'INSERT INTO cat.`d b`.t (a, b) VALUES (1, 2);',
  "INSERT INTO t /*+ OPTIONS('sink.parallelism'='2') */ SELECT * FROM s;",
  'EXECUTE INSERT INTO t SELECT 1;',
  'EXECUTE SELECT 1;',
  'INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c;',
  'EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT 1;\nINSERT INTO b SELECT 2;\nEND;',
  'EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END;',
  "execute statement set\nbegin\n-- first;\ninsert into a select case when x then 1 else 2 end;\ninsert into b select case x when 'END;' then 1 end from s;\nend;\nSELECT 1;",
  'EXECUTE STATEMENT SET\nBEGIN\n  INSERT INTO a SELECT CASE WHEN x THEN 1 END;\n  INSERT INTO b\n  SELECT CASE WHEN y THEN 1\n  END;\nEND;',
  "BEGIN STATEMENT SET;\nINSERT INTO a SELECT 1;\nINSERT INTO b SELECT 2;\nEND;\nSET 'a'='b';",
  'EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT 1;\nINSERT INTO b SELECT 2',
  // Refused, or not Flink's.
  'SELEC 1;',
  'CREATE TABLE;',
  "INSERT INTO t VALUES ('unclosed);",
  'SELECT * FROM t /* unclosed;',
  "SET 'a' 'b';",
  "SET 'a' = b;",
  "CREATE TABLE t (a INT) WITH ('a' 'b');",
  'SET NAMES utf8mb4;',
  'BEGIN;\nCOMMIT;',
];

const KEYS = ["'table.exec.state.ttl'", 'table.exec.state.ttl', "'pipeline.name'", 'parallelism.default'];
const VALUES = ["'1 d'", "''", "'a;b'", "'it''s'", "'-- x'", '4', 'a,b', '${X}'];
const SHAPES: readonly ((key: string, value: string) => string)[] = [
  (key, value) => `SET ${key} = ${value};`,
  (key, value) => `set ${key}=${value};\n-- done\nRESET ${key};`,
  (key, value) => `\n\n  SET\t${key}  =\n  ${value}  ;\n\nSELECT 1;`,
];

const COLUMNS = ['a INT', 'ts TIMESTAMP(3)', 'b AS a + 1', "c STRING COMMENT 'x; (y)'", 'd ROW<x INT, y STRING>'];
const EXTRAS = ['', ', WATERMARK FOR ts AS ts', ', PRIMARY KEY (a) NOT ENFORCED'];
const OPTIONS = [
  "'connector'='kafka'",
  "'connector' = 'jdbc', 'url'='jdbc:mysql://h:3306/d?a=b;c=d'",
  "\n  'connector' = 'filesystem', -- where\n  'path' = 's3://b/p'\n",
  "'connector'='x', 'password'='p''w;d'",
];
const TAILS = ['', ' LIKE s', ' AS SELECT * FROM s'];
const PREFIXES = ['CREATE TABLE t', 'create temporary table `t`', 'CREATE TABLE IF NOT EXISTS c.d.t'];

const SELECTS = [
  'SELECT * FROM s',
  "SELECT a, CASE WHEN b = 'END;' THEN 1 ELSE 2 END FROM s GROUP BY a",
  'SELECT * FROM s JOIN u ON s.a = u.a',
  "SELECT * FROM s /*+ OPTIONS('k'='v;w') */ WHERE a <> ';'",
];
const TARGETS = ['t', '`t`', 'c.d.t', "t /*+ OPTIONS('sink.parallelism'='2') */"];
const SETS: readonly ((inserts: readonly string[]) => string)[] = [
  (inserts) => inserts.map((insert) => `${insert};`).join('\n'),
  (inserts) => `EXECUTE STATEMENT SET BEGIN\n${inserts.map((insert) => `${insert};`).join('\n')}\nEND;`,
  (inserts) => `BEGIN STATEMENT SET;\n${inserts.map((insert) => `${insert};`).join('\n')}\nEND;`,
];

const product = <A, B, C>(as: readonly A[], bs: readonly B[], make: (a: A, b: B) => C): readonly C[] =>
  as.flatMap((a) => bs.map((b) => make(a, b)));

function generated(): readonly string[] {
  const settings = product(
    SHAPES,
    product(KEYS, VALUES, (key, value) => [key, value] as const),
    (shape, [key, value]) => shape(key, value),
  );
  const bodies = product(EXTRAS, OPTIONS, (extra, options) => [extra, options] as const);
  const tables = product(
    product(PREFIXES, TAILS, (prefix, tail) => [prefix, tail] as const),
    bodies,
    ([prefix, tail], [extra, options]) => {
      // A table that is filled has no columns of its own but in newer versions.
      const columns = tail.startsWith(' AS') ? '' : ` (${COLUMNS.join(', ')}${extra})`;
      return `${prefix}${columns} WITH (${options})${tail};`;
    },
  );
  const inserts = product(TARGETS, SELECTS, (target, select) => `INSERT INTO ${target} ${select}`);
  const pairs = inserts.map((insert, index) => [insert, inserts[(index + 5) % inserts.length] ?? insert]);
  return [...settings, ...tables, ...product(SETS, pairs, (set, pair) => set(pair))];
}

/** Scripts by hand, whose answers are kept for tests without Java. */
export const byHand = BY_HAND;

/** All scripts: by hand, made of parts, and all of those by hand one after the other. */
export const allCases = (): readonly string[] => [...BY_HAND, ...generated()];
