import type { SqlFacts } from './sql.js';

/**
 * A Java source as the extractor of operators needs it: declarations, statements and expressions with their places, names
 * as written. Plain data; offsets are UTF-16 and of the file that {@link JavaFacts} names.
 */

/** Half-open range of UTF-16 offsets. */
export interface At {
  readonly start: number;
  readonly end: number;
}

/** What one Java file says. */
export interface JavaFacts {
  /** The SQL that it gives to the Table API. */
  readonly sql?: SqlFacts;
  readonly kind: 'java';
  readonly file: string;
  /** Dotted, `''` for the unnamed package. */
  readonly package: string;
  readonly imports: readonly JavaImport[];
  readonly types: readonly JavaType[];
  readonly comments: readonly JavaComment[];
  /** Where the parser had to guess; empty for a file that Java accepts. */
  readonly broken: readonly At[];
  /** Why nothing of the file could be read; `types` is empty then. */
  readonly unreadable?: string;
}

/** An import. */
export interface JavaImport extends At {
  /** Dotted, without `.*`. */
  readonly name: string;
  readonly static: boolean;
  readonly wildcard: boolean;
}

/** A comment. */
export interface JavaComment {
  /** Text after the comment sign, trimmed. */
  readonly text: string;
  /** From the sign to the end of the text. */
  readonly at: At;
  /** Whether something other than white space stands before it on its line. */
  readonly trailing: boolean;
}

/** A type as written: `Map.Entry<String, List<Long>>[]`. */
export interface TypeRef extends At {
  /** Without type arguments and dimensions: `Map.Entry`; `var` as it stands; `?` for a wildcard, whose argument is its bound. */
  readonly name: string;
  readonly args: readonly TypeRef[];
  readonly dimensions: number;
}

/** A class or what is declared like one, with all that stands in it. */
export interface JavaType extends At {
  readonly kind: 'class' | 'interface' | 'enum' | 'record' | 'annotation';
  /** `''` for an anonymous class. */
  readonly name: string;
  readonly nameAt: At;
  readonly modifiers: readonly string[];
  /** Names of annotations, without arguments. */
  readonly annotations: readonly string[];
  readonly typeParameters: readonly string[];
  readonly extends: readonly TypeRef[];
  readonly implements: readonly TypeRef[];
  readonly fields: readonly JavaField[];
  readonly methods: readonly JavaMethod[];
  /** Instance and static initialisers. */
  readonly initialisers: readonly (At & { readonly static: boolean; readonly body: readonly JavaStatement[] })[];
  /** Constants of an enum, components of a record. */
  readonly constants: readonly string[];
  readonly components: readonly JavaParameter[];
  /** Types declared inside. */
  readonly types: readonly JavaType[];
  /** Whether the parser had to guess inside, so that what seems to be missing may only be unread. */
  readonly broken: boolean;
}

/** A field, one of several where one declaration has several. */
export interface JavaField extends At {
  readonly name: string;
  readonly nameAt: At;
  readonly type: TypeRef;
  readonly modifiers: readonly string[];
  readonly annotations: readonly string[];
  readonly value?: JavaExpression;
}

/** A parameter of a method, a constructor or a lambda. */
export interface JavaParameter extends At {
  readonly name: string;
  readonly nameAt: At;
  /** Left out for a lambda's parameters without types. */
  readonly type?: TypeRef;
  readonly varargs: boolean;
}

/** A method or a constructor. */
export interface JavaMethod extends At {
  /** `<init>` for a constructor. */
  readonly name: string;
  readonly nameAt: At;
  readonly modifiers: readonly string[];
  readonly annotations: readonly string[];
  readonly typeParameters: readonly string[];
  readonly parameters: readonly JavaParameter[];
  /** Left out for a constructor. */
  readonly returns?: TypeRef;
  /** Left out for an abstract or native method. */
  readonly body?: readonly JavaStatement[];
  readonly broken: boolean;
}

/** A variable declared in a statement. */
export interface JavaVariable extends At {
  readonly name: string;
  readonly nameAt: At;
  readonly type: TypeRef;
  readonly value?: JavaExpression;
}

