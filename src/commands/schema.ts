import { readCatalogue, readResource } from '../environment.js';
import { createCatalogue } from '../flink/catalogue.js';
import { lookup } from '../lookup.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from './setup.js';

const SCHEMAS: Readonly<Record<string, string>> = {
  settings: 'schemas/settings.schema.json',
  report: 'schemas/report.schema.json',
  graph: 'schemas/graph.schema.json',
};

/** Prints a JSON Schema. Returns the exit status. */
export async function schema(what: string, terminal: Terminal): Promise<number> {
  const file = lookup(SCHEMAS, what);
  terminal.out.write(file === undefined ? await flinkSchema(what) : readResource(file));
  return 0;
}

async function flinkSchema(what: string): Promise<string> {
  const catalogue = createCatalogue(readCatalogue());
  const minor = /^flink-(\d+\.\d+)$/.exec(what)?.[1];
  if (minor === undefined || !catalogue.minors.includes(minor)) {
    const names = [...Object.keys(SCHEMAS), ...catalogue.minors.map((version) => `flink-${version}`)];
    throw new UsageError(`There is no schema '${what}'; there are ${names.join(', ')}.`);
  }
  const { configSchema } = await import('../flink/config-schema.js');
  return `${JSON.stringify(configSchema(catalogue, minor))}\n`;
}
