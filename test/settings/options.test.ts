import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duration, type RuleDefinition } from '../../src/rule.js';
import { ruleOptions } from '../../src/settings/options.js';
import { type Schema, settingsSchema } from '../../src/settings/schema.js';
import { RULES } from './helpers.js';

const ruleOf = (id: string): RuleDefinition => {
  const rule = RULES[id];
  if (rule === undefined) throw new Error(id);
  return rule;
};

test('durations come in milliseconds, defaults are filled in', () => {
  expect(ruleOptions(ruleOf('checkpointing/interval'), { max: '2 h' })).toEqual({ max: 7_200_000, min: 1000 });
  expect(ruleOptions(ruleOf('observability/log-noise'), {})).toEqual({ loggers: ['org.apache.kafka'], share: 0.5 });
  expect(ruleOptions(ruleOf('observability/log-noise'), { loggers: [], share: 1 })).toEqual({ loggers: [], share: 1 });
  expect(ruleOptions(ruleOf('checkpointing/min-pause'), { severity: 'off' })).toEqual({});
});

test('a name that every object has is no option', () => {
  const rule = { ...ruleOf('checkpointing/interval'), options: { toString: duration('1 s', '') } };
  expect(ruleOptions(rule, {})).toEqual({ toString: 1000 });
});

test('every duration that the schema accepts is one to Flink', () => {
  const max: Schema | undefined =
    settingsSchema(RULES).definitions?.rules?.properties?.['checkpointing/interval']?.anyOf?.[1]?.properties?.max;
  const pattern = new RegExp(max?.pattern ?? '(?!)', 'u');
  fc.assert(
    fc.property(fc.stringMatching(pattern), (text) => {
      expect(ruleOptions(ruleOf('checkpointing/interval'), { max: text }).max).toBeGreaterThanOrEqual(0);
    }),
  );
});
