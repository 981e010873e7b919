// Gives the bundled rules their texts; esbuild takes it in only where it is used, see build.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = {};

/** A rule's docs or examples. */
export const ruleText = (text, rule) => {
  read[text] ??= JSON.parse(readFileSync(join(__dirname, `rule-${text}.json`), 'utf8'));
  return read[text][rule];
};
