/** Template directives of Helm and Go (`{{ }}`), Jinja (`{% %}`, `{# #}`) and ERB (`<% %>`). */
const OPENING = /\{\{|\{%|\{#|<%/g;
const CLOSING: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' };

/** Stands for a character of a directive; of the private use area, so that no text holds it by chance. */
const DIRECTED = '\ue000';

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
 * directives fill a line, letters where they stand within one. Undefined where there is none.
 */
export function withoutDirectives(text: string): string | undefined {
  const marked = markDirectives(text);
  const plain = marked
    .replace(/[^\r\n]*\ue000[^\r\n]*/g, (line) =>
      /^[ \t\ue000]*$/.test(line) ? '#'.padEnd(line.length) : line.replaceAll(DIRECTED, 'x'),
    )
    .replace(MAVEN, (placeholder) => 'x'.repeat(placeholder.length));
  return plain === text ? undefined : plain;
}

function markDirectives(text: string): string {
  const parts: string[] = [];
  const unclosed = new Set<string>();
  let done = 0;
  for (const opening of text.matchAll(OPENING)) {
    const closing = CLOSING[opening[0]] ?? '';
    if (opening.index < done || unclosed.has(closing)) continue;
    const end = text.indexOf(closing, opening.index + 2);
    if (end === -1) {
      unclosed.add(closing);
      continue;
    }
    const directive = text.slice(opening.index, end + 2);
    parts.push(text.slice(done, opening.index), directive.replace(/[^\r\n]/g, DIRECTED));
    done = end + 2;
  }
  return parts.join('') + text.slice(done);
}
