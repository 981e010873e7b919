import type { DockerfileFacts, ImageStage, WrittenFile } from '../model/containers.js';
import type { Mount, Variable, Word } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { type Instruction, readInstructions } from '../syntax/dockerfile.js';
import { type ShellWord, shellWords } from '../syntax/shell-words.js';
import { sourceFrom, spanOf } from '../syntax/source-text.js';
import { inContainer } from './containers/paths.js';
import { knownVariables, readProperties } from './containers/properties.js';
import { readWritten } from './containers/written.js';

interface Draft {
  readonly name?: string;
  readonly base: Word;
  readonly environment: (Variable & { readonly source: SourceText })[];
  readonly copies: Mount[];
  readonly written: WrittenFile[];
  readonly ran: Word[];
  entrypoint?: readonly Word[];
  command?: readonly Word[];
  user?: Word;
  open?: string;
}

/** Reads a Dockerfile: what each of its stages starts from, and what it makes of Flink's configuration. Throws nothing. */
export function readDockerfile(source: SourceText): DockerfileFacts {
  const { instructions, comments } = readInstructions(source);
  const args = new Map<string, string>();
  const drafts: Draft[] = [];
  for (const instruction of instructions) {
    const { keyword, text } = instruction;
    const current = drafts.at(-1);
    if (keyword === 'FROM') drafts.push(stageFrom(text, args, drafts));
    else if (keyword === 'ARG' && current === undefined) argument(text, args);
    else if (current !== undefined) STEPS[keyword]?.(current, instruction);
  }
  return {
    kind: 'dockerfile',
    file: source.file,
    stages: drafts.map(finished),
    comments: comments.map((comment) => ({ ...comment, trailing: false })),
  };
}

function argument(text: SourceText, args: Map<string, string>): void {
  const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(shellWords(text)[0]?.text ?? '') ?? [];
  if (name !== undefined) args.set(name, value);
}

/** A stage begins as the one that it names was left, or with an image. */
function stageFrom(text: SourceText, args: ReadonlyMap<string, string>, before: readonly Draft[]): Draft {
  const words = shellWords(text).filter((word) => !word.text.startsWith('--'));
  const [image, as, name] = words;
  const base = { text: filled(image?.text ?? '', args), at: image?.at ?? spanOf(text, 0, 0) };
  const named = as?.text.toLowerCase() === 'as' && name !== undefined ? { name: name.text } : {};
  const from = before.find((stage) => stage.name?.toLowerCase() === base.text.toLowerCase());
  if (from === undefined) return { ...named, base, environment: [], copies: [], written: [], ran: [] };
  return {
    ...from,
    ...named,
    environment: [...from.environment],
    copies: [...from.copies],
    written: [...from.written],
    ran: [...from.ran],
  };
}

/** Arguments with their defaults; `${X:-y}` as a shell reads it. */
const filled = (text: string, args: ReadonlyMap<string, string>): string =>
  text.replace(/\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g, (written, braced, fallback, bare) =>
    String(args.get(braced ?? bare) ?? fallback ?? written),
  );

type Step = (stage: Draft, instruction: Instruction) => void;

/** What each instruction does to its stage. */
const STEPS: Readonly<Record<string, Step>> = {
  ENV: (stage, { text }) => void stage.environment.push(...variablesIn(text)),
  COPY: copy,
  ADD: copy,
  RUN: (stage, instruction) => {
    const { written, open } = readWritten(instruction);
    stage.written.push(...written);
    stage.ran.push({ text: instruction.text.text, at: instruction.at });
    if (open !== undefined) stage.open = open;
  },
  USER: (stage, { text }) => {
    stage.user = wordOf(shellWords(text)[0], text);
  },
  CMD: (stage, { text }) => {
    stage.command = execForm(text);
  },
  ENTRYPOINT: (stage, { text }) => {
    stage.entrypoint = execForm(text);
  },
};

