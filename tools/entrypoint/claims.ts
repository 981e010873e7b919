import rules from '../../rules/index.js';
import { readCompose } from '../../src/sources/compose.js';
import { sourceText } from '../../src/syntax/source-text.js';
import { Image, type Started } from './image.js';

/** Which examples of a rule are started, from 0, in the image of which minor version. */
export interface EntrypointClaim {
  readonly version: string;
  readonly bad: number;
  readonly good: number;
  /** What lies in `opt/` of the image beside the SQL client, without the version, as `opt.xml` of flink-dist names it. */
  readonly opt: readonly string[];
  readonly harm: Readonly<Record<string, unknown>>;
  readonly works: Readonly<Record<string, unknown>>;
}

/** What the rules say of the image's entry point, and how it shows it. */
export const entrypointClaims: Readonly<Record<string, readonly EntrypointClaim[]>> = {
  'files/plugin-jar': [
    { version: '1.20', bad: 0, good: 0, opt: ['flink-s3-fs-hadoop'], harm: { exit: 1 }, works: { exit: 0 } },
  ],
};

interface Side {
  readonly files: Readonly<Record<string, string>>;
  readonly came: { readonly result: Started };
}

/** What came of starting the examples of a rule. */
export async function evidenceOf(rule: string): Promise<object> {
  const claims = await Promise.all((entrypointClaims[rule] ?? []).map((claim) => told(rule, claim)));
  return { rule, command: 'npm run entrypoint', claims };
}

async function told(rule: string, { version, bad, good, opt, harm, works }: EntrypointClaim): Promise<object> {
  const image = await Image.start(version, opt);
  const side = async (which: 'bad' | 'good', index: number): Promise<Side> => {
    const files = rules[rule]?.examples[which][index]?.files ?? {};
    return { files, came: { result: await image.exit({ variables: variablesOf(files) }) } };
  };
  const runs = [{ flink: image.flink, bad: await side('bad', bad), good: await side('good', good) }];
  image.close();
  return { action: 'docker-entrypoint.sh', opt, harm, works, runs };
}

/** What the first service of a compose file is given. */
function variablesOf(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [file = '', text = ''] = Object.entries(files)[0] ?? [];
  const [service] = readCompose(sourceText(file, text)).services;
  return Object.fromEntries((service?.environment ?? []).map(({ name, value }) => [name, value]));
}
