import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { At, JavaExpression, JavaFacts, JavaStatement } from '../../src/model/java.js';
import { loadJavaParser } from '../../src/readers.js';
import { createJavaParser, type JavaParser } from '../../src/sources/java/parser.js';
import { embedded, sourceText } from '../../src/syntax/source-text.js';
import { root } from '../command.js';
import { shape, statementShape, typeOutline, typeShape } from './java-shapes.js';

const parser = await loadJavaParser();

const read = (text: string): JavaFacts => parser.read(sourceText('Job.java', text));

/** The statements of a method that consists of these. */
function statements(java: string): readonly JavaStatement[] {
  const { types, broken } = read(`class A { void f() { ${java} } }`);
  expect(broken).toEqual([]);
  return types[0]?.methods[0]?.body ?? [];
}

/** The value of a variable that is given this. */
function expression(java: string): JavaExpression | undefined {
  const [first] = statements(`x = ${java};`);
  return first?.kind === 'expression' && first.value.kind === 'assign' ? first.value.value : undefined;
}

const shaped = (java: string): string | undefined => {
  const found = expression(java);
  return found === undefined ? undefined : shape(found);
};

/** The one type of a text. */
const typeOf = (text: string) => {
  const { types, broken } = read(text);
  expect(broken).toEqual([]);
  return types[0];
};

describe('literals', () => {
  test.each([
    ['0', 'int:0'],
    ['1_000_000', 'int:1000000'],
    ['0x7fff_ffff', 'int:2147483647'],
    ['0xFFFFFFFF', 'int:-1'],
    ['0xFFFFFFFFL', 'long:4294967295'],
    ['0b1010', 'int:10'],
    ['017', 'int:15'],
    ['0_17', 'int:15'],
    ['2147483648', 'int:2147483648'],
    ['9007199254740991L', 'long:9007199254740991'],
    ['9007199254740993L', 'long:9007199254740993n'],
    ['0x8000000000000000L', 'long:-9223372036854775808n'],
    ['1.5', 'double:1.5'],
    ['.5e1', 'double:5'],
    ['1_0.0_1', 'double:10.01'],
    ['1d', 'double:1'],
    ['0.1f', `float:${Math.fround(0.1)}`],
    ['0x1.8p1', 'double:3'],
    ['0x.8p0f', 'float:0.5'],
    ['true', 'boolean:true'],
    ['null', 'null:null'],
    ["'a'", 'char:"a"'],
    [`'\\''`, `char:"'"`],
    [`'\\u0041'`, 'char:"A"'],
    ['""', 'string:""'],
    ['"a\\tb\\n\\"\\\\\\s"', 'string:"a\\tb\\n\\"\\\\ "'],
    ['"\\0\\12\\1234\\477"', `string:${JSON.stringify('\0\nS4\x277')}`],
    ['"\\u00e9 \\\\u0041"', 'string:"é \\\\u0041"'],
    ['"😀"', 'string:"😀"'],
  ])('%s', (java, expected) => {
    expect(shaped(java)).toBe(expected);
  });

  test('an escape that Java does not have is unknown', () => {
    expect(shape(firstValue('class A { Object x = "\\q"; }'))).toBe('(unknown)');
  });

  // The examples of JLS 3.10.6 and JEP 378.
  test.each([
    ['"""\n    hello\n      there\n    """', 'hello\n  there\n'],
    ['"""\n    hello\n      there"""', 'hello\n  there'],
    ['"""\n    hello\n  """', '  hello\n'],
    ['"""   \r\n    a  \r\n\r\n    b\\t  \r\n    """', 'a\n\nb\t\n'],
    ['"""\n    one \\\n    two\\040\n    """', 'one two \n'],
    ['"""\n    "quoted" and ""\\"three""\\"\n    """', '"quoted" and """three"""\n'],
    ['"""\n\t\ttabs\n\t\t  two\n    """', 'tabs\n  two\n'],
  ])('text block %j', (java, expected) => {
    expect(firstValue(`class A { Object x = ${java}; }`)).toMatchObject({ type: 'string', value: expected });
  });
});

