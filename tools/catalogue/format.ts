import type { Catalogue, Era } from './model.js';

/** One option a line: a change of one option is a change of one line. */
export function formatCatalogue(catalogue: Catalogue): string {
  const sections = [
    `"flink":${JSON.stringify(catalogue.flink)}`,
    `"operator":${JSON.stringify(catalogue.operator)}`,
    `"options":${formatOptions(catalogue.options)}`,
    `"operatorOptions":${formatOptions(catalogue.operatorOptions)}`,
  ];
  return `{\n${sections.join(',\n')}\n}\n`;
}

function formatOptions(options: Readonly<Record<string, readonly Era[]>>): string {
  const lines = Object.entries(options).map(([key, eras]) => `${JSON.stringify(key)}:${JSON.stringify(eras)}`);
  return `{\n${lines.join(',\n')}\n}`;
}