const wordOf = (word: ShellWord | undefined, text: SourceText): Word =>
  word === undefined ? { text: '', at: spanOf(text, 0, 0) } : { text: word.text, at: word.at };

/** `ENV a=b c=d`, or the old form `ENV a b c` with one variable. */
function variablesIn(text: SourceText): readonly (Variable & { readonly source: SourceText })[] {
  const words = shellWords(text);
  const [first] = words;
  if (first !== undefined && !first.text.includes('=')) {
    const rest = /^\S+\s+/.exec(text.text)?.[0].length ?? text.text.length;
    const source = sourceFrom(text, rest);
    const valueAt = spanOf(source, 0, source.text.length);
    return [{ name: first.text, value: source.text, keyAt: first.at, valueAt, source }];
  }
  return words.flatMap((word) => {
    const equals = word.text.indexOf('=');
    if (equals < 0) return [];
    const source = sourceFrom(word.source, equals + 1);
    const valueAt = spanOf(source, 0, source.text.length);
    const keyAt = spanOf(word.source, 0, equals);
    return [{ name: word.text.slice(0, equals), value: source.text, keyAt, valueAt, source }];
  });
}

function copy(stage: Draft, { text, at, heredocs }: Instruction): void {
  const words = jsonWords(text) ?? shellWords(text).map((word) => word.text);
  const paths = words.filter((word) => !word.startsWith('--'));
  const target = paths.pop();
  if (target === undefined) return;
  const inside = inContainer(target);
  const foreign = words.some((word) => word.startsWith('--from=')) || heredocs.length > 0;
  const folder = target.endsWith('/') || paths.length > 1 || /^\/opt\/flink(?:\/(?:conf|lib|plugins))?$/.test(inside);
  for (const source of paths) {
    const name = source.replace(/\/$/, '').split('/').pop() ?? '';
    const path = foreign ? '' : source.replace(/^\.\//, '').replace(/\/$/, '');
    // A folder is copied as what it holds, a file under its own name.
    const into = folder && /\.\w+$/.test(name) ? `${inside}/${name}` : inside;
    stage.copies.push({ source: path, target: into, readOnly: false, at });
  }
}

function jsonWords({ text }: SourceText): readonly string[] | undefined {
  const flags = text.match(/--\S+/g) ?? [];
  const start = text.indexOf('[');
  if (start === -1 || !text.slice(start).trimEnd().endsWith(']')) return undefined;
  return [...flags, ...stringsIn(text.slice(start)).map(({ string }) => string)];
}

/** The strings of a list in JSON, and where each begins. One that nothing closes is none, and nothing behind it is. */
const stringsIn = (list: string): readonly { readonly string: string; readonly start: number }[] =>
  [...list.matchAll(/"((?:[^"\\]|\\.)*)("?)/g)].flatMap(({ 1: string = '', 2: end, index }) =>
    end === '' ? [] : [{ string, start: index + 1 }],
  );

/** A list in JSON, each item one word; anything else is a command of the shell. */
function execForm(text: SourceText): readonly Word[] {
  if (!/^\s*\[/.test(text.text)) return shellWords(text).map(({ text: word, at }) => ({ text: word, at }));
  return stringsIn(text.text).map(({ string, start }) => ({
    text: string,
    at: spanOf(text, start, start + string.length),
  }));
}

function finished({ environment, open, entrypoint, command, user, ...stage }: Draft): ImageStage {
  const given = environment.findLast(({ name }) => name === 'FLINK_PROPERTIES');
  const properties =
    given === undefined ? undefined : readProperties(given.source, given.keyAt, knownVariables(environment));
  return {
    ...stage,
    environment: environment.map(({ name, value, keyAt, valueAt }) => ({ name, value, keyAt, valueAt })),
    ...(properties === undefined ? {} : { properties }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(command === undefined ? {} : { command }),
    ...(user === undefined ? {} : { user }),
    ...(open === undefined ? {} : { open }),
  };
}
