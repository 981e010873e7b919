/** What JSON leaves as it is, though a terminal obeys or hides it: C1 controls, invisible and reordering characters. */
const unsafe = (): RegExp => /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A document as JSON for people and programs, with such characters escaped, which means the same. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2).replace(unsafe(), escaped)}\n`;
}

/** As UTF-16 code units, as JSON has them. */
const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
