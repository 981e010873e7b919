import type { At, JavaComment, JavaFacts, JavaImport, TypeRef } from '../../model/java.js';
import type { SourceText } from '../../model/span.js';
import { implicitClass, isMethod, readAnonymous, readDeclaration, readMethod } from './declarations.js';
import { isExpression, readExpression } from './expressions.js';
import { isModuleImport } from './prepare.js';
import { behind, type Reading } from './reading.js';
import { isDeclaration, readStatement, readStatements } from './statements.js';
import { childOf, hasWord, type Syntax, type SyntaxTree } from './syntax.js';
import { dotted, readType } from './types.js';

/** What is nested deeper is unknown: nobody writes it, and whoever follows the facts may recurse over them. */
const MAX_DEPTH = 256;

/** What a source says, from its tree. */
export function factsOf(source: SourceText, { root, comments, broken }: SyntaxTree): JavaFacts {
  const reading = readingOf(source);
  const outermost = outermostOf(root);
  const declared = childOf(root, 'package_declaration');
  const name = declared === undefined ? undefined : childOf(declared, 'identifier', 'scoped_identifier');
  const types = outermost.filter(isDeclaration).flatMap((node) => reading.declaration(node) ?? []);
  const loose = outermost.filter((node) => isMethod(node) || node.kind === 'local_variable_declaration');
  return {
    kind: 'java',
    file: source.file,
    package: name === undefined ? '' : dotted(reading.textOf(name)),
    imports: outermost
      .filter(({ kind, start }) => kind === 'import_declaration' && !isModuleImport(source.text, start))
      .flatMap((node) => readImport(reading, node)),
    types: loose.some(isMethod) ? [...types, implicitClass(reading, root, loose)] : types,
    comments: comments.map((comment) => readComment(source, comment)),
    broken: broken.map(reading.at),
  };
}

/** What a source has outside everything else, with what stands inside things that the parser could not place. */
function outermostOf(root: Syntax): readonly Syntax[] {
  const found: Syntax[] = [];
  const rest = [...root.children].reverse();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.kind === 'ERROR') for (const child of next.children.toReversed()) rest.push(child);
    else found.push(next);
  }
  return found;
}

function readImport(reading: Reading, node: Syntax): readonly JavaImport[] {
  const name = childOf(node, 'scoped_identifier', 'identifier');
  if (name === undefined) return [];
  return [
    {
      name: dotted(reading.textOf(name)),
      static: hasWord(node, 'static'),
      wildcard: childOf(node, 'asterisk') !== undefined,
      ...reading.at(node),
    },
  ];
}

/** The place ends with the text, so that a place in the text can be found from there. */
function readComment({ text, toOuter }: SourceText, { start, end }: At): JavaComment {
  const written = text.slice(start, end);
  const inner = written.startsWith('//') ? written.slice(2) : written.slice(2).replace(/\*\/$/, '');
  const content = inner.trim();
  const from = start + 2 + (inner.length - inner.trimStart().length);
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return {
    text: content,
    at: { start: toOuter(start), end: toOuter(from + content.length) },
    trailing: line.trim() !== '',
  };
}

/** Ties the readers together, and ends what is nested too deep. */
function readingOf({ file, text, toOuter }: SourceText): Reading {
  const at = ({ start, end }: At): At => ({ start: toOuter(start), end: toOuter(end) });
  let depth = 0;
  const within = <T>(read: () => T, tooDeep: () => T): T => {
    if (depth >= MAX_DEPTH) return tooDeep();
    depth += 1;
    try {
      return read();
    } finally {
      depth -= 1;
    }
  };
  const unknown = (node: At) => ({ kind: 'unknown', parts: [], ...at(node) }) as const;
  const noType = (node: At): TypeRef => ({ name: '', args: [], dimensions: 0, ...at(node) });
  const reading: Reading = {
    file,
    at,
    textOf: ({ start, end }) => text.slice(start, end),
    type: (node, near) =>
      node === undefined
        ? noType(behind(near))
        : within(
            () => readType(reading, node),
            () => noType(node),
          ),
    expression: (node) =>
      within(
        () => readExpression(reading, node),
        () => unknown(node),
      ),
    parts: (node) =>
      within(
        () => outermostExpressions(node).map((one) => reading.expression(one)),
        () => [],
      ),
    statement: (node, near) =>
      within(
        () => readStatement(reading, node, near),
        () => unknown(node ?? near),
      ),
    statements: (block) =>
      within(
        () => readStatements(reading, block),
        () => (block === undefined ? [] : [unknown(block)]),
      ),
    method: (node) =>
      within(
        () => readMethod(reading, node),
        () => undefined,
      ),
    declaration: (node) =>
      within(
        () => readDeclaration(reading, node),
        () => undefined,
      ),
    anonymous: (body) =>
      within(
        () => readAnonymous(reading, body),
        () => readAnonymous(reading, { ...body, children: [], broken: true }),
      ),
  };
  return reading;
}

/** The outermost expressions below a node, in their order; without recursion, as the parser may have given up early. */
function outermostExpressions(node: Syntax): readonly Syntax[] {
  const found: Syntax[] = [];
  const rest = [...node.children].reverse();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (isExpression(next)) found.push(next);
    else for (const child of next.children.toReversed()) rest.push(child);
  }
  return found;
}
