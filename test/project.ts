import { expect } from 'vitest';
import { readCatalogue } from '../src/environment.js';
import { createCatalogue } from '../src/flink/catalogue.js';
import type { Target } from '../src/model/target.js';
import { type Run, type RunOptions, run } from '../src/pipeline.js';
import type { Rule } from '../src/rule.js';
import { effectiveSettings } from '../src/targets/effective.js';
import { allRules, toolFor } from '../src/tool.js';
import { memoryWorkspace } from '../src/workspace/memory.js';

/** Lints a project made of texts. */
export async function lintTexts(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<RunOptions> & { readonly rules?: readonly Rule[] } = {},
): Promise<Run> {
  const { rules = allRules, ...rest } = options;
  const inputs = toolFor(memoryWorkspace(files), {});
  return run({ ...inputs, rules }, { paths: [''], ...rest });
}

/** The targets of a project made of texts. */
export async function targetsIn(
  files: Readonly<Record<string, string>>,
  options: Partial<RunOptions> = {},
): Promise<readonly Target[]> {
  return (await lintTexts(files, { rules: [], ...options })).targets.map(({ target }) => target);
}

/** The target of a project that has one. */
export async function onlyTargetIn(files: Readonly<Record<string, string>>): Promise<Target> {
  const [target, ...others] = await targetsIn(files);
  expect(others.map(({ name }) => name)).toEqual([]);
  if (target === undefined) throw new Error('no target');
  return target;
}

const catalogue = createCatalogue(readCatalogue());

/** The effective value of an option, with the layer that it is from. */
export function effective(target: Target, key: string): string | undefined {
  const setting = effectiveSettings(target, catalogue, false).find((one) => one.key === key);
  return setting && `${setting.value} (${setting.origin?.layer ?? 'default'})`;
}
