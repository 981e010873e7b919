import type { At, JavaExpression, JavaMethod, JavaStatement, JavaType, TypeRef } from '../../model/java.js';
import type { Syntax } from './syntax.js';

/**
 * What the readers of types, expressions, statements and declarations share. They need one another, as Java's grammar
 * does, and meet here. Each answers for a node of any kind and of any depth.
 */
export interface Reading {
  readonly file: string;
  at(node: At): At;
  /** A node's text as it is written. */
  textOf(node: At): string;
  type(node: Syntax | undefined, near: Syntax): TypeRef;
  expression(node: Syntax): JavaExpression;
  /** Expressions that can be made out below a node, the outermost of each. */
  parts(node: Syntax): readonly JavaExpression[];
  statement(node: Syntax | undefined, near: Syntax): JavaStatement;
  /** The statements of a block. */
  statements(block: Syntax | undefined): readonly JavaStatement[];
  method(node: Syntax): JavaMethod | undefined;
  declaration(node: Syntax): JavaType | undefined;
  /** The body of an anonymous class. */
  anonymous(body: Syntax): JavaType;
}

/** The place behind a node, for what is not there. */
export const behind = ({ end }: At): At => ({ start: end, end });
