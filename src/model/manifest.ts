import type { FlinkCommand, NamedScript } from './commands.js';
import type { Comment, ConfigFacts, ContainerFacts, Fault, LoggingFacts, Setting } from './facts.js';
import type { Place, Span } from './span.js';
import type { SqlFacts } from './sql.js';
import type { Mapping } from './tree.js';

/** The Flink configuration that a resource holds, as the Kubernetes operator reads it: every value a text. */
export interface ResourceConfiguration {
  /** The key that it stands under. */
  readonly at: Place;
  /** In the order in which they replace each other. */
  readonly settings: readonly Setting[];
  readonly containers: readonly { readonly key: string; readonly at: Place }[];
  /** Why something in it cannot be seen; absent where all can. */
  readonly open?: string;
}

/** A file whose text stands in a resource: in the data of a ConfigMap, in a `logConfiguration`; or SQL in its fields. */
export interface EmbeddedFile {
  /** The name under which it is mounted, or that of the field. */
  readonly name: string;
  readonly at: Span;
  /** Its facts, in places of the outer file; absent for files that are none of Flink's. */
  readonly facts?: ConfigFacts | LoggingFacts | SqlFacts;
}

/**
 * A file that the operator's chart makes the operator's own configuration of, and with it the defaults of all its clusters;
 * `possible` where that depends on what else it is given.
 */
export type OperatorDefaults = 'certain' | 'possible';

/** A resource of a Kubernetes manifest. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`; absent where it is not given or not known. */
  readonly name?: string;
  readonly namespace?: string;
  readonly file: string;
  /** Where its kind is named. */
  readonly at: Span;
  readonly root: Mapping;
  readonly configuration?: ResourceConfiguration;
  readonly embedded: readonly EmbeddedFile[];
  /** Whether its file is the configuration of the operator itself. */
  readonly operatorDefaults?: OperatorDefaults;
  /** The files of SQL that the arguments of its job name. */
  readonly scripts?: readonly NamedScript[];
  /** What of its pods runs Flink. */
  readonly containers?: readonly ContainerFacts[];
  /** The programs of Flink's that its pods run: processes, and commands of clients. */
  readonly commands?: readonly FlinkCommand[];
  /** Whether a template engine adds to it or takes away from it before anybody reads it. */
  readonly template?: true;
  /** The files that it is put together from, where `file` is the kustomization that does so. */
  readonly parts?: readonly string[];
}

/** What a YAML stream of Kubernetes resources says. */
export interface ManifestFacts {
  readonly kind: 'manifest';
  readonly file: string;
  /** Those that concern Flink, and those that such a one may need to be understood. */
  readonly resources: readonly Resource[];
  /** Resources of the operator that are no YAML. */
  readonly broken?: readonly Fault[];
  readonly comments: readonly Comment[];
}
