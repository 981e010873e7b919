/** Scripts within Makefiles, Justfiles and pipelines: their text, and the way back into the file. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceText } from '../../src/model/span.js';
import { readPipeline } from '../../src/sources/commands/pipelines.js';
import { readJustfile, readMakefile } from '../../src/sources/commands/recipes.js';
import { sourceText } from '../../src/syntax/source-text.js';

const makefile = (text: string) => readMakefile(sourceText('Makefile', text));

describe('a Makefile', () => {
  test.each([
    ['a: b\n\techo 1\nc = d\n\t@-echo 2\n', 'echo 1\necho 2\n'],
    ['a:\n\techo 1 \\\n\t  -2\n\techo 3\n', 'echo 1 \\\n  -2\necho 3\n'],
    ['a:\n\techo $$X $(Y) ${Z} $(shell date +%s) $@\n', 'echo $X ${Y} ${Z} ${shell date +%s} $@\n'],
    ['a:\n\techo $(dir $(X))y\n', 'echo ${dir $(X)}y\n'],
    ['a: b\n', ''],
  ])('%j hands the shell %j', (text, script) => {
    expect(makefile(text).script.text).toBe(script);
  });

  test('gives literals to variables that are defined once', () => {
    const text = 'A = 1\nB := two words # comment\nexport C=3\nD ?= 4\nE += 5\nF = $(A)\nG = 1\nG = 2\nH ::= 7\n';
    expect([...makefile(text).variables]).toEqual([
      ['A', '1'],
      ['B', 'two words'],
      ['C', '3'],
      ['H', '7'],
    ]);
  });
});

test('a Justfile hands the shell its indented lines', () => {
  const { script } = readJustfile(sourceText('justfile', 'x := "1"\na: b\n  @echo {{x}}\n    echo 2\n'));
  expect(script.text).toBe('echo {{x}}\necho 2\n');
});

test.each([
  [
    'jobs:\n  a:\n    steps:\n      - run: echo 1\n      - run: |\n          echo 2\n          echo 3\n',
    ['echo 1', 'echo 2\necho 3\n'],
  ],
  ['a:\n  script: [echo 1, "echo 2"]\n  before_script:\n    - echo 3\n', ['echo 1', 'echo 2', 'echo 3']],
  ['steps:\n  - run:\n      command: echo 1\n', ['echo 1']],
  ['name: echo 1\nscripts: echo 2\n', []],
  ['a: [', []],
])('a pipeline %j has the scripts %j', (text, scripts) => {
  expect(readPipeline(sourceText('ci.yaml', text)).map((script) => script.text)).toEqual(scripts);
});

/** Whether each character of a script stands where it says; make's parentheses are the shell's braces. */
function leadsBack(text: string, script: SourceText): boolean {
  return Array.from(script.text).every((_, index) => {
    const [own, written] = [script.text[index], text[script.toOuter(index)]];
    return own === written || (own === '{' && written === '(') || (own === '}' && written === ')');
  });
}

test('every character of a recipe leads back to where it is written', () => {
  const line = fc.array(fc.constantFrom('\t', '\n', '\\\n', '$', '$$', '$(', ')', '@', '-', 'a', ' ', 'b = c\n', ':'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(line, (parts) => {
      const text = parts.join('');
      const just = readJustfile(sourceText('justfile', text)).script;
      return leadsBack(text, makefile(text).script) && leadsBack(text, just);
    }),
    { numRuns: 1000 },
  );
});
