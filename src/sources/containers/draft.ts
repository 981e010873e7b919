import type { ImageName } from '../../model/containers.js';
import type { Mount, PublishedPort, Word } from '../../model/facts.js';
import type { Span } from '../../model/span.js';
import type { ShellWord } from '../../syntax/shell-words.js';
import type { GivenVariable } from './environment.js';

/** What a service is built from, as far as it is said. */
export interface BuildDraft {
  readonly at: Span;
  /** From the root; nothing in it where it lies elsewhere. */
  readonly context?: { readonly folder?: string };
  /** As written. */
  readonly dockerfile?: string;
  readonly inline?: true;
}

/** A file of variables that a service names. */
export interface EnvFile {
  /** From the root; left out where it lies elsewhere. */
  readonly path?: string;
  readonly written: string;
  readonly required: boolean;
  /** Whether it is read in a way of its own. */
  readonly raw: boolean;
}

/** A config or secret that a service is given. */
export interface Grant {
  readonly kind: 'configs' | 'secrets';
  readonly name: string;
  readonly target: string;
  readonly at: Span;
}

/** A service before it is laid over or under others. Each field has its name in the file. */
export interface ServiceDraft {
  readonly name: string;
  readonly at: Span;
  readonly image?: ImageName;
  readonly build?: BuildDraft;
  readonly command?: readonly ShellWord[];
  readonly entrypoint?: readonly ShellWord[];
  readonly user?: Word;
  readonly environment: readonly GivenVariable[];
  readonly env_file: readonly EnvFile[];
  readonly ports: readonly PublishedPort[];
  readonly volumes: readonly Mount[];
  readonly configs: readonly Grant[];
  readonly secrets: readonly Grant[];
  /** Fields that take the place of what lies beneath, or do away with it. */
  readonly replaces: ReadonlySet<string>;
  /** Why some of it cannot be seen. */
  readonly open?: string;
}

/**
 * A service laid over another, as compose does it with the files that it is given and with what a service extends: values
 * and commands replace, a build field by field, variables by name, volumes, configs and secrets by their target; ports
 * and files of variables add up. Follows `override/merge.go` and `override/uncity.go` of compose-go.
 */
export function laidOver(below: ServiceDraft, above: ServiceDraft): ServiceDraft {
  const kept = { ...EMPTY, ...without(below, above.replaces) };
  const build =
    kept.build === undefined || above.build === undefined ? {} : { build: { ...kept.build, ...above.build } };
  const open = above.open ?? below.open;
  return {
    ...kept,
    ...above,
    ...build,
    environment: [...kept.environment, ...above.environment],
    env_file: unique([...kept.env_file, ...above.env_file], ({ written }) => written),
    ports: unique([...kept.ports, ...above.ports], ({ written, container }) => `${written} ${container}`),
    volumes: unique([...kept.volumes, ...above.volumes], ({ target }) => target),
    configs: unique([...kept.configs, ...above.configs], ({ target }) => target),
    secrets: unique([...kept.secrets, ...above.secrets], ({ target }) => target),
    replaces: below.replaces,
    ...(open === undefined ? {} : { open }),
  };
}

/** The services of all files; those of a later one over those of the same name. */
export function merged(files: readonly (readonly ServiceDraft[])[]): readonly ServiceDraft[] {
  const services = new Map<string, ServiceDraft>();
  for (const draft of files.flat()) {
    const below = services.get(draft.name);
    services.set(draft.name, below === undefined ? draft : laidOver(below, draft));
  }
  return [...services.values()];
}

const EMPTY = { environment: [], env_file: [], ports: [], volumes: [], configs: [], secrets: [] };

const without = (
  draft: ServiceDraft,
  fields: ReadonlySet<string>,
): Partial<ServiceDraft> & Pick<ServiceDraft, 'name'> => ({
  name: draft.name,
  ...Object.fromEntries(Object.entries(draft).filter(([field]) => !fields.has(field))),
});

/** One for each key: the last, in the place of the first. */
export function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