function firstValue(text: string): JavaExpression {
  const value = read(text).types[0]?.fields[0]?.value;
  if (value === undefined) throw new Error(`no field in ${text}`);
  return value;
}

describe('expressions', () => {
  test.each([
    ['a', 'a'],
    ['a.b.c', 'a.b.c'],
    ['this.x', 'this.x'],
    ['super.x', 'super.x'],
    ['Outer.this.x', 'Outer.this.x'],
    ['f(1, g())', 'f(int:1, g())'],
    ['super.f()', 'super.f()'],
    ['Outer.super.f()', 'super.f()'],
    ['env.<String>fromSource(s, w).uid("a")', 'env.<String>fromSource(s, w).uid(string:"a")'],
    ['((a))', 'a'],
    ['(a).f()', 'a.f()'],
    ['a + b * c - d', '(- (+ a (* b c)) d)'],
    ['a == b && !c || ~d >>> 2 > 1', '(|| (&& (== a b) (! c)) (> (>>> (~ d) int:2) int:1))'],
    ['i++ + --j', '(+ (post ++ i) (-- j))'],
    ['y = z', '(= y z)'],
    ['y += 1', '(+= y int:1)'],
    ['a ? b : c ? d : e', '(? a b (? c d e))'],
    ['(Foo<A>) b', '(cast Foo<A> b)'],
    ['(Runnable & java.io.Serializable) () -> f()', '(cast Runnable (lambda [] f()))'],
    ['a instanceof Foo', '(instanceof a Foo -)'],
    ['a instanceof final Foo<?> f', '(instanceof a Foo<?> f)'],
    ['a instanceof Point(int x, var y)', '(instanceof a Point -)'],
    ['a[1][i]', 'a[int:1][i]'],
    ['new Foo<>(1)', '(new Foo int:1)'],
    ['new a.b.Foo<String>()', '(new a.b.Foo<String>)'],
    ['outer.new Inner()', '(new Inner)'],
    ['new Foo() { int x; void open() {} }', '(new Foo class {x open})'],
    ['new int[3][]', '(new-array int[][] int:3)'],
    ['new String[] {"a", "b"}', '(array String[] string:"a" string:"b")'],
    ['new int[][] {{1}, {}}', '(array int[][] (array - int:1) (array -))'],
    ['Foo.class', 'Foo.class'],
    ['int[].class', 'int[].class'],
    ['a.b.Foo.class', 'a.b.Foo.class'],
    ['x -> x + 1', '(lambda [x] (+ x int:1))'],
    ['(x, y) -> { return x; }', '(lambda [x, y] {(return x)})'],
    ['(final String x, int... y) -> f()', '(lambda [String x, int y] f())'],
    ['Foo::bar', 'Foo::bar'],
    ['a.b.Foo::new', 'a.b.Foo::new'],
    ['this::f', 'this::f'],
    ['super::f', 'super::f'],
    ['ArrayList<String>::new', 'ArrayList::new'],
    ['int[]::new', 'int[].class::new'],
    ['f().g::h', 'f().g::h'],
    [
      'switch (a) { case 1, 2 -> "x"; default -> { yield g(); } }',
      '(switch a (-> [int:1 int:2] {string:"x"}) (-> [default] {(yield g())}))',
    ],
    ['switch (a) { case null, default -> throw e; }', '(switch a (-> [null:null default] {(throw e)}))'],
    [
      'switch (a) { case Foo f when f.ok() -> 1; case Bar(int x) -> 2; }',
      '(switch a (-> [(unknown f.ok())] {int:1}) (-> [(unknown)] {int:2}))',
    ],
  ])('%s', (java, expected) => {
    expect(shaped(java)).toBe(expected);
  });

  test('parts of the unknown are read', () => {
    const { types, broken } = read('class A { void f() { g(1, ~ # h(2)); } }');
    expect(broken).not.toEqual([]);
    expect(JSON.stringify(types)).toContain('"h"');
  });
});

