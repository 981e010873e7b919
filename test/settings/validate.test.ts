import { describe, expect, test } from 'vitest';
import { wrong } from './helpers.js';

describe('names', () => {
  test.each([
    ['plattform: yarn', "[plattform] Unknown key 'plattform'; did you mean 'platform'?"],
    ['rules: {checkpointing/interval: {sevrity: info}}', "[sevrity] Unknown key 'sevrity'; did you mean 'severity'?"],
    [
      'rules: {checkpointing/intervall: info}',
      "[checkpointing/intervall] Unknown rule 'checkpointing/intervall'; did you mean 'checkpointing/interval'?",
    ],
    [
      'rules: {flame-graphs: off}',
      "[flame-graphs] Unknown rule 'flame-graphs'; did you mean 'observability/flame-graphs'?",
    ],
    [
      'overrides: [{files: a, rules: {x/y: off}}]',
      "[x/y] Unknown rule 'x/y'; known: 'checkpointing/interval', 'checkpointing/min-pause', 'observability/flame-graphs', 'observability/log-noise'.",
    ],
    [
      'overrides: [{files: a, exclude: [b]}]',
      "[exclude] Unknown key 'exclude'; known: 'files', 'profile', 'flinkVersion', 'platform', 'rules'.",
    ],
    [
      'rules: {__proto__: off}',
      "[__proto__] Unknown rule '__proto__'; known: 'checkpointing/interval', 'checkpointing/min-pause', 'observability/flame-graphs', 'observability/log-noise'.",
    ],
    [
      'rules: {checkpointing/min-pause: warn}',
      "[warn] Unknown value 'warn' of 'checkpointing/min-pause'; did you mean 'warning'?",
    ],
    ['platform: Yarn', "[Yarn] Unknown value 'Yarn' of 'platform'; did you mean 'yarn'?"],
    [
      'platform: kubernets',
      "[kubernets] Unknown value 'kubernets' of 'platform'; did you mean 'kubernetes-native', 'kubernetes-standalone' or 'kubernetes-operator'?",
    ],
    ['extends: prodction', "[prodction] Unknown profile 'prodction'; did you mean 'production'?"],
    ['overrides: [{files: a, profile: prod}]', "[prod] Unknown value 'prod' of 'profile'; did you mean 'production'?"],
  ])('%s', async (text, problem) => {
    expect(await wrong(text)).toEqual([problem]);
  });
});

describe('values', () => {
  test.each([
    [
      'flinkVersion: 1.20',
      '[1.20] \'flinkVersion\' must be in quotes: YAML reads 1.20 as the number 1.2. Write "1.20".',
    ],
    [
      'operatorVersion: 1.10',
      '[1.10] \'operatorVersion\' must be in quotes: YAML reads 1.10 as the number 1.1. Write "1.10".',
    ],
    ['flinkVersion: 2', "[2] '2' is not a version such as '1.20'."],
    ['flinkVersion: latest', "[latest] 'latest' is not a version such as '1.20'."],
    ['rules: {checkpointing/interval: {max: 10 mins}}', "[10 mins] '10 mins' is not a duration such as '10 min'."],
    ['rules: {checkpointing/interval: {max: 600000}}', "[600000] '600000' is not a duration such as '10 min'."],
    ['rules: {observability/log-noise: {share: half}}', "[half] 'share' must be a number, not the text 'half'."],
    ['rules: {observability/log-noise: {share: .nan}}', "[.nan] 'share' must be a number, not '.nan'."],
    ['rules: {observability/log-noise: {loggers: a}}', "[a] 'loggers' must be a list, not the text 'a'."],
    [
      'rules: {checkpointing/min-pause: false}',
      "[false] 'checkpointing/min-pause' must be one of 'error', 'warning', 'info', 'off' or a mapping, not 'false'.",
    ],
    ['rules:\nplatform: yarn', "[rules] 'rules' has no value; give it one, or remove the line."],
    ['exclude: legacy', "[legacy] 'exclude' must be a list, not the text 'legacy'."],
    [
      'exclude: [./legacy]',
      "[./legacy] './legacy' is not a pattern below the settings file's folder, such as 'staging/**'.",
    ],
    ['exclude: ["**/**/**/**/a"]', '["**/**/**/**/a"] This pattern is too long or has too many stars.'],
    ['options: {allow: [true]}', '[true] \'allow\' must be in quotes: YAML reads true as a boolean. Write "true".'],
    ['options: {allow: [""]}', '[""] \'\' is empty.'],
    ['extends: []', "[[]] 'extends' is an empty list."],
    ['jobs: [{config: a}]', "[{config: a}] 'name' is missing."],
    [
      'layers: [{file: /etc/flink, as: image}]',
      "[/etc/flink] '/etc/flink' is not a path relative to this file, such as 'conf/config.yaml'.",
    ],
    ['- a', '[- a] A settings file must be a mapping, not a list.'],
  ])('%s', async (text, problem) => {
    expect(await wrong(text)).toEqual([problem]);
  });
});

describe('YAML', () => {
  test.each([
    ['platform: yarn\nplatform: emr', "[platform] 'platform' is set twice."],
    ['a: b: c', '[b] This is not valid YAML: nested mappings are not allowed in compact mappings.'],
    ['exclude: &a [x]\noptions: {allow: *a}', "[*a] Aliases such as '*a' are not read here; write the value out."],
    ['? [a]\n: b', '[[a]] A key must be a single word or text.'],
    ['{}\n---\n{}', "[---\n{}] A settings file is a single document; remove what follows '---'."],
    ['['.repeat(20_000), '[[] This is nested too deeply to be read.'],
  ])('%.40s', async (text, problem) => {
    expect(await wrong(text)).toEqual([problem]);
  });

  test.each(['', '# nothing yet\n', '---\n', '{}', '%YAML 1.1\n---\nrules: {checkpointing/min-pause: off}'])(
    'accepts %j',
    async (text) => {
      expect(await wrong(text)).toEqual([]);
    },
  );
});

test('every problem of a file is told at once', async () => {
  expect(await wrong('platform: x\nrules:\n  interval: error\n  checkpointing/interval: {max: 1h30m}\n')).toHaveLength(
    3,
  );
});
