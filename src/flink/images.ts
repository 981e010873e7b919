import type { ComposeService, ImageStage } from '../model/containers.js';
import type { Mount } from '../model/facts.js';

/** Whether an image is Flink's own, from wherever it is pulled: its entry point is known. */
export const isFlinkImage = (image: string): boolean => /(?:^|\/)flink(?:[:@]|$)/.test(image);

/** What a container of Flink's image is started as. */
export type Role = 'jobmanager' | 'standalone-job' | 'taskmanager' | 'history-server';

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/(?:^|[\s/])standalone-job(?:\.sh)?(?=[\s;&"']|$)/, 'standalone-job'],
  [/(?:^|[\s/])jobmanager(?:\.sh)?(?=[\s;&"']|$)/, 'jobmanager'],
  [/(?:^|[\s/])taskmanager(?:\.sh)?(?=[\s;&"']|$)/, 'taskmanager'],
  [/(?:^|[\s/])history-?server(?:\.sh)?(?=[\s;&"']|$)/, 'history-server'],
];

/** What a service is started as, by its command; that of the image where it has none of its own. */
export function roleOf(service: ComposeService, stage?: ImageStage): Role | undefined {
  const words = [
    ...(service.entrypoint ?? (service.command === undefined ? stage?.entrypoint : undefined) ?? []),
    ...(service.command ?? stage?.command ?? []),
  ].map(({ text }) => text);
  const named = ROLES.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
  if (named !== undefined || words.length > 0) return named;
  if (/job[-_]?manager/i.test(service.name)) return 'jobmanager';
  return /task[-_]?manager/i.test(service.name) ? 'taskmanager' : undefined;
}

/** Variables that only the entry point of Flink's image reads. */
const VARIABLES = new Set(['FLINK_PROPERTIES', 'JOB_MANAGER_RPC_ADDRESS', 'TASK_MANAGER_NUMBER_OF_TASK_SLOTS']);

/** Whether a service runs Flink: by its image, by what that is built from, or by what only Flink's image understands. */
export function runsFlink(service: ComposeService, stage?: ImageStage): boolean {
  if (isFlinkImage(service.image?.text ?? '') || isFlinkImage(stage?.base.text ?? '')) return true;
  if (service.environment.some(({ name }) => VARIABLES.has(name))) return true;
  return /flink/i.test(`${service.image?.text ?? ''} ${service.name}`) && roleOf(service, stage) !== undefined;
}

/** The stage that an image is built from: the last of its Dockerfile. */
export const finalStage = (stages: readonly ImageStage[] | undefined): ImageStage | undefined => stages?.at(-1);

/** The folder of configuration in Flink's image. */
export const CONF = '/opt/flink/conf';

/** What is put into a container over Flink's own files, in order: what its image copies, and what is mounted. */
export function placedIn(
  service: ComposeService,
  stage?: ImageStage,
): readonly (Mount & { readonly mounted: boolean })[] {
  const context = service.build?.context;
  const inContext = (path: string): string =>
    path === '' || context === undefined ? '' : [context, path].filter((part) => part !== '' && part !== '.').join('/');
  return [
    ...(stage?.copies ?? []).map((copy) => ({ ...copy, source: inContext(copy.source), mounted: false })),
    ...service.mounts.map((mount) => ({ ...mount, mounted: true })),
  ];
}
