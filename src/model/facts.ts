import type { Place, Span } from './span.js';

/** How a configuration file is read: line by line (`flink-conf.yaml`) or as YAML 1.2 (`config.yaml`). */
export type Grammar = 'legacy' | 'yaml';

/** The Java type in which Flink's configuration holds a value. Lists are held as text in flow style. */
export type JavaType = 'string' | 'integer' | 'long' | 'biginteger' | 'double' | 'boolean';

/** A key given a value somewhere. */
export interface Setting {
  /** As Flink's configuration holds it: nested keys joined with dots. */
  readonly key: string;
  /** The string that Flink's configuration holds after parsing. */
  readonly value: string;
  readonly type: JavaType;
  /** What stands in the file between the value's first and last character, quotes included. */
  readonly written: string;
  /** Where the key stands; of a nested key, its last segment. */
  readonly keyAt: Place;
  readonly valueAt: Place;
  /** Whether the value stands in quotes, which YAML removes and the legacy grammar keeps. */
  readonly quoted: boolean;
  /** Whether the key was put together from nested mappings. */
  readonly nested: boolean;
  /** Text of a comment at the end of the same line, without its `#`. */
  readonly comment?: string;
}

/** A comment, for `flinklint-ignore` directives. */
export interface Comment {
  /** Text after the comment sign, trimmed. */
  readonly text: string;
  readonly at: Span;
  /** Whether something other than white space stands before it on its line. */
  readonly trailing: boolean;
}

/** What went wrong in reading a configuration file, with the consequence that Flink gives it. */
export type Fault =
  /** A file that is no text, too large, or not allowed to be read. */
  | { readonly kind: 'unreadable'; readonly at: Place; readonly reason: string }
  /** YAML that Flink's parser refuses: the process does not start. */
  | { readonly kind: 'invalid-yaml'; readonly at: Place; readonly reason: string; readonly reader?: 'kubectl' }
  /** A key without a value: in `config.yaml` the process does not start. */
  | { readonly kind: 'null-value'; readonly at: Place; readonly key: string }
  /** The same key twice. Refused in `config.yaml`; in the legacy grammar, and by kubectl, the last one wins. */
  | {
      readonly kind: 'duplicate-key';
      readonly at: Place;
      readonly first: Place;
      readonly key: string;
      readonly sameValue: boolean;
      readonly reader?: 'kubectl';
    }
  /** The same option once flat and once nested in `config.yaml`: the later one wins. */
  | {
      readonly kind: 'flat-and-nested';
      readonly at: Place;
      readonly first: Place;
      readonly key: string;
      readonly sameValue: boolean;
    }
  /** A legacy line that is not a key-value pair: dropped with a warning in Flink's log. */
  | {
      readonly kind: 'dropped-line';
      readonly at: Place;
      readonly line: string;
      /** `byte-order-mark`: kept, but under a key that starts with the mark and that nothing reads. */
      readonly reason: 'no-separator' | 'empty-key' | 'empty-value' | 'byte-order-mark';
    }
  /** Nested YAML in the legacy grammar: the parent is dropped, its children become top-level keys. */
  | {
      readonly kind: 'nested-in-legacy';
      /** The parent's line. */
      readonly at: Place;
      readonly parent: string;
      /** What stands beneath: `key` is what the author meant, `at.key` what Flink holds. */
      readonly children: readonly { readonly key: string; readonly at: Place }[];
    }
  /** A `#` inside a legacy value, where Flink cuts the line. */
  | { readonly kind: 'comment-in-value'; readonly at: Place; readonly key: string; readonly kept: string }
  /** A line of `FLINK_PROPERTIES` that the image's entry point, which takes the blanks out, makes something else of. */
  | {
      readonly kind: 'squeezed';
      readonly at: Place;
      readonly key: string;
      readonly kept: string;
      readonly reason: 'comment' | 'blanks' | 'no-colon';
    }
  /** A `<<` merge key: not merged, but a key of its own. */
  | { readonly kind: 'merge-key'; readonly at: Place; readonly key: string };

/** What one configuration file says. */
export interface ConfigFacts {
  readonly kind: 'config';
  readonly grammar: Grammar;
  readonly file: string;
  /** Its own name, where it stands within another file. */
  readonly name?: string;
  /** In file order, later duplicates included: the last one with a key is the one in effect. */
  readonly settings: readonly Setting[];
  readonly faults: readonly Fault[];
  /** Mappings of `config.yaml` that hold settings, by their full key and the place of that key. */
  readonly containers?: readonly { readonly key: string; readonly at: Place }[];
  /** Whether Flink refuses to start with this file; `settings` then holds what could still be read. */
  readonly refused: boolean;
  readonly comments: readonly Comment[];
  /** Whether the file becomes YAML only once a template engine has filled it in; it then has no faults. */
  readonly template?: true;
}

