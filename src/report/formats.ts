import type { Report } from '../model/report.js';
import type { SarifOptions } from './sarif.js';
import type { TextOptions } from './text.js';

/** What any format may want to know; each takes what concerns it. */
export interface FormatOptions extends TextOptions, SarifOptions {}

/** A report format. */
export type Format = (report: Report, options: FormatOptions) => string;

/** The formats of `--format`. */
export type FormatName = 'text' | 'json' | 'sarif' | 'github';

/** The formats by name, each loaded when it is asked for. */
export const formats: Readonly<Record<FormatName, () => Promise<Format>>> = {
  text: async () => (await import('./text.js')).textReport,
  json: async () => (await import('./json.js')).jsonReport,
  sarif: async () => (await import('./sarif.js')).sarifReport,
  github: async () => (await import('./github.js')).githubReport,
};

/** Whether a format of that name exists. */
export function isFormat(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
