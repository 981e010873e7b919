import type { Finding } from '../../src/model/finding.js';
import { run } from '../../src/pipeline.js';
import { toolFor } from '../../src/tool.js';
import { memoryWorkspace } from '../../src/workspace/memory.js';
import { random } from '../conformance/random.js';
import { DEPLOYMENTS, type Deployment, filesOf, nameOf } from './deployments.js';
import { KINDS, type Kind, MAKERS, type Mutation } from './kinds.js';

/** What became of the mutations of one kind. */
export interface Caught {
  readonly made: number;
  readonly missed: readonly string[];
}

export interface Outcome {
  readonly kinds: ReadonlyMap<Kind, Caught>;
  /** Findings at warning or above in a deployment as it was. */
  readonly loud: readonly string[];
}

const tool = toolFor(memoryWorkspace({}), {});

async function lint(deployment: Deployment): Promise<readonly Finding[]> {
  const files = filesOf(deployment, tool.catalogue);
  const { report, defects } = await run({ ...tool, workspace: memoryWorkspace(files) }, { paths: [''] });
  if (defects.length > 0) throw new Error(defects.map(({ message }) => message).join('\n'));
  return report.findings.filter(({ severity }) => severity !== 'info');
}

const said = ({ rule, severity, message }: Finding): string => `${severity} ${rule}: ${message}`;

/** Makes `count` mutations of every kind from a seed, no two alike, and lints each. */
export async function mutate(count: number, seed: number): Promise<Outcome> {
  const quiet = new Map<Deployment, ReadonlySet<string>>();
  const loud: string[] = [];
  for (const deployment of DEPLOYMENTS) {
    const findings = (await lint(deployment)).map(said);
    quiet.set(deployment, new Set(findings));
    loud.push(...findings.map((finding) => `${nameOf(deployment)}: ${finding}`));
  }
  const kinds = new Map<Kind, Caught>();
  for (const kind of KINDS) {
    const missed: string[] = [];
    const mutations = draw(kind, count, seed);
    for (const { before, mutation } of mutations) {
      const known = quiet.get(before);
      const found = (await lint(mutation.after)).filter((finding) => known?.has(said(finding)) !== true);
      const owners = [mutation.owner].flat();
      if (found.some(({ rule }) => owners.includes(rule))) continue;
      missed.push(
        `${nameOf(before)}: ${mutation.what}: not ${owners.join(' or ')}, but ${found.map(said).join(' | ') || 'nothing'}`,
      );
    }
    kinds.set(kind, { made: mutations.length, missed });
  }
  return { kinds, loud };
}

interface Drawn {
  readonly before: Deployment;
  readonly mutation: Mutation;
}

function draw(kind: Kind, count: number, seed: number): readonly Drawn[] {
  const chance = random(seed + KINDS.indexOf(kind));
  const drawn = new Map<string, Drawn>();
  for (let tries = 0; drawn.size < count && tries < count * 100; tries++) {
    const before = DEPLOYMENTS[chance.below(DEPLOYMENTS.length)];
    const mutation =
      before === undefined ? undefined : MAKERS[kind](before, { catalogue: tool.catalogue, random: chance });
    if (before !== undefined && mutation !== undefined)
      drawn.set(`${nameOf(before)} ${mutation.what}`, { before, mutation });
  }
  return [...drawn.values()];
}

/** One line for each kind. */
export const counts = ({ kinds }: Outcome): readonly string[] =>
  [...kinds].map(([kind, { made, missed }]) => `${kind}: ${String(made - missed.length)} of ${String(made)} caught`);
