import { PLATFORMS, PROFILES } from '../model/target.js';
import type { RuleDefinition, RuleOption } from '../rule.js';

/**
 * The part of JSON Schema (draft-07) that the settings schema is written in, so that the walker in validate.ts can
 * follow all of it.
 */
export interface Schema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  /** What editors show in place of the pattern, and what follows the value in our own messages. */
  readonly patternErrorMessage?: string;
  readonly default?: unknown;
  /** Alternatives that differ in `type`, so that a value's own type says which one was meant. */
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** What the user's settings may make of a rule. */
export const RULE_LEVELS = ['error', 'warning', 'info', 'off'] as const;

/** Where configuration outside the repository lies, lowest first: all of it beneath what is here, but the last. */
export const OUTSIDE_LAYERS = ['platform', 'image', 'operator-defaults', 'dynamic-properties'] as const;

const text = (description: string): Schema => ({
  type: 'string',
  pattern: '\\S',
  patternErrorMessage: 'is empty',
  description,
});

const list = (items: Schema, description: string): Schema => ({ type: 'array', items, description });

/** Lets a list of one be written without its brackets. */
const oneOrMore = (item: Schema, description: string): Schema => ({
  anyOf: [item, { type: 'array', items: item, minItems: 1 }],
  description,
});

const record = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
  additionalProperties: false,
});

const version = (description: string, example: string): Schema => ({
  type: 'string',
  pattern: '^[0-9]{1,3}\\.[0-9]{1,3}(\\.[0-9]{1,3})?$',
  patternErrorMessage: `is not a version such as '${example}'`,
  description,
});

/** A pattern that could never match: paths are compared without `./`, and nothing lies above the folder. */
const glob: Schema = {
  type: 'string',
  pattern: '^(?!\\s*$)(?!\\.{1,2}/)',
  patternErrorMessage: "is not a pattern below the settings file's folder, such as 'staging/**'",
};

const path: Schema = {
  type: 'string',
  pattern: '^(?![/\\\\])(?!\\s*$)',
  patternErrorMessage: "is not a path relative to this file, such as 'conf/config.yaml'",
};

const flinkVersion = version('The Flink version that the files are meant for, in quotes. Overrides detection.', '1.20');

const platform: Schema = {
  type: 'string',
  enum: PLATFORMS,
  description: 'Where Flink runs. Overrides detection.',
};

const profile: Schema = {
  type: 'string',
  enum: PROFILES,
  description: 'production (the default), strict, or development.',
};

const extendable: Schema = {
  type: 'string',
  pattern: '^(\\.{1,2}/.*\\S|(@[a-z0-9][a-z0-9._-]*/)?[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)$',
  patternErrorMessage: "is neither a profile, a path that starts with './', nor the name of an installed package",
};

const layer = record(
  {
    file: { ...path, description: 'A configuration file, relative to this one.' },
    as: {
      type: 'string',
      enum: OUTSIDE_LAYERS,
      description:
        'What it stands for: platform, image, operator-defaults lie beneath the configuration here, dynamic-properties above.',
    },
  },
  ['file', 'as'],
);

const job = record(
  {
    name: text('The name by which reports speak of the job.'),
    config: { ...path, description: 'The configuration that the job runs with, relative to this file.' },
    sources: list(path, 'Files and folders with the code of the job, relative to this file.'),
    manifests: list(path, 'Manifests that deploy the job, relative to this file.'),
  },
  ['name'],
);

const rulesRef: Schema = { $ref: '#/definitions/rules' };

/**
 * The JSON Schema of `.flinklint.yaml`, for editors and for the check of settings files alike, built from what the
 * rules say of their own options.
 */
export function settingsSchema(rules: Readonly<Record<string, RuleDefinition>>): Schema {
  const properties: Readonly<Record<string, Schema>> = {
    $schema: { type: 'string', description: 'The address of this schema, for editors.' },
    extends: oneOrMore(
      extendable,
      'What these settings build on, later ones winning: production, strict, development, ./a-file.yaml, or a package.',
    ),
    flinkVersion,
    operatorVersion: version('The version of the Flink Kubernetes operator, in quotes. Overrides detection.', '1.12'),
    platform,
    exclude: list(
      glob,
      'Files that flinklint leaves alone: patterns as in .gitignore, from the folder of the settings file.',
    ),
    options: {
      ...record({
        allow: list(
          text('A key; * stands for any characters.'),
          'Configuration keys of your own, such as acme.*, that are not unknown.',
        ),
      }),
      description: 'What flinklint takes for a known configuration key.',
    },
    layers: list(layer, 'Configuration that lies outside this repository, beneath or above what is here.'),
    rules: rulesRef,
    overrides: list(override, 'Other settings for some files, applied in order.'),
    jobs: list(job, 'Which files belong together, where detection cannot see it.'),
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of flinklint',
    ...record(properties),
    definitions: { rules: rulesSchema(rules) },
  };
}

const override = record(
  {
    files: oneOrMore(glob, 'Patterns as in .gitignore, from the folder of the settings file.'),
    profile,
    flinkVersion,
    platform,
    rules: rulesRef,
  },
  ['files'],
);

function rulesSchema(rules: Readonly<Record<string, RuleDefinition>>): Schema {
  const ids = Object.keys(rules).sort();
  const properties = ids.map((id) => {
    const rule = rules[id];
    return [id, rule === undefined ? {} : ruleSchema(rule)] as const;
  });
  return { ...record(Object.fromEntries(properties)), description: 'Rules by their id: a severity, off, or more.' };
}

function ruleSchema(rule: RuleDefinition): Schema {
  const level: Schema = { type: 'string', enum: RULE_LEVELS };
  const own = Object.entries(rule.options ?? {}).map(([name, option]) => [name, optionSchema(option)] as const);
  const severity: Schema = {
    ...level,
    description: `The severity of its findings, or off. Without it: ${rule.severity}.`,
  };
  return { anyOf: [level, record({ severity, ...Object.fromEntries(own) })], description: `${rule.title}.` };
}

/** Unit labels of Flink's `TimeUtils#parseDuration`; nine digits fit a long in every unit and every version. */
const DURATION = [
  '^ *[0-9]{1,9} *(d|days?|h|hours?|m|min|minutes?|s|secs?|seconds?|ms|millis?|milliseconds?',
  '|\\u00b5s|micros?|microseconds?|ns|nanos?|nanoseconds?) *$',
].join('');

function optionSchema(option: RuleOption): Schema {
  const { description } = option;
  switch (option.kind) {
    case 'duration':
      return {
        type: 'string',
        pattern: DURATION,
        patternErrorMessage: `is not a duration such as '${option.default}'`,
        default: option.default,
        description,
      };
    case 'number':
      return { type: 'number', default: option.default, description };
    case 'strings':
      return { ...list({ type: 'string' }, description), default: option.default };
  }
}
