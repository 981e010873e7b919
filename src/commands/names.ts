/** The words that name a command. */
export const COMMAND_NAMES = ['check', 'config', 'explain', 'graph', 'rules', 'schema'] as const;

/** A word that names a command. */
export type CommandName = (typeof COMMAND_NAMES)[number];

/** Whether a word of the command line names a command. */
export const isCommand = (word: string): word is CommandName => (COMMAND_NAMES as readonly string[]).includes(word);