describe('statements', () => {
  test.each([
    ['int a = 1, b[] = {2}, c;', '(local int a int:1) (local int[] b (array - int:2)) (local int c)'],
    ['final var x = f();', '(local var x f())'],
    ['Map<String, List<? extends Foo[]>> m;', '(local Map<String, List<?<Foo[]>>> m)'],
    ['java.util.Map.Entry<A, B> e;', '(local java.util.Map.Entry<A, B> e)'],
    ['if (a) f(); else if (b) { g(); } else ;', '(if a f() (if b {g()}))'],
    [
      'for (int i = 0, j = 1; i < n; i++, j--) f();',
      '(for {(local int i int:0) (local int j int:1)} (< i n) [(post ++ i) (post -- j)] f())',
    ],
    ['for (i = 0, j = 1; ; ) {}', '(for {(= i int:0); (= j int:1)} - [] {})'],
    ['for (;;) ;', '(for {} - [] empty)'],
    ['for (final String s : list()) f(s);', '(foreach String s list() f(s))'],
    ['while (a) b();', '(while a b())'],
    ['do { b(); } while (a);', '(do {b()} a)'],
    [
      'switch (a) { case 1: case B: f(); break; default: g(); }',
      '(switch a (: [int:1 B] {f(); break}) (: [default] {g()}))',
    ],
    ['switch (a) { case X -> f(); default -> {} }', '(switch a (-> [X] {f()}) (-> [default] {}))'],
    [
      'try (var r = open(); s; this.t) { f(); } catch (A | b.C e) { g(); } finally { h(); }',
      '(try {(local var r open()); s; this.t} {f()} (catch A|b.C {g()}) (finally {h()}))',
    ],
    ['try { f(); } finally { }', '(try {} {f()} (finally {}))'],
    ['return;', '(return)'],
    ['return x;', '(return x)'],
    ['throw new E();', '(throw (new E))'],
    ['{ f(); { g(); } }', '{f(); {g()}}'],
    ['synchronized (lock) { f(); }', '(synchronized {f()})'],
    ['outer: while (a) { continue outer; }', '(labelled (while a {continue}))'],
    ['assert a > 1 : msg();', '(unknown (> a int:1) msg())'],
    ['class Local { int x; void f() {} }', 'class Local {x f}'],
    ['record Pair(int a, String b) {}', 'record Pair {}'],
    ['int x @A [] = null;', '(local int[] x null:null)'],
  ])('%s', (java, expected) => {
    const [first, ...rest] = statements(java);
    expect(rest).toEqual([]);
    expect(first === undefined ? '' : statementShape(first)).toBe(expected);
  });
});

