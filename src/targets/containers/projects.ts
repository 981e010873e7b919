import { finalStage, type Role, roleOf } from '../../flink/images.js';
import type { ComposeFacts, ComposeService, DockerfileFacts, ImageStage } from '../../model/containers.js';
import { compare, folderOf, nameOf } from '../../paths.js';

/** A service with what it is built from and started as. */
export interface Container {
  readonly service: ComposeService;
  readonly stage?: ImageStage;
  readonly role?: Role;
}

/** What one `docker compose up` starts of Flink. */
export interface ComposeProject {
  readonly file: string;
  /** The file first, then those that are laid over it, then the Dockerfiles of its images. */
  readonly files: readonly string[];
  readonly containers: readonly Container[];
}

const OVERRIDE = /^(?:docker-)?compose\.override\.ya?ml$/;
const BASE = /^(?:docker-)?compose\.ya?ml$/;

/** The projects of some compose files. An override is laid over the file beside it, as compose itself does it. */
export function composeProjects(
  compose: readonly ComposeFacts[],
  dockerfiles: readonly DockerfileFacts[],
): readonly ComposeProject[] {
  const isOver = (one: ComposeFacts, base: ComposeFacts): boolean =>
    OVERRIDE.test(nameOf(one.file)) && BASE.test(nameOf(base.file)) && folderOf(one.file) === folderOf(base.file);
  return [...compose]
    .filter((one) => !compose.some((base) => isOver(one, base)))
    .sort((a, b) => compare(a.file, b.file))
    .map((base) => projectOf([base, ...compose.filter((one) => isOver(one, base))], dockerfiles));
}

function projectOf([base, ...over]: readonly ComposeFacts[], dockerfiles: readonly DockerfileFacts[]): ComposeProject {
  const services = over.reduce((below, { services: above }) => overlaid(below, above), base?.services ?? []);
  const containers = services.map((service) => containerOf(service, services, dockerfiles));
  const images = services.flatMap(({ build }) =>
    dockerfiles.flatMap(({ file }) => (file === build?.dockerfile ? file : [])),
  );
  const files = [base, ...over].flatMap((one) => one?.file ?? []);
  return { file: base?.file ?? '', files: [...new Set([...files, ...images])], containers };
}

/** An image that another service builds under the same name is built from the same. */
function containerOf(
  service: ComposeService,
  all: readonly ComposeService[],
  dockerfiles: readonly DockerfileFacts[],
): Container {
  const image = service.image?.text;
  const build =
    service.build ?? all.find((other) => image !== undefined && other.image?.text === image && other.build)?.build;
  const stage = finalStage(dockerfiles.find(({ file }) => file === build?.dockerfile)?.stages);
  const role = roleOf(service, stage);
  return {
    service: build === undefined ? service : { ...service, build },
    ...(stage === undefined ? {} : { stage }),
    ...(role === undefined ? {} : { role }),
  };
}

function overlaid(below: readonly ComposeService[], above: readonly ComposeService[]): readonly ComposeService[] {
  const merged = below.map((service) => {
    const over = above.find(({ name }) => name === service.name);
    return over === undefined ? service : merge(service, over);
  });
  return [...merged, ...above.filter(({ name }) => !below.some((service) => service.name === name))];
}

/** Values replace, variables replace by name, ports and volumes add up. */
const merge = (below: ComposeService, above: ComposeService): ComposeService => ({
  ...below,
  ...above,
  environment: [...below.environment, ...above.environment],
  ports: [...below.ports, ...above.ports],
  mounts: [...below.mounts, ...above.mounts],
});
