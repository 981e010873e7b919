import type { Profile } from '../model/target.js';

/** Folders that by their name hold nothing that runs in production; what shows something may say what before it. */
const DEVELOPMENT =
  /^(?:tests?|testing|it|e2e(?:[-_]tests?)?|local|dev|development|sandbox|integration-tests?|training|(?:.*[-_.])?(?:examples?|samples?|demos?|playgrounds?|tutorials?|quickstarts?|workshops?))$/i;

/** The profile that a target's place suggests. */
export const profileOfPath = (folder: string): Profile =>
  folder.split('/').some((part) => DEVELOPMENT.test(part)) ? 'development' : 'production';
