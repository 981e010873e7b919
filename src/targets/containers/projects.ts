import { finalStage, type Role, roleOf } from '../../flink/images.js';
import { groupBy } from '../../group-by.js';
import type { FlinkCommand } from '../../model/commands.js';
import type { ComposeFacts, ComposeService, Composition, DockerfileFacts, ImageStage } from '../../model/containers.js';
import { compare } from '../../paths.js';

/** A service with what it is built from and started as. */
export interface Container {
  readonly service: ComposeService;
  readonly stage?: ImageStage;
  readonly role?: Role;
  /** The command that it is started with, where that was read as one. */
  readonly started?: FlinkCommand;
}

/** What one `docker compose up` starts of Flink. */
export interface ComposeProject {
  readonly name: string;
  readonly file: string;
  /** The file first, then those that are laid over it and what they name, then the Dockerfiles of its images. */
  readonly files: readonly string[];
  readonly containers: readonly Container[];
}

/** The projects of some compose files. */
export function composeProjects(
  compose: readonly ComposeFacts[],
  dockerfiles: readonly DockerfileFacts[],
): readonly ComposeProject[] {
  return [...compose]
    .sort((a, b) => compare(a.file, b.file))
    .flatMap(({ file, compositions = [] }) => compositions.map((one) => projectOf(file, one, dockerfiles)));
}

function projectOf(
  file: string,
  { name, files, services }: Composition,
  dockerfiles: readonly DockerfileFacts[],
): ComposeProject {
  // An image that another service builds under the same name is built from the same.
  const built = groupBy(services, ({ image, build }) => (build === undefined ? undefined : image?.text));
  const containers = services.map((service) => {
    const alike = service.image === undefined ? undefined : built.get(service.image.text)?.[0];
    return containerOf(service, service.build ?? alike?.build, dockerfiles);
  });
  const images = services.flatMap(({ build }) =>
    dockerfiles.flatMap((one) => (one.file === build?.dockerfile ? one.file : [])),
  );
  return { name, file, files: [...new Set([...files, ...images])], containers };
}

function containerOf(
  service: ComposeService,
  build: ComposeService['build'],
  dockerfiles: readonly DockerfileFacts[],
): Container {
  const stage = finalStage(dockerfiles.find(({ file }) => file === build?.dockerfile)?.stages);
  const role = roleOf(service, stage);
  return {
    service: build === undefined ? service : { ...service, build },
    ...(stage === undefined ? {} : { stage }),
    ...(role === undefined ? {} : { role }),
  };
}