describe('declarations', () => {
  const text = `@Deprecated
package a.b.c;

import org.apache.flink.api.common.*;
import static java.util.Map.entry;
import static a.B.*;

/** Of the job. */
@SuppressWarnings({"a", "b"}) @a.Marker
public abstract class Job<T extends A & B<T>, U> extends Base<T> implements C, d.E<U> {
  private static final int A = 1, B[] = {2}; // two
  static { f(); }
  { g(); }
  Job(int x) throws X { this(x, 2); h(); }
  protected <R> List<R>[] run(@Nullable final Map<String, int[]> m, String... rest) throws Exception { return null; }
  abstract int count()[];
  enum Mode implements F { ON, @X OFF(1) { void f() {} }; int z; void m() {} }
  record Point<N>(int x, @Y N... ys) implements G { Point { check(x); } static int k; }
  interface Inner<V> extends P, Q<V> { int K = 1; void f(); default void g() {} }
  @interface Note { int value() default 1; String[] names(); }
}
class Other {}
`;
  const facts = read(text);
  const [job, other] = facts.types;

  test('package and imports', () => {
    expect(facts.broken).toEqual([]);
    expect(facts.package).toBe('a.b.c');
    expect(facts.imports.map(({ name, static: fixed, wildcard }) => [name, fixed, wildcard])).toEqual([
      ['org.apache.flink.api.common', false, true],
      ['java.util.Map.entry', true, false],
      ['a.B', true, true],
    ]);
    expect(other?.name).toBe('Other');
  });

  test('a class', () => {
    expect(job).toMatchObject({
      kind: 'class',
      name: 'Job',
      modifiers: ['public', 'abstract'],
      annotations: ['SuppressWarnings', 'a.Marker'],
      typeParameters: ['T', 'U'],
      broken: false,
    });
    expect(job?.extends.map(typeShape)).toEqual(['Base<T>']);
    expect(job?.implements.map(typeShape)).toEqual(['C', 'd.E<U>']);
    expect(job?.types.map(typeOutline)).toEqual([
      'enum Mode {z m}',
      'record Point {k <init>}',
      'interface Inner {K f g}',
      'annotation Note {value names}',
    ]);
  });

  test('fields and initialisers', () => {
    expect(job?.fields.map(({ name, type, modifiers }) => [name, typeShape(type), modifiers])).toEqual([
      ['A', 'int', ['private', 'static', 'final']],
      ['B', 'int[]', ['private', 'static', 'final']],
    ]);
    expect(job?.initialisers.map((one) => [one.static, one.body.map(statementShape)])).toEqual([
      [true, ['f()']],
      [false, ['g()']],
    ]);
  });

  test('methods and constructors', () => {
    expect(
      job?.methods.map(({ name, returns, parameters, body }) => [
        name,
        returns === undefined ? '' : typeShape(returns),
        parameters.map(
          (one) => `${one.type === undefined ? '' : typeShape(one.type)} ${one.name}${one.varargs ? '…' : ''}`,
        ),
        body?.map(statementShape),
      ]),
    ).toEqual([
      ['<init>', '', ['int x'], ['this(x, int:2)', 'h()']],
      ['run', 'List<R>[]', ['Map<String, int[]> m', 'String rest…'], ['(return null:null)']],
      ['count', 'int[]', [], undefined],
    ]);
    expect(job?.methods[1]).toMatchObject({ typeParameters: ['R'], modifiers: ['protected'] });
  });

  test('enums, records and interfaces', () => {
    const [mode, point, inner] = job?.types ?? [];
    expect(mode?.constants).toEqual(['ON', 'OFF']);
    expect(mode?.implements.map(typeShape)).toEqual(['F']);
    expect(point?.components.map(({ name }) => name)).toEqual(['x', 'ys']);
    expect(point?.methods[0]?.parameters).toEqual(point?.components);
    expect(inner?.extends.map(typeShape)).toEqual(['P', 'Q<V>']);
    expect(inner?.methods.map(({ body }) => body)).toEqual([undefined, []]);
  });

  test('comments, for ignoring findings', () => {
    const java = 'int a; // flinklint-ignore x/y: why \n/* flinklint-ignore a/b */\n/**\n * Doc.\n */\nint b;';
    expect(
      read(`class A { ${java} }`).comments.map(({ text: content, trailing, at }) => [
        content,
        trailing,
        `class A { ${java} }`.slice(at.start, at.end),
      ]),
    ).toEqual([
      ['flinklint-ignore x/y: why', true, '// flinklint-ignore x/y: why'],
      ['flinklint-ignore a/b', false, '/* flinklint-ignore a/b'],
      ['*\n * Doc.', false, '/**\n * Doc.'],
    ]);
  });
});

