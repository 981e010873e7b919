import type { EffectiveConfig } from '../model/effective.js';
import { run } from '../pipeline.js';
import { type Terminal, wantsColour } from '../terminal.js';
import { tellNotices } from './notices.js';
import { inputsFor, scopeOf, type TargetOptions, targetOptions } from './setup.js';

/** The options of `flinklint config`. */
export interface ConfigOptions extends TargetOptions {
  readonly format: 'text' | 'json';
  readonly all?: boolean;
  readonly memory?: boolean;
  readonly root?: string;
  readonly settings?: string | boolean;
  readonly sources?: boolean;
  readonly helm?: boolean;
  readonly color?: boolean;
}

/** Prints the configuration that Flink would use, each value with its origin. Returns the exit status. */
export async function config(paths: readonly string[], options: ConfigOptions, terminal: Terminal): Promise<number> {
  const scope = await scopeOf(paths, options, terminal);
  const inputs = inputsFor(scope, options, terminal);
  const { report, targets } = await run(
    { ...inputs, rules: inputs.rules.filter(({ id }) => id.startsWith('files/')) },
    {
      paths: scope.paths,
      within: scope.within,
      sources: options.sources ?? true,
      ...targetOptions(options),
    },
  );
  const { effectiveSettings } = await import('../targets/effective.js');
  const { effectiveMemory } = await import('../targets/effective-memory.js');
  const result: EffectiveConfig = {
    rules: report.rules,
    excerpt: report.excerpt,
    targets: targets.map(({ target, processMemory }) => ({
      name: target.name,
      kind: target.kind,
      version: target.version,
      ...(options.memory === true ? { memory: effectiveMemory(processMemory) } : {}),
      settings: effectiveSettings(target, inputs.catalogue, options.all === true),
      findings: report.findings.filter((finding) => finding.targets.includes(target.name)),
    })),
  };
  tellNotices(report.notices, terminal);
  terminal.out.write(await render(result, options, wantsColour(options.color, terminal)));
  if (result.targets.length > 0) return 0;
  terminal.err.write("flinklint: nothing here is Flink's configuration.\n");
  return scope.folders ? 3 : 0;
}

async function render(result: EffectiveConfig, { format, memory }: ConfigOptions, color: boolean): Promise<string> {
  const { configJson, configText } = await import('../report/config.js');
  if (format === 'json') return configJson(result);
  if (memory !== true) return configText(result, { color });
  const { memoryText } = await import('../report/memory.js');
  return memoryText(result, { color });
}
