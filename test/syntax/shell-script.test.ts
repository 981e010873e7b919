import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScriptCommand } from '../../src/model/script.js';
import { readShellScript } from '../../src/syntax/shell-script.js';
import { embedded, sourceText } from '../../src/syntax/source-text.js';

const read = (text: string): readonly ScriptCommand[] => readShellScript(sourceText('a.sh', text));

/** The words behind `flink` of every command that starts it. */
const starts = (text: string): readonly (readonly string[])[] =>
  read(text)
    .filter(({ words }) => words[0]?.text === 'flink')
    .map(({ words }) => words.slice(1).map((word) => word.text));

interface Observed {
  readonly scripts: readonly (readonly [script: string, started: readonly (readonly string[])[]])[];
}

const { scripts }: Observed = JSON.parse(readFileSync(new URL('../../fixtures/shell.json', import.meta.url), 'utf8'));

/** What runs within a substitution begins later than what it stands in, and bash starts it earlier; so do we. */
const sorted = (commands: readonly (readonly string[])[]): readonly string[] =>
  commands.map((words) => JSON.stringify(words)).sort();

describe('what bash starts, as observed', () => {
  test.each(scripts)('%j', (script, started) => {
    expect(sorted(starts(script))).toEqual(sorted(started));
  });
});

describe('what is known only when the script runs', () => {
  test.each([
    ['flink run $1 "$@" $#', ['run', '${1}', '${@}', '${#}']],
    ['flink run "$JAR" ${JAR} ${JAR:-a.jar} $(ls *.jar)', ['run', '$JAR', '${JAR}', '${JAR:-a.jar}', '$(ls *.jar)']],
    ['if a; then P=4; fi; flink run -p $P', ['run', '-p', '$P']],
    ['a && P=4; flink run -p $P', ['run', '-p', '$P']],
    ['f() { P=4; }; flink run -p $P', ['run', '-p', '$P']],
    ['P=4; flink run -p $P; P=5', ['run', '-p', '$P']],
    ['P=4; P+=5; flink run -p $P', ['run', '-p', '$P']],
    ['P=4; read P; flink run -p $P', ['run', '-p', '$P']],
    ['P=4; . ./env.sh; flink run -p $P', ['run', '-p', '$P']],
    ['for P in 4; do flink run -p $P; done', ['run', '-p', '$P']],
    ['flink run -p $P; P=4', ['run', '-p', '$P']],
    ['P=$1; flink run -p $P', ['run', '-p', '$P']],
    ['P=4 true; flink run -p $P', ['run', '-p', '$P']],
    ["flink run $'a\\nb'", ['run', "${'}"]],
  ])('%j', (script, words) => {
    expect(starts(script)).toEqual([words]);
  });

  test('a word that may be several is marked', () => {
    const [command] = read('flink run $OPTS "$JAR" "$@" "${ARGS[@]}" x$Y');
    expect(command?.words.map(({ open }) => open === true)).toEqual([false, false, true, false, true, true, true]);
  });
});

describe('here-documents', () => {
  test.each([
    ["sql-client.sh <<'EOF'\nSET 'a'='b';\nEOF\necho x", "SET 'a'='b';\n"],
    ['sql-client.sh <<-EOF > log\n\tSELECT 1;\n\tEOF\n', 'SELECT 1;\n'],
    ['sql-client.sh <<EOF\nSELECT', 'SELECT'],
    ["sql-client.sh <<< 'SELECT 1'", 'SELECT 1'],
  ])('%j', (script, input) => {
    expect(read(script)[0]?.input?.text).toBe(input);
  });

  test('spans lead back through taken-away tabs', () => {
    const script = 'sql-client.sh <<-EOF\n\tSELECT 1;\n\tSELECT 2;\n\tEOF\n';
    const input = read(script)[0]?.input;
    const at = input?.text.indexOf('2') ?? -1;
    expect(script[input?.toOuter(at) ?? -1]).toBe('2');
  });
});

