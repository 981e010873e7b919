import type { Comment, ConfigFacts } from './facts.js';
import type { Place, Span } from './span.js';

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
  /** As written: a path of the host, or of the folder that an image is built from. */
  readonly source: string;
  /** The path in the container. */
  readonly target: string;
  readonly readOnly: boolean;
  readonly at: Span;
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

/** A service of a compose file. */
export interface ComposeService {
  readonly name: string;
  readonly at: Span;
  readonly image?: Word;
  /** The folder that its image is built from, and the Dockerfile, both relative to the root; left out where unknown. */
  readonly build?: { readonly at: Span; readonly dockerfile?: string; readonly context?: string };
  readonly entrypoint?: readonly Word[];
  readonly command?: readonly Word[];
  readonly environment: readonly Variable[];
  readonly properties?: Properties;
  readonly ports: readonly PublishedPort[];
  readonly mounts: readonly Mount[];
  readonly user?: Word;
  /** Why something that it is started with cannot be seen. */
  readonly open?: string;
}

/** What a compose file says. */
export interface ComposeFacts {
  readonly kind: 'compose';
  readonly file: string;
  /** Those that run Flink, or may do so. */
  readonly services: readonly ComposeService[];
  readonly comments: readonly Comment[];
}

/** Text that a `RUN` writes into a file of Flink's configuration. */
export interface WrittenFile {
  readonly name: 'flink-conf.yaml' | 'config.yaml';
  /** Whether what was in the file before is gone. */
  readonly replaces: boolean;
  readonly facts: ConfigFacts;
}

/** A stage of a Dockerfile, with what it takes over from the stages that it is built from. */
export interface ImageStage {
  readonly name?: string;
  /** The image that the first of those stages starts with, with the defaults of arguments filled in. */
  readonly base: Word;
  readonly environment: readonly Variable[];
  readonly properties?: Properties;
  /** What is copied into it from the folder that it is built from. */
  readonly copies: readonly Mount[];
  readonly written: readonly WrittenFile[];
  readonly entrypoint?: readonly Word[];
  readonly command?: readonly Word[];
  readonly user?: Word;
  /** Why its configuration cannot be seen to its end. */
  readonly open?: string;
}

/** What a Dockerfile says. */
export interface DockerfileFacts {
  readonly kind: 'dockerfile';
  readonly file: string;
  readonly stages: readonly ImageStage[];
  readonly comments: readonly Comment[];
}
