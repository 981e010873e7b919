/**
 * Takes out of a text what Java allows and the grammar does not know, with blanks of the same length so that every
 * position stays: `module` in a module import, `final` before a pattern, the control character that may end a source, and
 * a byte order mark. What is read from the text is always read from the original.
 */
export function prepared(text: string): string {
  const bare = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const ended = bare.endsWith('\x1a') ? `${bare.slice(0, -1)} ` : bare;
  const patterns = ended.includes('final') ? ended.replace(FINAL_PATTERN, blankSecond) : ended;
  return patterns.includes('module') ? patterns.replace(MODULE_IMPORT, blankSecond) : patterns;
}

const FINAL_PATTERN = /(\bcase[ \t]+)(final)(?=\s)/g;
const MODULE_IMPORT = /^([ \t]*import[ \t]+)(module)(?=[ \t]+[\w.]+[ \t]*;)/gm;

/** Where a text imports a module, which names no class. */
export function isModuleImport(text: string, at: number): boolean {
  return /^import[ \t]+module[ \t]+[\w.]+[ \t]*;/.test(text.slice(at, at + 1000));
}

/**
 * A second try for a text that did not parse: `final` before a component of a record pattern, a constructor that is called
 * behind other statements, and an octal number such as `0_17`. They read the same without.
 */
export function preparedFurther(text: string): string {
  return text
    .replace(/\b0_(?=[0-7])/g, '00')
    .replace(/([(,]\s*)(final)(?=\s)/g, blankSecond)
    .replace(/([;{}]\s*)(super|this)(?=\s*\()/g, (_, before: string, word: string) => `${before}_${word.slice(1)}`);
}

const blankSecond = (_: string, before: string, word: string): string => before + ' '.repeat(word.length);
