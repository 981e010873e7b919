import { parseDuration, toMillis } from '../flink/duration.js';
import type { VersionNumber } from '../model/version.js';
import type { RuleDefinition, RuleOption, RuleOptions, RuleOptionValues } from '../rule.js';

/** Any will do: the settings schema accepts only what every version reads in the same way. */
const VERSION: VersionNumber = 1_015_000;

/**
 * The values of a rule's own options as its checks see them: durations in milliseconds, defaults filled in.
 * @param raw what the settings say, already validated
 * @throws for a duration that the settings schema accepts and Flink does not, which would be a defect
 */
export function ruleOptions(
  rule: Pick<RuleDefinition, 'options'>,
  raw: Readonly<Record<string, unknown>>,
): RuleOptionValues<RuleOptions> {
  const values = Object.entries(rule.options ?? {}).map(([name, option]) => {
    return [name, typedValue(option, Object.hasOwn(raw, name) ? raw[name] : option.default)] as const;
  });
  // As in defineRule: every check sees the values of its own declared options.
  return Object.fromEntries(values) as RuleOptionValues<RuleOptions>;
}

function typedValue(option: RuleOption, value: unknown): unknown {
  if (option.kind !== 'duration') return value;
  const parsed = parseDuration(String(value), VERSION);
  if (!parsed.ok) throw new Error(parsed.reason);
  return toMillis(parsed.value);
}
