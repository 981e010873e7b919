// Gives the bundled rules their texts; esbuild takes it in only where it is used, see build.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = {};

/** A rule's docs or examples. The file has a line of JSON for each rule, all in ASCII, behind its id and a tab. */
export const ruleText = (text, rule) => {
  read[text] ??= readFileSync(join(__dirname, `rule-${text}.txt`), 'latin1');
  const start = read[text].indexOf(`\n${rule}\t`) + rule.length + 2;
  return JSON.parse(read[text].slice(start, read[text].indexOf('\n', start)));
};
