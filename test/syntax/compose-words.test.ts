import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeWords } from '../../src/syntax/compose-words.js';
import { sourceText, spanOf } from '../../src/syntax/source-text.js';

/** Which words a text has is asked of compose itself, in test/compose-library.test.ts. */
describe('the words of a command', () => {
  test('stand where they are written, and so does each of their letters', () => {
    const text = `jobmanager "-Drest.port=80\\82" -Da='b c'd`;
    const words = composeWords(sourceText('compose.yaml', text));
    const shown = words.map(({ text: said, at, source }) => {
      const value = spanOf(source, said.indexOf('=') + 1, said.length);
      return [said, text.slice(at.start, at.end), text.slice(value.start, value.end)];
    });
    expect(shown).toEqual([
      ['jobmanager', 'jobmanager', 'jobmanager'],
      ['-Drest.port=8082', '"-Drest.port=80\\82"', '80\\82'],
      ['-Da=b cd', "-Da='b c'd", "b c'd"],
    ]);
  });

  test('plain words come back as they are', () => {
    const word = fc.stringMatching(/^[\w=.:/-]+$/);
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const read = composeWords(sourceText('compose.yaml', words.join(' \n')));
        expect(read.map(({ text }) => text)).toEqual(words);
      }),
    );
  });

  test('no text makes it throw, or takes long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', ' ', '"', "'", '\\', '`', '$(', ')', '$', ';', '2>', '\n')),
        (parts) => {
          const text = parts.join('');
          for (const { at } of composeWords(sourceText('compose.yaml', text)))
            expect(text.slice(at.start, at.end)).not.toBe('');
        },
      ),
    );
    expect(composeWords(sourceText('compose.yaml', '\\a'.repeat(500_000)))).toHaveLength(1);
  });
});
