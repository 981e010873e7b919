/** What a file with command lines is. */
export type ScriptKind = 'shell' | 'makefile' | 'justfile' | 'pipeline';

const BY_NAME: readonly (readonly [RegExp, ScriptKind])[] = [
  [/\.(?:sh|bash)$/, 'shell'],
  [/(?:^|\/)(?:GNUm|m|M)akefile(?:\.[\w-]+)?$|\.mk$/, 'makefile'],
  [/(?:^|\/)\.?[jJ]ustfile$/, 'justfile'],
  [/(?:^|\/)\.(?:github|gitlab|buildkite|woodpecker)\/.*\.ya?ml$/, 'pipeline'],
  [/(?:^|[/.])(?:gitlab-ci|azure-pipelines[\w-]*|bitbucket-pipelines|action)\.ya?ml$/, 'pipeline'],
  [/(?:^|\/)(?:\.circleci\/config|\.travis|\.drone|\.woodpecker)\.ya?ml$/, 'pipeline'],
];

/** A file without an ending, where scripts usually are. */
const BARE = /(?:^|\/)(?:s?bin|scripts?|ci|hack|tools|ops|deploy(?:ment)?)\/[\w-]+$/;

/** What a file with command lines may be, by its path. */
export const scriptKind = (path: string): ScriptKind | undefined =>
  BY_NAME.find(([pattern]) => pattern.test(path))?.[1] ?? (BARE.test(path) ? 'shell' : undefined);

/** Whether only its first line can tell that a file is a script. */
export const needsShebang = (path: string): boolean => !/\.(?:sh|bash)$/.test(path) && BARE.test(path);
