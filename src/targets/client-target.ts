import type { Target } from '../model/target.js';
import { modeOf } from './build.js';

/** What is known of a target that only a client shows: a command line, a script of SQL. */
export type ClientTarget = Pick<
  Target,
  'name' | 'kind' | 'deployment' | 'platform' | 'profile' | 'version' | 'evidence' | 'layers'
> & {
  readonly file: string;
  /** The cluster that it is for, where that is to be seen. */
  readonly base: Target | undefined;
};

/** The target of what a client starts. Whoever wrote the job, or opens the session, may set more. */
export const clientTarget = ({ file, base, ...known }: ClientTarget): Target => ({
  ...known,
  mode: modeOf(known.layers),
  complete: { cluster: false, job: false },
  logging: [],
  files: [file],
  ignored: [],
  ...(base === undefined ? { codeAlone: true } : {}),
});