describe('the language as it grows', () => {
  test.each([
    ['8: lambdas, references, annotations of types', 'class A { List<@B String> x = f(C::d, () -> {}); }'],
    ['9: private methods of interfaces', 'interface A { private void f() {} }'],
    ['10: var', 'class A { void f() { var x = 1; for (var y : z) g(y); } }'],
    ['11: var in lambdas', 'class A { Object x = (var a, var b) -> a; }'],
    ['14: switch expressions', 'class A { int x = switch (y) { case A, B -> 1; default -> { yield 2; } }; }'],
    ['15: text blocks', 'class A { String x = """\n  a "b"\n  """; }'],
    [
      '16: records, patterns',
      'record A(int x) { void f(Object o) { if (o instanceof String s && s.isEmpty()) g(s); } }',
    ],
    ['17: sealed', 'sealed interface A permits B {} non-sealed class B implements A {}'],
    [
      '21: patterns in switch',
      'class A { int f(Object o) { return switch (o) { case null -> 0; case B b when b.c() -> 1; case D(var e, E(int g)) -> 2; default -> 3; }; } }',
    ],
    [
      '21: final before a pattern',
      'class A { int f(Object o) { return switch (o) { case final B b -> 1; default -> 2; }; } }',
    ],
    [
      '21: final in a record pattern',
      'class A { boolean f(Object o) { return o instanceof B(final int x, final C c); } }',
    ],
    ['21: names of enums in full', 'class A { int f(B b) { return switch (b) { case B.C -> 1; default -> 2; }; } }'],
    ['22: unnamed variables', 'class A { void f() { try { g(_ -> 1); } catch (E _) { } for (var _ : x) h(); } }'],
    ['23: markdown comments', '/// # Doc\nclass A {}'],
    ['25: imports of modules', 'import module java.base;\nimport java.util.List;\nclass A {}'],
    ['25: flexible constructors', 'class A { A(int x) { check(x); this.y = x; super(x); z(); } }'],
    ['25: compact sources', 'void main() { IO.println(x); }\nint x = 1;'],
    ['words that are names elsewhere', 'class A { int record, sealed, permits, module, open, with, when, yield; }'],
    ['a control character at the end', 'class A {}\n\u001a'],
    [
      'a module',
      '@A open module a.b { requires transitive java.base; exports c to d; uses e.F; provides g.H with i.J; }',
    ],
    ['a package', '@A package a.b;'],
  ])('%s', (_, text) => {
    expect(read(text).broken).toEqual([]);
  });

  test('a module is no class', () => {
    expect(read('import module java.base;\nimport java.util.List;').imports.map(({ name }) => name)).toEqual([
      'java.util.List',
    ]);
  });

  test('a compact source is a class of the name of its file', () => {
    const { types } = parser.read(sourceText('src/Main.java', 'void main() { f(); }\nint x = 1;\nclass B {}'));
    expect(types.map(typeOutline)).toEqual(['class B {}', 'class Main {x main}']);
  });

  test('a constructor called late is still that call', () => {
    const body = typeOf('class A { A(int x) { check(x); super(x); this(y); } }')?.methods[0]?.body ?? [];
    expect(body.map(statementShape)).toEqual(['check(x)', 'super(x)', 'this(y)']);
  });
});

/** Calls of `uid` with the method around them. */
function uids(facts: JavaFacts): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown, method: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const one = value as Partial<Record<string, unknown>>;
    if (one.kind === 'call' && one.name === 'uid') {
      const [argument] = one.arguments as readonly JavaExpression[];
      found.push(`${method}: ${argument === undefined ? '' : shape(argument)}`);
    }
    const within = 'parameters' in one && typeof one.name === 'string' ? one.name : method;
    for (const part of Object.values(one)) visit(part, within);
  };
  visit(facts.types, '');
  return found.sort();
}

