import type { Project } from '../discover/project.js';
import { runDirectiveRules } from '../engine/directive-rules.js';
import { readDirectives } from '../engine/directives.js';
import type { RawFinding } from '../engine/run.js';
import { silence } from '../engine/silence.js';
import type { Comment, ContainerFacts } from '../model/facts.js';
import type { Facts } from '../model/file-facts.js';
import type { Span } from '../model/span.js';
import type { Rule } from '../rule.js';
import type { SettingOf } from './given.js';
import type { RunInputs, RunOptions } from './inputs.js';

/** What ignore comments are applied with. */
interface DirectiveWork {
  readonly project: Project;
  readonly rules: readonly Rule[];
  readonly inputs: RunInputs;
  readonly options: RunOptions;
  readonly setting: SettingOf;
  readonly lineOf: (span: Span) => number;
}

/** Findings without those that ignore comments silence, with those about such comments themselves. */
export function applyDirectives(
  raw: readonly RawFinding[],
  { project, rules, inputs, options, setting, lineOf }: DirectiveWork,
): { readonly findings: readonly RawFinding[]; readonly suppressed: readonly RawFinding[] } {
  const read = project.files.flatMap(({ file, facts }) => {
    const comments = facts === undefined ? [] : commentsIn(facts);
    if (facts === undefined || comments.length === 0) return [];
    const line = (offset: number): number => lineOf({ file, start: offset, end: offset });
    return [readDirectives(comments, line, firstContentLine(facts, line))];
  });
  const directives = read.flatMap((one) => one.directives);
  const wholeOf = commandsIn(project);
  const { findings, suppressed, used } = silence(raw, directives, (span) => lineOf(wholeOf(span)));
  const judged = runDirectiveRules({
    rules: rules.filter((rule) => rule.check.directive !== undefined),
    known: new Set(inputs.rules.map(({ id }) => id)),
    directives,
    malformed: read.flatMap((one) => one.malformed),
    used,
    ran: (rule, file) => rules.some(({ id }) => id === rule) && setting(rule, file).severity !== 'off',
    setting,
  });
  return options.noIgnores === true
    ? { findings: [...raw, ...judged], suppressed: [] }
    : { findings: [...findings, ...judged], suppressed };
}

/** A command over several lines has room for a comment before the first of them only. */
function commandsIn({ files }: Project): (span: Span) => Span {
  const wholes = new Map(
    files.flatMap(({ file, facts }) =>
      facts?.kind === 'commands' ? [[file, facts.commands.map(({ whole }) => whole)] as const] : [],
    ),
  );
  return (span) => wholes.get(span.file)?.find(({ start, end }) => start <= span.start && span.start < end) ?? span;
}

function commentsIn(facts: Facts): readonly Comment[] {
  if (facts.kind === 'java') {
    return facts.comments.map((comment) => ({ ...comment, at: { file: facts.file, ...comment.at } }));
  }
  if (facts.kind === 'compose') return [...facts.comments, ...commentsOf(facts.services)];
  if (facts.kind === 'dockerfile') return [...facts.comments, ...commentsOf(facts.stages)];
  if (facts.kind !== 'manifest') return facts.comments;
  const inside = facts.resources.flatMap(({ embedded, containers = [] }) => [
    ...embedded.flatMap((file) => file.facts?.comments ?? []),
    ...commentsOf(containers),
  ]);
  return [...facts.comments, ...inside];
}

/** The comments within `FLINK_PROPERTIES`. */
const commentsOf = (given: readonly Pick<ContainerFacts, 'properties'>[]): readonly Comment[] =>
  given.flatMap(({ properties }) => properties?.squeezed.comments ?? []);

/** The line of the first thing that is no comment: an ignore comment for all of a file stands above it. */
function firstContentLine(facts: Facts, line: (offset: number) => number): number {
  return contentOf(facts).reduce((first, { start }) => Math.min(first, line(start)), Number.MAX_SAFE_INTEGER);
}

/** Where the things that a file says begin. */
function contentOf(facts: Facts): readonly Pick<Span, 'start'>[] {
  switch (facts.kind) {
    case 'config':
      return [...facts.settings.map(({ keyAt }) => keyAt), ...(facts.containers ?? []).map(({ at }) => at)];
    case 'logging':
      return [...facts.properties.values()].map(({ at }) => at);
    case 'manifest':
      return facts.resources.map(({ root }) => root.at);
    case 'java':
      return [...facts.imports, ...facts.types];
    case 'sql':
      return facts.statements.map(({ at }) => at);
    case 'compose':
      return facts.services.map(({ at }) => at);
    case 'env':
      return facts.variables.map(({ keyAt }) => keyAt);
    case 'dockerfile':
      return facts.stages.map(({ base }) => base.at);
    case 'commands':
      return facts.commands.map(({ at }) => at);
  }
}
