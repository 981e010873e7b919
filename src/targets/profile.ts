import type { Profile } from '../model/target.js';

/** Folders that by their name hold nothing that runs in production. */
const DEVELOPMENT =
  /^(?:tests?|testing|it|e2e(?:[-_]tests?)?|examples?|samples?|demos?|local|dev|development|playgrounds?|tutorials?|quickstarts?|sandbox|integration-tests?|training|workshops?)$/i;

/** The profile that a target's place suggests. */
export const profileOfPath = (folder: string): Profile =>
  folder.split('/').some((part) => DEVELOPMENT.test(part)) ? 'development' : 'production';
