import type { ConfigFacts } from '../model/facts.js';
import type { Confidence, Draft, Finding, Related, Severity } from '../model/finding.js';
import type { Job } from '../model/graph.js';
import type { Notice } from '../model/report.js';
import type { Place, Span } from '../model/span.js';
import type { TargetView } from '../model/view.js';
import { type CheckContext, type Rule, type RuleOptions, type RuleOptionValues, speaksOf } from '../rule.js';
import { fingerprint, type Sha256 } from './fingerprint.js';
import { severityOf } from './severity.js';

/** What the user's settings say of a rule at one file. */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What the engine asks of its surroundings; all of it pure. */
export interface EngineInputs {
  readonly rules: readonly Rule[];
  readonly targets: readonly TargetView[];
  /** Every target that was read but one. */
  others(target: TargetView): readonly TargetView[];
  /** Every target that was read and has a key. */
  readonly sharing: CheckContext<RuleOptions>['sharing'];
  /** The user's setting of a rule for findings in `file`. */
  setting(rule: string, file: string): RuleSetting;
  /** The values of the options that a rule has of its own, for a target whose primary file is `file`. */
  options(rule: Rule, file: string): RuleOptionValues<RuleOptions>;
  /** The newest name of an option for a key in any spelling, so that a finding stays the same when it is renamed. */
  currentKey(key: string): string;
  /** Advice with the names that options have at a target's version. */
  localise(target: TargetView, text: string): string;
  isSecret(key: string): boolean;
  /** A text without the passwords that stand in addresses. */
  redact(text: string): string;
}

/** A finding before it is silenced, counted or given its fingerprint. */
export interface RawFinding extends Omit<Finding, 'fingerprint'> {
  readonly value: string | undefined;
}

/** What all rules said. */
export interface EngineResult {
  readonly findings: readonly RawFinding[];
  /** Defects of ours: a rule that threw. */
  readonly defects: readonly Notice[];
}

/** Runs every rule over every target. A rule that throws costs its own findings only, and is named. */
export function runRules(inputs: EngineInputs): EngineResult {
  const merged = new Map<string, RawFinding>();
  const defects: Notice[] = [];
  const { sharing } = inputs;
  const contexts = inputs.targets.map((target) => ({
    target,
    options: {},
    others: () => inputs.others(target),
    sharing,
  }));
  for (const rule of inputs.rules) {
    for (const context of contexts.filter(({ target }) => isAbout(rule, target))) {
      try {
        for (const draft of drafts(rule, context, inputs))
          merge(merged, toFinding(rule, context.target, draft, inputs));
      } catch (error) {
        defects.push(defectOf(rule, context.target, error));
      }
    }
  }
  return { findings: [...merged.values()], defects };
}

function defectOf(rule: Rule, { target }: TargetView, error: unknown): Notice {
  const [file] = target.files;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `Defect in flinklint: rule '${rule.id}' failed: ${reason}.`;
  return { level: 'error', message, ...(file === undefined ? {} : { file }) };
}

function isAbout(rule: Rule, view: TargetView): boolean {
  if (!speaksOf(rule.applies, view.target)) return false;
  // A claim that does not hold for every version the target may have would be false for some.
  return rule.applies?.flink === undefined || view.version(rule.applies.flink) === 'all';
}

/** What a rule has to say of a target. Most rules look at the target only, and there may be very many settings and targets. */
function drafts(rule: Rule, plain: CheckContext<RuleOptions>, inputs: EngineInputs): readonly Draft[] {
  const { check } = rule;
  const { target: view } = plain;
  const context = rule.options === undefined ? plain : { ...plain, options: optionsOf(rule, view, inputs) };
  const found: Draft[] = [];
  if (check.target !== undefined) add(found, check.target(view, context));
  if (check.setting !== undefined) for (const setting of view.settings) add(found, check.setting(setting, context));
  if (check.file !== undefined) for (const file of filesOf(view)) add(found, check.file(file, context));
  if (check.logging !== undefined) for (const file of view.target.logging) add(found, check.logging(file, context));
  addOfSources(found, rule, view, context);
  return found;
}

/** One by one: a rule may have more to say than a call takes arguments. */
function add(found: Draft[], more: Iterable<Draft>): void {
  for (const draft of more) found.push(draft);
}

const optionsOf = (rule: Rule, { target }: TargetView, inputs: EngineInputs): RuleOptionValues<RuleOptions> =>
  inputs.options(rule, target.files[0] ?? '');

