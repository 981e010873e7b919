import type { Profile } from '../model/target.js';

/** Folders that by their name hold nothing that runs in production. */
const DEVELOPMENT: readonly string[] = [
  ...['test', 'tests', 'testing', 'it', 'integration-test', 'integration-tests'],
  ...['e2e', 'e2e-test', 'e2e-tests', 'e2e_test', 'e2e_tests'],
  ...['local', 'dev', 'development', 'sandbox', 'training'],
];

/** What shows something, in the singular or the plural; what it shows may stand before it. */
const SHOWS = ['example', 'sample', 'demo', 'playground', 'tutorial', 'quickstart', 'workshop'] as const;

/** The package that tools give to a project that has none yet, whatever becomes of it. */
const UNNAMED = /\/java\/(?:com|org|net|io)\/example(?=\/|$)/;

/** The profile that a target's place suggests. */
export const profileOfPath = (folder: string): Profile =>
  folder.toLowerCase().replace(UNNAMED, '').split('/').some(isDevelopment) ? 'development' : 'production';

function isDevelopment(name: string): boolean {
  if (DEVELOPMENT.includes(name)) return true;
  const singular = name.endsWith('s') ? name.slice(0, -1) : name;
  const shows = SHOWS.find((word) => singular.endsWith(word));
  return (
    shows !== undefined && (singular === shows || '-_.'.includes(singular.charAt(singular.length - shows.length - 1)))
  );
}
