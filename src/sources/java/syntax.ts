import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { At } from '../../model/java.js';

/** A node of the parser's tree as plain data, so that reading it neither recurses nor asks the parser again. */
export interface Syntax extends At {
  /** The grammar's name of the node, or the word or sign itself. */
  readonly kind: string;
  /** Whether it is a rule of the grammar, and not a mere word or sign. */
  readonly named: boolean;
  /** What a named node is to its parent. */
  readonly field: string | undefined;
  /** Without comments, and without signs that only separate. */
  readonly children: readonly Syntax[];
  /** Whether the parser had to guess inside. */
  readonly broken: boolean;
}

/** A file's tree. */
export interface SyntaxTree {
  readonly root: Syntax;
  readonly comments: readonly At[];
  /** Where the parser skipped something or made something up. */
  readonly broken: readonly At[];
}

interface Draft extends Syntax {
  readonly children: Draft[];
  broken: boolean;
}

/** Brackets that are counted, such as `[`, stay. */
const SEPARATORS = ['(', ')', '{', '}', ']', ';', ',', '.', '"', '"""'];

/** What has no children. */
const TERMINALS = [
  'identifier',
  'type_identifier',
  'integral_type',
  'floating_point_type',
  'boolean_type',
  'void_type',
  'decimal_integer_literal',
  'true',
  'false',
  'null_literal',
  'character_literal',
  'this',
  'super',
  'asterisk',
];

/** What is read from the text itself, or not at all; but the parser may have found a mistake in it. */
const LEAVES = ['string_literal', 'annotation_argument_list', 'scoped_identifier'];

const COMMENTS = ['line_comment', 'block_comment'];

/** What a kind of node is to the copy, by its number in the grammar. */
interface Kind {
  readonly name: string;
  readonly named: boolean;
  readonly separator: boolean;
  readonly leaf: boolean;
  readonly terminal: boolean;
  readonly comment: boolean;
}

/** The kinds of a grammar, so that the copy of a tree compares numbers only. */
export function kindsOf(language: Language): readonly Kind[] {
  return Array.from({ length: language.nodeTypeCount }, (_, id): Kind => {
    const name = language.nodeTypeForId(id) ?? '';
    const named = language.nodeTypeIsNamed(id);
    return {
      name,
      named,
      separator: !named && SEPARATORS.includes(name),
      leaf: named && LEAVES.includes(name),
      terminal: !named || TERMINALS.includes(name),
      comment: named && COMMENTS.includes(name),
    };
  });
}

const PROGRAM: Kind = { name: 'program', named: true, separator: false, leaf: false, terminal: false, comment: false };

/** What the parser could not place, which has a number above those of the grammar. */
const ERROR: Kind = { ...PROGRAM, name: 'ERROR' };

/** How many nodes are copied between two questions. */
const STRIDE = 32;

/**
 * Copies a tree, without recursion: trees can be as deep as files are long.
 * @param late asked now and then; ends the copy with nothing
 */
export function copyTree(tree: Tree, kinds: readonly Kind[], late: () => boolean): SyntaxTree | undefined {
  const cursor = tree.walk();
  try {
    const { hasError, isError, startIndex: start, endIndex: end } = tree.rootNode;
    const root = draftOf(PROGRAM, undefined, start, end, isError);
    const broken = isError ? [{ start, end }] : [];
    const copy: Copy = { cursor, kinds, fields: tree.language.fields, open: [root], comments: [], broken, hasError };
    if (cursor.gotoFirstChild()) {
      for (let count = 1, more = true; more; count++) {
        if (count % STRIDE === 0 && late()) return undefined;
        more = goOn(copy, addNode(copy));
      }
    }
    return { root, comments: copy.comments, broken: copy.broken };
  } finally {
    cursor.delete();
  }
}

/** A copy that is under way. */
interface Copy {
  readonly cursor: TreeCursor;
  readonly kinds: readonly Kind[];
  readonly fields: readonly (string | null)[];
  /** From the root to the node whose children are being copied. */
  readonly open: Draft[];
  readonly comments: At[];
  readonly broken: At[];
  readonly hasError: boolean;
}

/**
 * Copies the node under the cursor. Returns it where its children are to be copied too. Every question to the cursor goes
 * into WebAssembly and back, so none is asked of which the answer is known.
 */
function addNode(copy: Copy): Draft | undefined {
  const { cursor, comments, hasError } = copy;
  const kind = copy.kinds[cursor.nodeTypeId] ?? ERROR;
  const missing = hasError && cursor.nodeIsMissing;
  if (kind.separator && !missing) return undefined;
  const draft = draftUnder(copy, kind, missing);
  if (draft.broken) breakAt(copy, draft);
  if (kind.comment) comments.push({ start: draft.start, end: draft.end });
  else if (!kind.separator) copy.open.at(-1)?.children.push(draft);
  const childless = kind.comment || kind.terminal || (kind.leaf && !hasError);
  return childless ? undefined : draft;
}

function draftUnder({ cursor, fields }: Copy, kind: Kind, missing: boolean): Draft {
  const start = cursor.startIndex;
  const end = missing ? start : kind.named ? cursor.endIndex : start + kind.name.length;
  const field = kind.named ? (fields[cursor.currentFieldId] ?? undefined) : undefined;
  return draftOf(kind, field, start, end, missing || kind === ERROR);
}

/** What is around a broken node is broken; around what is marked already, all is. */
function breakAt({ open, broken }: Copy, { start, end }: At): void {
  broken.push({ start, end });
  for (let index = open.length - 1; index >= 0; index--) {
    const draft = open[index];
    if (draft === undefined || draft.broken) return;
    draft.broken = true;
  }
}

/** To the next node of a walk that enters `draft` where it is given. Returns whether there is one. */
function goOn({ cursor, open }: Copy, draft: Draft | undefined): boolean {
  if (draft !== undefined && cursor.gotoFirstChild()) {
    open.push(draft);
    return true;
  }
  while (!cursor.gotoNextSibling()) {
    open.pop();
    if (open.length === 0 || !cursor.gotoParent()) return false;
  }
  return true;
}

function draftOf({ name, named }: Kind, field: string | undefined, start: number, end: number, broken: boolean): Draft {
  return { kind: name, named, field, start, end, children: [], broken };
}

/** The child that is `field` to its parent. */
export const fieldOf = (node: Syntax, field: string): Syntax | undefined =>
  node.children.find((child) => child.field === field);

/** The children in a field of the grammar. */
export const fieldsOf = (node: Syntax, field: string): readonly Syntax[] =>
  node.children.filter((child) => child.field === field);

/** The first child of a kind. */
export const childOf = (node: Syntax, ...kinds: readonly string[]): Syntax | undefined =>
  node.children.find((child) => kinds.includes(child.kind));

/** Whether a keyword or sign stands right in a node. */
export const hasWord = (node: Syntax, word: string): boolean =>
  node.children.some((child) => !child.named && child.kind === word);
