import type { FlinkCommand } from './commands.js';
import type { ComposeService, FlinkImage } from './containers.js';
import type { ConfigFacts, Grammar, LoggingFacts, Setting } from './facts.js';
import type { Job } from './graph.js';
import type { Resource } from './manifest.js';
import type { Place, Span } from './span.js';
import type { SqlScript } from './sql.js';
import type { TargetVersion, VersionConflict, VersionEvidence } from './version.js';

/** Where a target runs. */
export const PLATFORMS = [
  'standalone',
  'docker',
  'kubernetes-native',
  'kubernetes-standalone',
  'kubernetes-operator',
  'yarn',
  'emr',
  'aws-managed-flink',
  'alibaba',
  'ververica',
  'confluent',
] as const;
/** Where a target runs. */
export type Platform = (typeof PLATFORMS)[number];

/** What users may expect of a target. */
export const PROFILES = ['production', 'strict', 'development'] as const;
/** What is expected of a target. */
export type Profile = (typeof PROFILES)[number];

/** The settings of one place: a configuration file, a manifest, -D flags, job code, what a platform puts beneath. */
export interface Layer {
  /** What kind of place it is, as `config` prints it. */
  readonly name: string;
  readonly file: string;
  readonly grammar: Grammar;
  readonly settings: readonly Setting[];
  /** Why something in it cannot be seen; absent for a closed layer. */
  readonly open?: string;
  /** Mappings that hold settings, by their full key: where something missing would be written. */
  readonly containers?: readonly { readonly key: string; readonly at: Place }[];
  /** The file it was read from, where it is a whole file. */
  readonly facts?: ConfigFacts;
  /** Whether nobody wrote its settings as settings: a platform adds them, or makes them of something else. */
  readonly implied?: true;
  /** Where a setting of it that is missing would be written, where that is not at the first that it has. */
  readonly at?: Place;
}

/** One deployable thing: an ordered stack of layers, lowest first, and what belongs to it. */
export interface Target {
  readonly name: string;
  readonly kind: 'cluster' | 'application' | 'fragment';
  readonly deployment: 'session' | 'application' | 'unknown';
  readonly mode: 'streaming' | 'batch' | 'unknown';
  readonly platform: Platform | 'unknown';
  readonly profile: Profile;
  /** For which options an absence can be seen: those of the cluster, those that a job may bring itself. */
  readonly complete: { readonly cluster: boolean; readonly job: boolean };
  readonly version: TargetVersion;
  readonly evidence: readonly VersionEvidence[];
  readonly layers: readonly Layer[];
  readonly logging: readonly LoggingFacts[];
  /** Every file that belongs to it, root-relative, the primary one first. */
  readonly files: readonly string[];
  /** Files that Flink does not read at this target's version, and why. */
  readonly ignored: readonly IgnoredFile[];
  /** Whether nothing but code is at hand: its cluster is configured elsewhere. */
  readonly codeAlone?: true;
  /** The Kubernetes resource that describes it. */
  readonly resource?: Resource;
  /** The version of the operator that serves it, where the user says so. */
  readonly operator?: string;
  /** Where that resource is not of the shape that its definition asks for. */
  readonly shape?: readonly ShapeFault[];
  /** How its REST is reached from outside Kubernetes. */
  readonly exposures?: readonly Exposure[];
  /** The resource of the session cluster that it runs on. */
  readonly cluster?: Resource;
  /** What runs containers with the configuration that its resource, a ConfigMap, holds. */
  readonly workloads?: readonly Resource[];
  /** The class whose main method starts its job, where a resource names it. */
  readonly entryClass?: string;
  /** The operators that its code builds, where that is at hand. */
  readonly job?: Job;
  /** The SQL script that it runs. */
  readonly script?: SqlScript;
  /** What docker gives to its JobManager's container. */
  readonly container?: Pick<ComposeService, 'ports' | 'mounts'>;
  /** The image of its JobManager's container, where that is Flink's or built on it. */
  readonly image?: FlinkImage;
  /** The command lines that it is about, and all of the file that they stand in. */
  readonly commands?: { readonly own: readonly FlinkCommand[]; readonly inFile: readonly FlinkCommand[] };
  /** What is said of its version and cannot all be true. */
  readonly conflict?: VersionConflict;
}

/** A way into a container from outside the Kubernetes that it runs in. */
export interface Exposure {
  readonly how: 'LoadBalancer' | 'NodePort' | 'Ingress';
  /** The Service's or the Ingress' name. */
  readonly name: string;
  /** The port of the container that it leads to. */
  readonly port: number;
  readonly at: Span;
}

/** A field of a resource that its definition does not have, or a value that it does not take. */
export interface ShapeFault {
  readonly kind: 'unknown' | 'type' | 'enum';
  readonly at: Span;
  /** The path of the field below `spec`. */
  readonly path: string;
  /** For a value: what it is, and what the definition takes. */
  readonly value?: string;
  readonly expected?: readonly string[];
  /** For an unknown field: the path that was probably meant. */
  readonly nearest?: string;
}

/** A file that lies in a configuration folder and that Flink does not read. */
export interface IgnoredFile {
  readonly file: string;
  readonly at: Span;
  /** The file that Flink reads in its place, if there is one. */
  readonly instead?: string;
  /** Why, in the words of a sentence: `Flink 2.0 and later read only config.yaml`. */
  readonly why: string;
  /** What to do about it, where it is not to move the settings. */
  readonly help?: string;
}