describe('broken code', () => {
  const good = `package a;
import b.C;
public class Job extends Base {
  private final int x = 1;
  public static void main(String[] args) throws Exception {
    DataStream<String> s = env.fromElements("a").uid("one");
    s.map(new MapFunction<String, String>() { public String map(String v) { return v; } }).uid("two");
    if (x) { s.print().uid("three"); }
    env.execute("job");
  }
  static void later(DataStream<String> t) { t.filter(v -> v.isEmpty()).uid("four"); }
  class Inner { void f() { g().uid("five"); } }
}
`;
  const all = [
    'f: string:"five"',
    'later: string:"four"',
    'main: string:"one"',
    'main: string:"three"',
    'main: string:"two"',
  ];

  test('nothing is broken in the good one', () => {
    expect(read(good).broken).toEqual([]);
    expect(uids(read(good))).toEqual(all);
  });

  test.each([
    ['an anonymous class left open', 'return v; } })', 'return v; } )'],
    ['no semicolon', '.uid("one");', '.uid("one")'],
    ['no bracket', '"two");', '"two";'],
    ['a bracket too many', 'execute("job")', 'execute("job"))'],
    ['half a member', 'private final int x = 1;', 'private final int'],
    ['half a lambda', 'v -> v.isEmpty()', 'v -> '],
    ['a word misspelt', 'public static void main', 'pubic static void main'],
    ['a merge left open', '    if (x)', '<<<<<<< HEAD\n    if (x)'],
    ['a placeholder for a value', 'int x = 1', 'int x = ${value}'],
    ['a placeholder for a name', 'class Job', 'class ${name}'],
    ['a comment left open', 'private final', '/* private final'],
    ['a class left open', 'g().uid("five"); } }\n}\n', 'g().uid("five"); } }\n'],
    ['a method in a method', '    env.execute', '    void q() { r(); }\n    env.execute'],
    ['try without catch', 'if (x) {', 'try {'],
    ['a brace too many', '  static void later', '  }\n  static void later'],
    ['no class around', 'public class Job extends Base {', ''],
  ])('%s: all calls are found, and the place is known', (_, from, to) => {
    expect(good).toContain(from);
    const facts = read(good.replace(from, () => to));
    expect(facts.broken).not.toEqual([]);
    expect(uids(facts)).toEqual(all);
  });

  test('a brace too few moves what follows, and says so', () => {
    const facts = read(good.replace('"three"); }', '"three");'));
    expect(uids(facts)).toHaveLength(5);
    expect(facts.types[0]?.broken).toBe(true);
    expect(facts.types[0]?.methods.find(({ name }) => name === 'main')?.broken).toBe(true);
  });

  test('what is whole beside what is broken is whole', () => {
    const [a, b] = read('class A { void f() { g(; } void h() {} } class B { }').types;
    expect([a?.broken, a?.methods[0]?.broken, a?.methods[1]?.broken, b?.broken]).toEqual([true, true, false, false]);
  });

  test('a method without its end', () => {
    const { broken, types } = read('class A { void f() { int x = 1;');
    // Where both braces are missing.
    expect(broken.map(({ start }) => start)).toEqual([31, 31]);
    expect(types[0]?.methods[0]?.body?.map(statementShape)).toEqual(['(local int x int:1)']);
  });
});

/** Everything with a place in the facts, with what it stands in. */
function places(facts: JavaFacts): readonly { readonly path: string; readonly at: At; readonly within: At }[] {
  const found: { path: string; at: At; within: At }[] = [];
  const visit = (value: unknown, path: string, within: At): void => {
    if (typeof value !== 'object' || value === null) return;
    const isPlace = 'start' in value && 'end' in value;
    const at = isPlace ? (value as At) : within;
    if (isPlace) found.push({ path, at, within });
    for (const [key, part] of Object.entries(value)) visit(part, `${path}/${key}`, at);
  };
  visit(facts, '', { start: 0, end: Number.MAX_SAFE_INTEGER });
  return found;
}

/** Names that do not stand in the text where they are said to: those of constructors and of what has none. */
function misnamed(facts: JavaFacts, text: string): readonly string[] {
  const wrong: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { name, nameAt } = value as { readonly name?: string; readonly nameAt?: At };
    const written = nameAt === undefined ? name : text.slice(nameAt.start, nameAt.end);
    if (name !== written && name !== '<init>' && nameAt?.start !== nameAt?.end) wrong.push(`${name} ≠ ${written}`);
    for (const part of Object.values(value)) visit(part);
  };
  visit(facts.types);
  return wrong;
}

