import type { Env } from './things.js';

/** The environment that stands for one, once conditions have merged it into another. */
export function actual(env: Env): Env {
  let at = env;
  while (at.instead !== undefined) at = at.instead;
  return at;
}
