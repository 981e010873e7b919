import type { ShownJobs } from '../model/shown-job.js';
import { run } from '../pipeline.js';
import { type Terminal, wantsColour } from '../terminal.js';
import type { ConfigOptions } from './config.js';
import { tellNotices } from './notices.js';
import { inputsFor, scopeOf, targetOptions } from './setup.js';

/** The options of `flinklint graph`. */
export interface GraphOptions extends Omit<ConfigOptions, 'format' | 'all' | 'memory'> {
  readonly format: 'text' | 'json' | 'mermaid' | 'svg';
}

/** Prints the operators that job sources build. Returns the exit status. */
export async function graph(paths: readonly string[], options: GraphOptions, terminal: Terminal): Promise<number> {
  const scope = await scopeOf(paths, options, terminal);
  const inputs = inputsFor(scope, options, terminal);
  const { report, targets } = await run(
    { ...inputs, rules: [] },
    {
      paths: scope.paths,
      within: scope.within,
      ...targetOptions(options),
    },
  );
  const { shownJobs } = await import('../targets/shown-jobs.js');
  const jobs = shownJobs(
    targets.map(({ target }) => target),
    inputs.catalogue,
  );
  tellNotices(report.notices, terminal);
  terminal.out.write(await render({ jobs, excerpt: report.excerpt }, options, terminal));
  if (jobs.length > 0) return 0;
  terminal.err.write('flinklint: no Flink job was found here; graph reads jobs from Java sources.\n');
  return scope.folders ? 3 : 0;
}

async function render(jobs: ShownJobs, { format, color }: GraphOptions, terminal: Terminal): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../report/graph/json.js')).graphJson(jobs);
    case 'mermaid':
      return (await import('../report/graph/mermaid.js')).graphMermaid(jobs);
    case 'svg':
      return (await import('../report/graph/svg.js')).graphSvg(jobs);
    case 'text': {
      const { graphText } = await import('../report/graph/text.js');
      return graphText(jobs, { color: wantsColour(color, terminal), width: terminal.out.width });
    }
  }
}
