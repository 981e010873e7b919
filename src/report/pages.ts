/** Where the documentation is published. */
export const PAGES = 'https://github.com/flinklint/flinklint';

/** A rule's page. */
export const pageOf = (rule: string): string => `${PAGES}/blob/main/docs/rules/${rule}.md`;