describe('places', () => {
  test.each([
    ['an emoji before', '/* 😀👩‍👩‍👧 */ class A { String x = "😀"; void f() { g("é😀").uid("u"); } }'],
    ['CRLF', 'class A {\r\n  // c\r\n  void f() {\r\n    g().uid("u");\r\n  }\r\n}\r\n'],
    ['tabs', 'class A {\n\tvoid f() {\n\t\tg().uid("u");\n\t}\n}\n'],
    ['a byte order mark', '\uFEFFclass A { void f() { g().uid("u"); } }'],
    ['a name in astral letters', 'class A { void f() { 𝒜.g().uid("u"); } }'],
    ['separators of lines that are none', 'class A { String s = "\u2028\u0085"; void f() { g().uid("u"); } }'],
    ['half a surrogate', 'class A { String s = "\ud83d"; void f() { g().uid("u"); } }'],
  ])('%s', (_, text) => {
    const facts = read(text);
    expect(facts.broken).toEqual([]);
    expect(misnamed(facts, text)).toEqual([]);
    const call = places(facts).find(({ at }) => text.slice(at.start, at.end) === '"u"');
    expect(call?.at.start).toBe(text.indexOf('"u"'));
    const name = text.indexOf('uid');
    expect(
      places(facts).some(({ path, at }) => path.endsWith('nameAt') && at.start === name && at.end === name + 3),
    ).toBe(true);
  });

  test('of Java that stands in another file', () => {
    const outer = sourceText('conf.yaml', 'job: |\n  class A { int x; }\n');
    const { types } = parser.read(embedded(outer, [{ text: 'class A { int x; }\n', start: 9 }]));
    expect(types[0]?.nameAt).toEqual({ start: 15, end: 16 });
    expect(types[0]?.fields[0]?.nameAt).toEqual({ start: 23, end: 24 });
  });
});

const SAMPLE = readFileSync(join(root, 'test/sources/sample.java.txt'), 'utf8');

/** A variable stands behind the type that it shares, a constructor of a record behind the components that it takes. */
const isShared = (path: string): boolean => /\/variables\/\d+\/type|\/methods\/\d+\/parameters\/\d+$/.test(path);

