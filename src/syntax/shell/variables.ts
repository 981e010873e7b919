import type { RawCommand } from './parse.js';
import type { Part, RawWord } from './words.js';

/** `NAME=value`. */
export interface Assignment {
  readonly name: string;
  /** Whether it is `NAME+=value`. */
  readonly appends: boolean;
  readonly value: { readonly parts: readonly Part[] };
}

/** Builtins whose words are assignments. */
const DECLARES = /^(?:export|local|readonly|declare|typeset)$/;

/** Builtins that give the variables that they name a value nobody can see. */
const GIVES = /^(?:read|mapfile|readarray|getopts|unset|printf|let)$/;

/** A command's assignments, and where its own words begin. */
export interface Assignments {
  readonly assigned: readonly Assignment[];
  /** How many words stand before the command's own. */
  readonly before: number;
  /** Whether what is assigned stays so behind the command. */
  readonly lasting: boolean;
}

/** Tells the assignments of a command from its words. */
export function assignmentsOf({ words }: RawCommand): Assignments {
  const all = words.map(assignmentOf);
  const first = all.indexOf(undefined);
  const before = first < 0 ? all.length : first;
  const declares = first >= 0 && DECLARES.test(plainText(words[first]) ?? '');
  const assigned = (declares ? all : all.slice(0, before)).filter((each) => each !== undefined);
  return { assigned, before, lasting: declares || before === all.length };
}

function assignmentOf({ start, parts: [first, ...rest] }: RawWord): Assignment | undefined {
  if (first?.kind !== 'text' || first.start !== start) return undefined;
  const [written, name, plus] = /^([A-Za-z_]\w*)(\+?)=/.exec(first.text) ?? [];
  if (written === undefined || name === undefined) return undefined;
  const value: Part = { kind: 'text', text: first.text.slice(written.length), start: first.start + written.length };
  return { name, appends: plus === '+', value: { parts: [value, ...rest] } };
}

const plainText = (word: RawWord | undefined): string | undefined => {
  const [part, ...rest] = word?.parts ?? [];
  return part?.kind === 'text' && rest.length === 0 ? part.text : undefined;
};

/** The variables that a script assigns in one place only; those that have a value before count as assigned. */
export function assignedOnce(commands: readonly RawCommand[], given: ReadonlyMap<string, string>): ReadonlySet<string> {
  const once = new Set<string>();
  const often = new Set<string>();
  for (const name of [...given.keys(), ...commands.flatMap(assignedBy)]) (once.has(name) ? often : once).add(name);
  return new Set([...once].filter((name) => !often.has(name)));
}

/** The variables that a command changes, twice where nobody can see to what. */
function assignedBy(command: RawCommand): readonly string[] {
  const { assigned, before, lasting } = assignmentsOf(command);
  const [first, ...others] = command.words.slice(before);
  const unseen = GIVES.test(plainText(first) ?? '') ? others.map((word) => plainText(word) ?? '') : [];
  const names = lasting ? assigned.flatMap(({ name, appends }) => (appends ? [name, name] : [name])) : [];
  return [...names, ...unseen, ...unseen];
}
