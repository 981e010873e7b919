import type { Profile } from '../model/target.js';
import { keyMatcher, type Matcher, pathMatcher } from './patterns.js';
import type { Link, Resolved, RuleSettings, Written, WrittenCommon } from './settings.js';

/** Settings that hold for some files; of a chain of them, the later ones win key by key. */
interface Step {
  readonly profile?: Profile;
  readonly written: WrittenCommon;
  appliesTo(file: string): boolean;
}

/** What is resolved without looking at a file. */
type Common = Pick<Resolved, 'operatorVersion' | 'exclude' | 'allow' | 'layers' | 'jobs' | 'from'>;

/** What holds where no settings file says anything. */
export const NO_SETTINGS: Resolved = {
  exclude: () => false,
  allow: () => false,
  layers: [],
  rules: new Map(),
  jobs: [],
  from: undefined,
};

/**
 * The settings that a chain of files makes for each file.
 * @param chain lowest first; paths in it are root-relative already
 * @param folder what patterns are relative to
 * @param from the settings file that was found or named
 */
export function resolver(
  chain: readonly Link[],
  { folder, from, matcher }: { readonly folder: string; readonly from: string; readonly matcher: Matcher },
): (file: string) => Resolved {
  const steps = chain.flatMap((link) => stepsOf(link, (patterns) => pathMatcher(matcher, folder, patterns)));
  const common = commonOf(chain, (patterns) => pathMatcher(matcher, folder, patterns), from);
  const made = new Map<string, Resolved>();
  return (file) => {
    const applied = steps.filter((step) => step.appliesTo(file));
    const identity = applied.map((step) => steps.indexOf(step)).join();
    const resolved = made.get(identity) ?? combined(common, applied);
    made.set(identity, resolved);
    return resolved;
  };
}

function stepsOf(link: Link, matching: (patterns: readonly string[]) => (file: string) => boolean): readonly Step[] {
  const own: Step = { ...link, appliesTo: () => true };
  const overrides = (link.written.overrides ?? []).map(
    (override): Step => ({
      ...(override.profile === undefined ? {} : { profile: override.profile }),
      written: override,
      appliesTo: matching(typeof override.files === 'string' ? [override.files] : override.files),
    }),
  );
  return [own, ...overrides];
}

function commonOf(
  chain: readonly Link[],
  matching: (patterns: readonly string[]) => (file: string) => boolean,
  from: string,
): Common {
  const last = <T>(pick: (written: Written) => T | undefined): T | undefined =>
    chain.map(({ written }) => pick(written)).findLast((value) => value !== undefined);
  const operatorVersion = last((written) => written.operatorVersion);
  return {
    ...(operatorVersion === undefined ? {} : { operatorVersion }),
    exclude: matching(last((written) => written.exclude) ?? []),
    allow: keyMatcher(last((written) => written.options?.allow) ?? []),
    layers: last((written) => written.layers) ?? [],
    jobs: (last((written) => written.jobs) ?? []).map((job) => ({ sources: [], manifests: [], ...job })),
    from,
  };
}

function combined(common: Common, steps: readonly Step[]): Resolved {
  const last = <T>(pick: (step: Step) => T | undefined): T | undefined =>
    steps.map(pick).findLast((value) => value !== undefined);
  const profile = last((step) => step.profile);
  const flinkVersion = last((step) => step.written.flinkVersion);
  const platform = last((step) => step.written.platform);
  return {
    ...common,
    ...(profile === undefined ? {} : { profile }),
    ...(flinkVersion === undefined ? {} : { flinkVersion }),
    ...(platform === undefined ? {} : { platform }),
    rules: steps.reduce((rules, step) => withRules(rules, step.written), new Map<string, RuleSettings>()),
  };
}

function withRules(rules: Map<string, RuleSettings>, written: WrittenCommon): Map<string, RuleSettings> {
  for (const [id, value] of Object.entries(written.rules ?? {})) {
    const before = rules.get(id) ?? { options: {} };
    rules.set(id, typeof value === 'string' ? { ...before, severity: value } : withOptions(before, value));
  }
  return rules;
}

function withOptions(before: RuleSettings, value: Readonly<Record<string, unknown>>): RuleSettings {
  const { severity = before.severity, ...own } = value as { readonly severity?: RuleSettings['severity'] };
  return { ...(severity === undefined ? {} : { severity }), options: { ...before.options, ...own } };
}
