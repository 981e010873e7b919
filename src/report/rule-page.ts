import type { Rule, RuleDefinition, RuleOption } from '../rule.js';

/** A rule's documentation page, as Markdown. Everything on it comes from the rule itself. */
export function rulePage(rule: Rule): string {
  const { id, title, severity, cost, confidence = 'high', applies, docs, options, examples } = rule;
  const scope = applies?.flink === undefined ? 'all versions' : `Flink ${applies.flink}`;
  const lines = [
    `# ${id}`,
    '',
    `**${title}**`,
    '',
    '| severity | confidence | cost of obeying | applies to | on in |',
    '| --- | --- | --- | --- | --- |',
    `| ${severity} | ${confidence} | ${cost} | ${scope}${applies?.mode === undefined ? '' : ', streaming'} | ${profilesOf(rule)} |`,
    '',
    '## What',
    '',
    docs.what,
    '',
    '## Why',
    '',
    docs.why,
    '',
    '## What to do',
    '',
    docs.fix,
    '',
    ...optionLines(options),
    '## Found',
    '',
    ...examples.bad.flatMap((example) => [
      ...filesOf(example.files),
      ...runOf(example),
      ...example.finds.map(({ message }) => `> ${message}`),
      '',
    ]),
    '## Fine',
    '',
    ...examples.good.flatMap((example) => [...filesOf(example.files), ...runOf(example)]),
    ...(docs.references.length === 0
      ? []
      : ['## Follows', '', ...docs.references.map((reference) => `- ${reference}`), '']),
    '## Silencing',
    '',
    `\`# flinklint-ignore ${id}: reason\` on the line before, or \`${id}: off\` under \`rules\` in \`.flinklint.yaml\`.`,
    '',
  ];
  return lines.join('\n');
}

/** All rules as a Markdown table. */
export function ruleTable(rules: Readonly<Record<string, RuleDefinition>>, pages: string): string {
  return [
    '| rule | severity | what it finds |',
    '| --- | --- | --- |',
    ...Object.entries(rules).map(
      ([id, { severity, title }]) => `| [${id}](${pages}/${id}.md) | ${severity} | ${title} |`,
    ),
    '',
  ].join('\n');
}

/** Where a rule is on, and with which severity if it is another one there. */
export function profilesOf({ severity, profiles = {} }: RuleDefinition): string {
  const levels = (['production', 'strict', 'development'] as const).map((profile) => {
    const level = profiles[profile] ?? severity;
    return level === 'off' ? undefined : level === severity ? profile : `${profile} (${level})`;
  });
  return levels.filter((level) => level !== undefined).join(', ');
}

function optionLines(options: Readonly<Record<string, RuleOption>> | undefined): readonly string[] {
  if (options === undefined) return [];
  return [
    '## Options',
    '',
    '| option | default | meaning |',
    '| --- | --- | --- |',
    ...Object.entries(options).map(
      ([name, { default: value, description }]) => `| \`${name}\` | \`${String(value)}\` | ${description} |`,
    ),
    '',
  ];
}

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\.ya?ml$/, 'yaml'],
  [/\.properties$/, 'properties'],
  [/\.xml$/, 'xml'],
  [/Dockerfile/, 'dockerfile'],
];

function filesOf(files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const language = LANGUAGES.find(([pattern]) => pattern.test(path))?.[1] ?? '';
    return [`\`${path}\``, '', `\`\`\`${language}`, text.replace(/\n$/, '').replaceAll('\u0000', '␀'), '```', ''];
  });
}

function runOf({
  flinkVersion,
  profile,
}: {
  readonly flinkVersion?: string;
  readonly profile?: string;
}): readonly string[] {
  const flags = [flinkVersion && `--flink-version ${flinkVersion}`, profile && `--profile ${profile}`].filter(Boolean);
  return flags.length === 0 ? [] : [`with \`${flags.join(' ')}\``, ''];
}
