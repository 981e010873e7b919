/**
 * Text that some tool fills in before Flink reads it: `${X}`, `$X`, `$(X)`, `{{ x }}`, `{% x %}`, `@X@`, `%X%`, `<X>`,
 * `__X__`, `#{X}`. The value is then set, but unknown. Brackets are looked for apart: there may be very many that nothing
 * closes, and an expression would look for the end of each.
 */
const PLACEHOLDER =
  /\$[A-Za-z_]|@[A-Za-z_][A-Za-z0-9_.-]*@|%[A-Z][A-Z0-9_]*%|%[a-z][a-z0-9]*_[a-z0-9_]+%|^<[A-Za-z][^<>\n]*>$|(?<![A-Za-z0-9_])__[A-Z0-9_]+__(?![A-Za-z0-9])|<(?:YOUR|MY)[A-Z0-9_ -]*>/;

const SHELL_BRACKETS = [
  ['${', '}'],
  ['$(', ')'],
] as const;

const BRACKETS = [...SHELL_BRACKETS, ['{{', '}}'], ['{%', '%}'], ['<%', '%>'], ['#{', '}']] as const;

const holdsOne = (brackets: typeof BRACKETS | typeof SHELL_BRACKETS, text: string): boolean =>
  brackets.some(([open, close]) => {
    const start = text.indexOf(open);
    return start !== -1 && text.includes(close, start + open.length);
  });

/** What every placeholder has one of; most texts have none, and need not be looked at twice. */
const SIGNS = ['$', '{', '%', '@', '<', '__'] as const;

/** Whether a key or value holds a placeholder. */
export const hasPlaceholder = (text: string): boolean =>
  SIGNS.some((sign) => text.includes(sign)) && (holdsOne(BRACKETS, text) || PLACEHOLDER.test(text));

/** Whether a placeholder is one that a shell or a user expects Flink to fill in, which it never does. */
export const hasShellPlaceholder = (text: string): boolean =>
  text.includes('$') && (holdsOne(SHELL_BRACKETS, text) || /\$[A-Za-z_]/.test(text));