describe('what a command before it in the pipeline prints', () => {
  const inputs = (script: string): readonly (string | undefined)[] =>
    read(script)
      .filter(({ words }) => words.at(-1)?.text === 'sql-client.sh')
      .map(({ input, inputFile }) => input?.text ?? (inputFile === undefined ? undefined : `< ${inputFile.text}`));

  test.each([
    ['cat <<EOF | sql-client.sh\nSELECT 1;\nEOF\n', 'SELECT 1;\n'],
    ["cat <<'EOF' |\nSELECT 1;\nEOF\n  docker exec -i jm sql-client.sh\n", 'SELECT 1;\n'],
    ['cat - <<EOF | cat | sql-client.sh\nSELECT 1;\nEOF\n', 'SELECT 1;\n'],
    ['echo "SELECT 1;" | sql-client.sh', 'SELECT 1;'],
    ['echo -n SELECT "1;" | sql-client.sh', 'SELECT 1;'],
    ["A=1; echo -e 'SELECT' $A | sql-client.sh", 'SELECT 1'],
    ['sql-client.sh < "a.sql"', '< a.sql'],
    ['cat a.sql | sql-client.sh', '< a.sql'],
    ["echo -e 'SELECT\\n1' | sql-client.sh", undefined],
    ['cat a.sql b.sql | sql-client.sh', undefined],
    ['cat -n a.sql | sql-client.sh', undefined],
    ['{ echo a; echo b; } | sql-client.sh', undefined],
    ['(echo a; echo b) | sql-client.sh', undefined],
    ['envsubst < a.sql | sql-client.sh', undefined],
    ['echo a; sql-client.sh', undefined],
    ['echo a || sql-client.sh', undefined],
    ['echo a |\n', undefined],
  ])('%j', (script, input) => {
    expect(inputs(script)[0]).toBe(input);
  });

  test('a pipeline without end is followed for a while', () => {
    expect(inputs(`echo a | ${'cat | '.repeat(5_000)}sql-client.sh`)).toEqual([undefined]);
  });

  test('spans lead back into what echo prints', () => {
    const script = "echo SELECT '1' 2 | sql-client.sh";
    const input = read(script)[1]?.input;
    const ends = ['1', '2'].map((digit) => script[input?.toOuter(input.text.indexOf(digit)) ?? -1]);
    expect([input?.text, ends]).toEqual(['SELECT 1 2', ['1', '2']]);
  });
});

test('variables given from outside are filled in until the script assigns them', () => {
  const given = new Map([['P', '4']]);
  const words = (text: string): readonly string[] =>
    readShellScript(sourceText('Makefile', text), given).flatMap((command) => command.words.map((word) => word.text));
  expect(words('flink run -p ${P}')).toEqual(['flink', 'run', '-p', '4']);
  expect(words('P=5; flink run -p $P')).toEqual(['flink', 'run', '-p', '$P']);
});

describe('spans', () => {
  test('a word covers what is written, a variable in it too', () => {
    const script = 'VALUE=10s\nflink run -D "a.b=$VALUE" x\\ y.jar';
    const words = read(script)[0]?.words ?? [];
    expect(words.map(({ at }) => script.slice(at.start, at.end))).toEqual([
      'flink',
      'run',
      '-D',
      '"a.b=$VALUE"',
      'x\\ y.jar',
    ]);
    const { source, text } = words[3] ?? { source: sourceText('', ''), text: '' };
    expect(text).toBe('a.b=10s');
    expect(script.slice(source.toOuter(4), source.toOuter(6) + 1)).toBe('$VALUE');
  });

  test('lie in the outer file', () => {
    const outer = sourceText('ci.yaml', 'run: |\n  flink run \\\n    a.jar\n');
    const inner = embedded(outer, [
      { text: 'flink run \\\n', start: 9 },
      { text: '  a.jar\n', start: 23 },
    ]);
    const jar = readShellScript(inner)[0]?.words[2];
    expect(outer.text.slice(jar?.at.start, jar?.at.end)).toBe('a.jar');
  });
});

/** What tells a shell something, and a little that does not. */
const SHELL = fc
  .array(
    fc.constantFrom(
      ...'\'"\\$`(){}<>;&|#=!\n\t ab1'.split(''),
      '$(',
      '${',
      '<<E',
      '\nE\n',
      'if ',
      'case x in ',
      ' fi',
      ' esac',
      'flink run ',
      'for i in',
      '[[ ',
      ';;',
      '\\\n',
      '\r\n',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('any text', () => {
  test('is read without end or failure, and its words stand where they say', () => {
    fc.assert(
      fc.property(SHELL, (text) => {
        const stand = ({ words, at }: ScriptCommand): boolean =>
          words.every((word) => {
            const [first, last] = [word.source.toOuter(0), word.source.toOuter(Math.max(word.text.length - 1, 0))];
            const ascending = [0, at.start, word.at.start, first, last, word.at.end, text.length];
            return ascending.every((offset, index) => offset >= (ascending[index - 1] ?? 0));
          });
        return read(text).every(stand);
      }),
      { numRuns: 2000 },
    );
  });

  test('quoted for a shell is what it was', () => {
    const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }), (words) => {
        expect(starts(`flink ${words.map(quoted).join(' ')}`)).toEqual([words]);
      }),
    );
  });

  test('with backslashes in double quotes is what it was', () => {
    const quoted = (word: string): string => `"${word.replaceAll(/["$`\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), (words) => {
        expect(starts(`flink ${words.map(quoted).join(' ')}`)).toEqual([words]);
      }),
    );
  });
});

test.each(['$('.repeat(5000), '`'.repeat(5000), `${'('.repeat(5000)}a`])(
  'depth is no reason to lose what stands before it: %.4s…',
  (deep) => {
    expect(starts(`flink list\nflink stop 1\n${deep}`)).toEqual([['list'], ['stop', '1']]);
  },
);
