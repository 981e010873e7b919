// Gives the bundled rules their texts, in place of src/rule-texts.ts, see build.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = {};

/** A rule's docs or examples. The file has a line of JSON for each rule, all in ASCII, behind its id and a tab. */
function ruleText(text, rule) {
  read[text] ??= readFileSync(join(__dirname, `rule-${text}.txt`), 'latin1');
  const start = read[text].indexOf(`\n${rule}\t`) + rule.length + 2;
  return JSON.parse(read[text].slice(start, read[text].indexOf('\n', start)));
}

// One object for all rules: V8 makes objects of the same properties at once, and those with accessors one by one.
const texts = {
  get docs() {
    return ruleText('docs', this.id);
  },
  get examples() {
    return ruleText('examples', this.id);
  },
};

export const withTexts = (rule) => Object.setPrototypeOf(rule, texts);