/** A logger's level, with where it is set. */
export interface LoggerLevel {
  /** The logger's name, `''` for the root logger. */
  readonly name: string;
  /** As written; may hold a lookup such as `${env:ROOT_LOG_LEVEL:-INFO}`. */
  readonly level: string;
  readonly at: Place;
}

/** A log appender. */
export interface Appender {
  /** The name by which loggers refer to it. */
  readonly name: string;
  /** Its plugin type or class: `Console`, `RollingFile`, `ch.qos.logback.core.rolling.RollingFileAppender`. */
  readonly type: string;
  readonly at: Place;
  /** Its properties below the appender's own prefix, such as `policies.size.size`. */
  readonly properties: ReadonlyMap<string, { readonly value: string; readonly at: Place }>;
}

/** A logger's reference to an appender. */
export interface AppenderRef {
  readonly logger: string;
  readonly appender: string;
  readonly at: Place;
}

/** What went wrong in reading a logging configuration. */
export type LoggingFault =
  /** log4j 1 syntax in a file that Flink gives to log4j 2, which ignores it. */
  | { readonly kind: 'log4j1-syntax'; readonly at: Place; readonly key: string }
  /** A key of log4j 2 whose component has no type or name, so that log4j 2 stops with an error. */
  | { readonly kind: 'incomplete-component'; readonly at: Place; readonly component: string; readonly missing: string }
  | { readonly kind: 'unknown-level'; readonly at: Place; readonly level: string }
  | { readonly kind: 'undefined-appender'; readonly at: Place; readonly appender: string }
  | { readonly kind: 'malformed'; readonly at: Place; readonly reason: string };

/** What one logging configuration file says. */
export interface LoggingFacts {
  readonly kind: 'logging';
  readonly syntax: 'log4j2' | 'log4j1' | 'logback';
  readonly file: string;
  /** What it is called in the container, where that is something else. */
  readonly name?: string;
  readonly loggers: readonly LoggerLevel[];
  readonly appenders: readonly Appender[];
  readonly references: readonly AppenderRef[];
  /** Every top-level property, by key. */
  readonly properties: ReadonlyMap<string, { readonly value: string; readonly at: Place }>;
  readonly faults: readonly LoggingFault[];
  readonly comments: readonly Comment[];
}

/** A word of a command line. */
export interface Word {
  readonly text: string;
  readonly at: Span;
}

/** A variable that a container is given. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly keyAt: Span;
  readonly valueAt: Span;
}

/** `FLINK_PROPERTIES` as it is written: what the images of each version make of it. */
export interface Properties {
  /** Where the variable is named. */
  readonly at: Place;
  /** Until 1.18, as the end of flink-conf.yaml. */
  readonly appended: ConfigFacts;
  /** Since 1.19. */
  readonly squeezed: ConfigFacts;
}

/** Something that is put into a container at a path. */
export interface Mount {
  /**
   * As written: a path of the host, or of the folder that an image is built from; in a pod the volume, and behind a slash
   * what of it.
   */
  readonly source: string;
  /** The path in the container. */
  readonly target: string;
  readonly readOnly: boolean;
  readonly at: Span;
  /** What is in it, where that stands in the file that mounts it. */
  readonly facts?: ConfigFacts | LoggingFacts;
}

/** A port of the host that leads into a container. */
export interface PublishedPort {
  /** The address that it is bound to; left out where it is every one. */
  readonly host?: string;
  readonly container: number;
  /** As written. */
  readonly written: string;
  readonly at: Span;
}

/** A container that may run Flink: a service of a compose file, or a container of a pod. */
export interface ContainerFacts {
  readonly name: string;
  readonly at: Span;
  readonly image?: Word;
  readonly entrypoint?: readonly Word[];
  readonly command?: readonly Word[];
  readonly environment: readonly Variable[];
  readonly properties?: Properties;
  readonly ports: readonly PublishedPort[];
  readonly mounts: readonly Mount[];
  readonly user?: Word;
  /** The ConfigMaps that it has variables from, by their names. */
  readonly variablesFrom?: readonly string[];
  /** Why something that it is started with cannot be seen. */
  readonly open?: string;
}
