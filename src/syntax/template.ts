/** Template directives of Helm and Go (`{{ }}`), Jinja (`{% %}`, `{# #}`) and ERB (`<% %>`). */
const DIRECTIVE = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|<%[\s\S]*?%>/g;

/** A Maven placeholder, which no plain YAML value may start with. */
const MAVEN = /@[A-Za-z_][A-Za-z0-9_.-]*@/g;

/** A whole line that only a template engine or a shell gives a meaning. */
const FILLED_IN =
  /^\s*(?:\{\{.*\}\}|\{%.*%\}|\{#.*#\}|<%.*%>|\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|@[A-Za-z_][A-Za-z0-9_.-]*@)\s*$/;

/** Whether a line is nothing but a template directive or a placeholder. */
export function isDirectiveLine(line: string): boolean {
  return FILLED_IN.test(line);
}

/**
 * The text with each template directive replaced by as many harmless characters, so that offsets stay: a comment where
 * a directive fills its lines, letters where it stands within one. Undefined where there is none.
 */
export function withoutDirectives(text: string): string | undefined {
  const plain = text
    .replace(DIRECTIVE, (directive, offset: number) =>
      standsAlone(text, offset, offset + directive.length) ? asComment(directive) : asLetters(directive),
    )
    .replace(MAVEN, asLetters);
  return plain === text ? undefined : plain;
}

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const newline = text.indexOf('\n', end);
  const after = text.slice(end, newline === -1 ? text.length : newline);
  return before.trim() === '' && after.trim() === '';
}

function asComment(directive: string): string {
  return directive.replace(/[^\r\n]+/g, (line) => '#'.padEnd(line.length));
}

function asLetters(directive: string): string {
  return directive.replace(/[^\r\n]/g, 'x');
}
