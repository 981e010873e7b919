import { compositionsOf } from '../../src/discover/compositions.js';
import type { ComposeService } from '../../src/model/containers.js';
import { readComposition } from '../../src/sources/compose.js';
import { sourceText } from '../../src/syntax/source-text.js';
import type { ComposeCase } from './cases.js';

/** What a service is started with, as far as flinklint looks at it. */
export interface Started {
  readonly image: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The address and port of the host and the port of the container. */
  readonly ports: readonly string[];
  /** The path in the container, and what of the folder is there. */
  readonly mounts: readonly string[];
  readonly user: string;
}

/** By the name of the service. */
export type Project = Readonly<Record<string, Started>>;

/** What we take a folder's compose files for. */
export function ours({ files, given }: ComposeCase): Project {
  const open = (path: string) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return text === undefined ? undefined : sourceText(path, text);
  };
  const paths = Object.keys(files).sort();
  const composeFiles = paths.filter((path) => /^(?:docker-)?compose[^/]*$/.test(path));
  const [list = []] = given === undefined ? compositionsOf({ composeFiles, paths, open }) : [given];
  const { composition } = readComposition(
    list.flatMap((path) => open(path) ?? []),
    open,
  );
  return Object.fromEntries(composition.services.map((service) => [service.name, startedAs(service)]));
}

function startedAs(service: ComposeService): Started {
  const { image, build, command = [], entrypoint = [], environment, ports, mounts, user } = service;
  const context = build === undefined ? '' : build.context === '' ? '.' : (build.context ?? '');
  return {
    image: image?.text ?? '',
    context,
    dockerfile: build?.dockerfile?.slice(context === '.' ? 0 : context.length + 1) ?? '',
    command: command.map(({ text }) => text),
    entrypoint: entrypoint.map(({ text }) => text),
    environment: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    ports: ports.map(({ host = '', written, container }) => `${host}|${publishedIn(written)}|${container}`).sort(),
    mounts: mounts
      .flatMap(({ source, target, readOnly, facts }) =>
        source === '' && facts === undefined
          ? []
          : `${target} ${facts === undefined ? source : 'text'}${readOnly ? ' ro' : ''}`,
      )
      .sort(),
    user: user?.text ?? '',
  };
}

const publishedIn = (written: string): string =>
  written
    .replace(/\/\w+$/, '')
    .split(':')
    .at(-2) ?? '';
