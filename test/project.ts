import { type Run, type RunOptions, run } from '../src/pipeline.js';
import type { Rule } from '../src/rule.js';
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