/** Likewise of what a target has that is no configuration: a resource, an image, statements, commands, a job. */
function addOfSources(found: Draft[], rule: Rule, { target }: TargetView, context: CheckContext<RuleOptions>): void {
  const { check } = rule;
  const { job, resource, image, script, commands } = target;
  if (resource !== undefined && check.resource !== undefined) add(found, check.resource(resource, context));
  if (image !== undefined && check.image !== undefined) add(found, check.image(image, context));
  if (script !== undefined && check.statement !== undefined) {
    for (const statement of script.statements) add(found, check.statement(statement, { ...context, script }));
  }
  if (commands !== undefined && check.command !== undefined) {
    const { own, inFile } = commands;
    for (const command of own) add(found, check.command(command, { ...context, inFile }));
  }
  if (job !== undefined) addOfJob(found, rule, job, context);
}

function addOfJob(found: Draft[], { check }: Rule, job: Job, context: CheckContext<RuleOptions>): void {
  if (check.job !== undefined) add(found, check.job(job, context));
  if (check.operator === undefined) return;
  for (const operator of job.operators) add(found, check.operator(operator, { ...context, job }));
}

const filesOf = ({ target }: TargetView): readonly ConfigFacts[] => target.layers.flatMap(({ facts }) => facts ?? []);

function toFinding(rule: Rule, view: TargetView, draft: Draft, inputs: EngineInputs): RawFinding | undefined {
  const confidence: Confidence = view.catalogued ? (draft.confidence ?? rule.confidence ?? 'high') : 'medium';
  const { severity: user } = inputs.setting(rule.id, draft.at.file);
  const severity = severityOf({ rule, profile: view.target.profile, draft: draft.severity, confidence, user });
  if (severity === 'off') return undefined;
  const key = draft.at.key === undefined ? undefined : inputs.currentKey(draft.at.key);
  const secret = inputs.isSecret(key ?? '') || inputs.isSecret(draft.at.value ?? '');
  return {
    rule: rule.id,
    severity,
    confidence,
    cost: draft.cost ?? rule.cost,
    message: inputs.redact(draft.message),
    help: inputs.redact(inputs.localise(view, draft.help ?? rule.docs.fix)),
    at: spanOf(draft.at),
    ...(key === undefined ? {} : { key }),
    related: (draft.related ?? []).map(relatedOf),
    targets: [view.target.name],
    // An edit repeats the value.
    ...(draft.fix === undefined || secret || draft.fix.edits.some(({ text }) => inputs.redact(text) !== text)
      ? {}
      : { fix: draft.fix }),
    value: secret || draft.at.value === undefined ? undefined : inputs.redact(draft.at.value),
  };
}

/** One finding per rule, span and message, with all the targets it concerns, at the highest severity of them. */
function merge(merged: Map<string, RawFinding>, finding: RawFinding | undefined): void {
  if (finding === undefined) return;
  const identity = JSON.stringify([finding.rule, finding.at, finding.message]);
  const before = merged.get(identity);
  if (before === undefined) {
    merged.set(identity, finding);
    return;
  }
  const graver = rank(finding) > rank(before) ? finding : before;
  const targets = [...new Set([...before.targets, ...finding.targets])].sort();
  merged.set(identity, { ...graver, targets });
}

const rank = ({ severity }: RawFinding): number => ['info', 'warning', 'error'].indexOf(severity);

const spanOf = ({ file, start, end }: Place): Span => ({ file, start, end });

const relatedOf = (related: Span | Related): Related =>
  'at' in related
    ? { at: spanOf(related.at), message: related.message }
    : { at: spanOf(related), message: 'See also.' };

/** Sorts by file, then position, then rule, and gives every finding its fingerprint. */
export function finish(findings: readonly RawFinding[], sha256: Sha256): readonly Finding[] {
  const seen = new Map<string, number>();
  return [...findings].sort(order).map(({ value, ...finding }) => {
    const identity = { rule: finding.rule, file: finding.at.file, key: finding.key ?? '', value };
    const text = JSON.stringify(identity);
    const occurrence = seen.get(text) ?? 0;
    seen.set(text, occurrence + 1);
    return {
      ...finding,
      // Only reports for machines print it, and the hash function alone takes milliseconds to load.
      get fingerprint() {
        return fingerprint({ ...identity, occurrence }, sha256);
      },
    };
  });
}

function order(a: RawFinding, b: RawFinding): number {
  return (
    codeUnits(a.at.file, b.at.file) ||
    a.at.start - b.at.start ||
    a.at.end - b.at.end ||
    codeUnits(a.rule, b.rule) ||
    codeUnits(a.message, b.message)
  );
}

const codeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