/** A statement. */
export type JavaStatement = At &
  (
    | { readonly kind: 'local'; readonly variables: readonly JavaVariable[] }
    | { readonly kind: 'expression'; readonly value: JavaExpression }
    | {
        readonly kind: 'if';
        readonly condition: JavaExpression;
        readonly then: JavaStatement;
        readonly else?: JavaStatement;
      }
    | {
        readonly kind: 'for';
        readonly first: readonly JavaStatement[];
        readonly condition?: JavaExpression;
        readonly update: readonly JavaExpression[];
        readonly body: JavaStatement;
      }
    | {
        readonly kind: 'foreach';
        readonly variable: JavaParameter;
        readonly over: JavaExpression;
        readonly body: JavaStatement;
      }
    | { readonly kind: 'while'; readonly condition: JavaExpression; readonly body: JavaStatement }
    | { readonly kind: 'do'; readonly condition: JavaExpression; readonly body: JavaStatement }
    | { readonly kind: 'switch'; readonly value: JavaExpression; readonly cases: readonly JavaCase[] }
    | {
        readonly kind: 'try';
        readonly resources: readonly JavaStatement[];
        readonly body: readonly JavaStatement[];
        readonly catches: readonly { readonly types: readonly TypeRef[]; readonly body: readonly JavaStatement[] }[];
        readonly finally?: readonly JavaStatement[];
      }
    | { readonly kind: 'return'; readonly value?: JavaExpression }
    | { readonly kind: 'throw'; readonly value: JavaExpression }
    | { readonly kind: 'block'; readonly body: readonly JavaStatement[] }
    | { readonly kind: 'synchronized'; readonly body: readonly JavaStatement[] }
    | { readonly kind: 'labelled'; readonly body: JavaStatement }
    | { readonly kind: 'yield'; readonly value: JavaExpression }
    | { readonly kind: 'break' | 'continue' | 'empty' }
    | { readonly kind: 'type'; readonly type: JavaType }
    /** Not understood; what can be read inside it. */
    | { readonly kind: 'unknown'; readonly parts: readonly JavaExpression[] }
  );

/** A group of a switch: `case A, B -> …` or `case A: case B: …`; no labels for `default`. */
export interface JavaCase extends At {
  readonly labels: readonly JavaExpression[];
  readonly default: boolean;
  /** Whether it is of the arrow form, which does not fall through; its value is then the one expression of `body`. */
  readonly arrow: boolean;
  readonly body: readonly JavaStatement[];
}

/** An expression. */
export type JavaExpression = At &
  /** Integers within 2^53 are numbers, others bigints; text blocks are stripped as Java strips them. */
  (
    | {
        readonly kind: 'literal';
        readonly type: 'string' | 'char' | 'int' | 'long' | 'float' | 'double' | 'boolean' | 'null';
        readonly value: string | number | bigint | boolean | null;
      }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'field'; readonly target: JavaExpression; readonly name: string; readonly nameAt: At }
    | {
        readonly kind: 'call';
        /** Left out for an unqualified call. */
        readonly target?: JavaExpression;
        readonly name: string;
        readonly nameAt: At;
        readonly typeArguments: readonly TypeRef[];
        readonly arguments: readonly JavaExpression[];
      }
    | {
        readonly kind: 'new';
        readonly type: TypeRef;
        readonly arguments: readonly JavaExpression[];
        /** The body of an anonymous class. */
        readonly body?: JavaType;
      }
    | {
        readonly kind: 'lambda';
        readonly parameters: readonly JavaParameter[];
        readonly body: JavaExpression | readonly JavaStatement[];
      }
    /** `Type::method`, `this::method`, `Type::new`. */
    | { readonly kind: 'reference'; readonly target: JavaExpression | undefined; readonly name: string }
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly left: JavaExpression;
        readonly right: JavaExpression;
      }
    | {
        readonly kind: 'unary';
        readonly operator: string;
        readonly value: JavaExpression;
        /** Of `++` and `--`: whether the value is that from before. */
        readonly postfix?: true;
      }
    | {
        readonly kind: 'assign';
        readonly operator: string;
        readonly target: JavaExpression;
        readonly value: JavaExpression;
      }
    | {
        readonly kind: 'conditional';
        readonly condition: JavaExpression;
        readonly then: JavaExpression;
        readonly else: JavaExpression;
      }
    | { readonly kind: 'cast'; readonly type: TypeRef; readonly value: JavaExpression }
    | { readonly kind: 'instanceof'; readonly value: JavaExpression; readonly type?: TypeRef; readonly name?: string }
    | { readonly kind: 'index'; readonly array: JavaExpression; readonly index: JavaExpression }
    /** `new T[] {…}`, whose type is `T[]`, and `{…}`. */
    | { readonly kind: 'array'; readonly type?: TypeRef; readonly elements: readonly JavaExpression[] }
    | { readonly kind: 'new-array'; readonly type: TypeRef; readonly sizes: readonly JavaExpression[] }
    | { readonly kind: 'class'; readonly type: TypeRef }
    | { readonly kind: 'this' | 'super' }
    | { readonly kind: 'switch'; readonly value: JavaExpression; readonly cases: readonly JavaCase[] }
    /** Not understood, or nested too deep; what can be read inside it. */
    | { readonly kind: 'unknown'; readonly parts: readonly JavaExpression[] }
  );
