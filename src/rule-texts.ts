import type { Rule } from './rule.js';

/** A rule with its docs and examples; the build puts in its place what reads them from dist/ when they are asked for. */
export const withTexts = (rule: Rule): Rule => rule;