describe('whatever the text', () => {
  const mutated = fc
    .array(
      fc.record({
        at: fc.nat(SAMPLE.length),
        cut: fc.nat(40),
        put: fc.constantFrom(
          '',
          '{',
          '}',
          '(',
          ')',
          '"',
          '"""',
          '/*',
          '*/',
          "'",
          '\\',
          ';',
          '<',
          '@',
          '->',
          '::',
          '\u0000',
          '😀',
          '\ud800',
          'class ',
          'new ',
          'case ',
        ),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((edits) => edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), SAMPLE));
  const texts = fc.oneof(
    mutated,
    fc.nat(SAMPLE.length).map((end) => SAMPLE.slice(0, end)),
    fc.nat(SAMPLE.length).map((start) => SAMPLE.slice(start)),
    fc.string({ unit: 'binary' }),
  );

  test('places lie in one another and in the file, and names where they are said to', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const facts = read(text);
        const outside = places(facts).filter(
          ({ at, within, path }) =>
            at.start > at.end ||
            at.end > text.length ||
            (!isShared(path) && !path.includes('/comments/') && (at.start < within.start || at.end > within.end)),
        );
        expect(outside).toEqual([]);
        expect(misnamed(facts, text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('the sample itself is whole', () => {
    expect(read(SAMPLE).broken).toEqual([]);
  });
});

describe('hostile files', () => {
  const inMethod = (body: string): string => `class A { void f() { ${body} } }`;
  const many = 20_000;
  test.each([
    ['nested parentheses', inMethod(`int x = ${'('.repeat(many)}1${')'.repeat(many)};`)],
    ['a long sum', inMethod(`String x = "a"${' + "b"'.repeat(many)};`)],
    ['a long chain', inMethod(`x${'.a()'.repeat(many)};`)],
    ['nested blocks', inMethod('{'.repeat(many) + '}'.repeat(many))],
    ['braces left open', inMethod('{'.repeat(many))],
    ['braces never opened', inMethod('}'.repeat(many))],
    ['else if', inMethod(`if (a) b(); ${'else if (a) b(); '.repeat(3000)}`)],
    ['nested type arguments', inMethod(`${'List<'.repeat(3000)}X${'>'.repeat(3000)} x;`)],
    ['less than', inMethod('a<'.repeat(2000))],
    ['a long name', `import ${'a.'.repeat(5000)}b; class A { ${'a.'.repeat(5000)}B x = ${'a.'.repeat(5000)}b; }`],
    ['lambdas', inMethod(`x = ${'() -> '.repeat(3000)}1;`)],
    ['classes', 'class A {'.repeat(2000)],
    ['anonymous classes', inMethod('new A() { void f() { '.repeat(2000))],
    ['annotations', `${'@A'.repeat(5000)} class X {}`],
    ['comments left open', '/*'.repeat(1_000_000)],
    ['quotation marks', '"'.repeat(1_000_000)],
    ['blanks in a text block', inMethod(`x = """\n${' '.repeat(500_000)}\n""";`)],
    ['digits', inMethod(`x = ${'9'.repeat(500_000)};`)],
    ['five megabytes on one line', inMethod('int x = 1; '.repeat(500_000))],
    ['binary content', Array.from({ length: 50_000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('')],
  ])('%s', (_, text) => {
    const before = process.cpuUsage().user;
    const facts = read(text);
    // A second of work, on whatever machine; twice of it where others work there too.
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(2000);
    // Whoever follows the facts by recursion must not run out of stack.
    expect(() =>
      JSON.stringify(facts, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toThrow();
  });

  test.each([
    ['five megabytes', 'int x = 1; '.repeat(500_000), 'it is larger than 2 MiB'],
    ['binary content', 'class A { }\0', 'it is not a text'],
    ['too long', '/*'.repeat(1_000_000), 'it takes too long to parse'],
  ])('%s is unreadable', (_, text, reason) => {
    expect(read(text)).toMatchObject({ unreadable: reason, types: [], imports: [], comments: [] });
    expect(read('class A {}').types).toHaveLength(1);
  });

  test('what stands deeper than anybody writes is unknown', () => {
    const [sum] = statements(`x = "a"${' + "b"'.repeat(1000)};`);
    let depth = 0;
    let at = sum?.kind === 'expression' && sum.value.kind === 'assign' ? sum.value.value : undefined;
    for (; at?.kind === 'binary'; depth++) at = at.left;
    expect(depth).toBeGreaterThan(200);
    expect(depth).toBeLessThan(300);
    expect(at?.kind).toBe('unknown');
  });
});

describe('the parser', () => {
  test('is loaded from the WebAssembly that its packages ship, on the Node at hand', async () => {
    const host = { now: () => 0, spent: () => 0 };
    const wasm = (path: string) => readFileSync(join(root, 'node_modules', path));
    const own: JavaParser = await createJavaParser({
      ...host,
      engine: wasm('web-tree-sitter/web-tree-sitter.wasm'),
      grammar: wasm('tree-sitter-java/tree-sitter-java.wasm'),
    });
    expect(own.read(sourceText('A.java', 'class A {}')).types).toHaveLength(1);
    await expect(
      createJavaParser({ ...host, engine: wasm('web-tree-sitter/web-tree-sitter.wasm'), grammar: new Uint8Array(8) }),
    ).rejects.toThrow('The Java parser cannot be loaded: ');
  });
});
