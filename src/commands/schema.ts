import { readResource } from '../environment.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from './setup.js';

const SCHEMAS: Readonly<Record<string, string>> = {
  settings: 'schemas/settings.schema.json',
  report: 'schemas/report.schema.json',
};

/** Prints a JSON Schema. Returns the exit status. */
export function schema(what: string, terminal: Terminal): number {
  const file = Object.hasOwn(SCHEMAS, what) ? SCHEMAS[what] : undefined;
  if (file === undefined)
    throw new UsageError(`There is no schema '${what}'; there are ${Object.keys(SCHEMAS).join(', ')}.`);
  terminal.out.write(readResource(file));
  return 0;
}
