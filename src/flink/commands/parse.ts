import type { CommandOption } from './data.js';

/** A word, or a stretch of one. */
export interface Stretch {
  readonly text: string;
  /** The index of the word, and the offset in it. */
  readonly word: number;
  readonly start: number;
}

/** An option that stands on a command line. */
export interface GivenOption {
  readonly option: CommandOption;
  /** The index of the word that names it. */
  readonly word: number;
  readonly values: readonly Stretch[];
}

/** What a command line says. */
export interface ParsedCommand {
  readonly options: readonly GivenOption[];
  /** What is no option: a jar and what is for its program, or the id of a job. */
  readonly left: readonly Stretch[];
  /** Why Flink refuses it, with the index of the word. */
  readonly refused?: { readonly word: number; readonly why: 'unknown' | 'ambiguous' | 'missing-value' };
}

/**
 * Parses words as `DefaultParser` of commons-cli 1.5.0 does, which all of Flink's commands use.
 *
 * @param stops whether everything from the first word on that is no option is left as it is, as for the commands that start
 * something
 */
export function parseCommand(
  words: readonly string[],
  options: readonly CommandOption[],
  stops: boolean,
): ParsedCommand {
  const parser = new Parser(options, stops);
  words.forEach((word, index) => {
    if (parser.refused === undefined) parser.take(word, index);
  });
  parser.end(words.length - 1);
  const { given, left, refused } = parser;
  return { options: given, left, ...(refused === undefined ? {} : { refused }) };
}

type Given = GivenOption & { readonly values: Stretch[] };

/** Follows the methods of `DefaultParser` one by one. */
class Parser {
  readonly given: Given[] = [];
  readonly left: Stretch[] = [];
  refused: ParsedCommand['refused'];
  private current: Given | undefined;
  private skipping = false;
  private readonly options: readonly CommandOption[];
  private readonly stops: boolean;

  constructor(options: readonly CommandOption[], stops: boolean) {
    this.options = options;
    this.stops = stops;
  }

  /** `handleToken`. */
  take(token: string, word: number): void {
    if (this.skipping) this.left.push({ text: token, word, start: 0 });
    else if (token === '--') this.skipping = true;
    else if (this.current !== undefined && accepts(this.current) && this.isArgument(token))
      this.add(unquoted(token, word));
    else if (token.startsWith('--')) this.long(token, word);
    else if (token.startsWith('-') && token !== '-') this.short(token, word);
    else this.unknown(token, word);
    if (this.current !== undefined && !accepts(this.current)) this.current = undefined;
  }

  /** `checkRequiredArgs`. */
  end(word: number): void {
    const { current } = this;
    if (current === undefined || this.refused !== undefined || !requires(current)) return;
    this.refused = { word: Math.max(word, 0), why: 'missing-value' };
  }

  private isArgument(token: string): boolean {
    return !this.isOption(token) || /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?[dDfF]?$/.test(token);
  }

  private isOption(token: string): boolean {
    if (!token.startsWith('-') || token.length === 1) return false;
    const [beforeSign = ''] = token.split('=');
    const name = beforeSign.slice(1);
    if (this.matching(beforeSign).length > 0) return true;
    if (!token.startsWith('--') && this.longPrefix(token) !== undefined) return true;
    return this.shortOf(name) !== undefined || (name !== '' && this.shortOf(name.charAt(0)) !== undefined);
  }

  /** `handleLongOption`. */
  private long(token: string, word: number): void {
    const sign = token.indexOf('=');
    const name = sign < 0 ? token : token.slice(0, sign);
    const matching = this.matching(name);
    const [option] = matching;
    if (option === undefined) this.unknown(token, word);
    else if (matching.length > 1) this.refused = { word, why: 'ambiguous' };
    else if (sign < 0) this.begin(option, word);
    else if (option.values === undefined) this.unknown(token, word);
    else this.beginWith(option, word, [valueAt(token, word, sign + 1)]);
  }

  /** `handleShortAndLongOption`. */
  private short(token: string, word: number): void {
    const text = withoutDashes(token);
    const dashes = token.length - text.length;
    const sign = text.indexOf('=');
    if (text.length === 1) this.beginShort(text, token, word);
    else if (sign < 0) this.shortWithoutSign(token, word);
    else if (sign === 1) {
      const option = this.optionOf(text.charAt(0));
      if (option?.values === undefined) this.unknown(token, word);
      else this.beginWith(option, word, [valueAt(token, word, dashes + 2)]);
    } else {
      const property = this.propertyOf(text);
      if (property === undefined) this.long(token, word);
      else {
        const key = { text: text.slice(1, sign), word, start: dashes + 1 };
        this.beginWith(property, word, [key, valueAt(token, word, dashes + sign + 1)]);
      }
    }
  }

  private shortWithoutSign(token: string, word: number): void {
    const text = withoutDashes(token);
    const dashes = token.length - text.length;
    const prefix = this.longPrefix(text);
    const prefixed = prefix === undefined ? undefined : this.optionOf(prefix);
    const property = this.propertyOf(text);
    if (this.shortOf(text) !== undefined) this.beginShort(text, token, word);
    else if (this.matching(text).length > 0) this.long(token, word);
    else if (prefix !== undefined && prefixed?.values !== undefined) {
      this.beginWith(prefixed, word, [valueAt(token, word, dashes + prefix.length)]);
    } else if (property === undefined) this.concatenated(token, word);
    else this.beginWith(property, word, [valueAt(token, word, dashes + 1)]);
  }

  /** `handleConcatenatedOptions`: `-dp4`. */
  private concatenated(token: string, word: number): void {
    for (let at = 1; at < token.length; at += 1) {
      const option = this.optionOf(token.charAt(at));
      if (option === undefined) {
        this.unknown(token, word, this.stops && at > 1 ? at : 0);
        return;
      }
      this.begin(option, word);
      if (this.current === undefined || at + 1 === token.length) continue;
      const { text, start } = unquoted(token.slice(at + 1), word);
      this.add({ text, word, start: start + at + 1 });
      return;
    }
  }

  private beginShort(name: string, token: string, word: number): void {
    const option = this.shortOf(name);
    if (option === undefined) this.unknown(token, word);
    else this.begin(option, word);
  }

  /** `handleOption`. */
  private begin(option: CommandOption, word: number): void {
    if (this.current !== undefined && requires(this.current)) {
      this.refused = { word, why: 'missing-value' };
      return;
    }
    const given: Given = { option, word, values: [] };
    this.given.push(given);
    this.current = option.values === undefined ? undefined : given;
  }

  private beginWith(option: CommandOption, word: number, values: readonly Stretch[]): void {
    this.begin(option, word);
    for (const value of values) this.add(value);
    this.current = undefined;
  }

  /** `Option#processValue`: cuts a value at its separators. */
  private add(value: Stretch): void {
    const { current } = this;
    if (current === undefined) return;
    const { separator, values } = current.option;
    let rest = value;
    for (;;) {
      const sign = separator === undefined ? -1 : rest.text.indexOf(separator);
      if (sign < 0 || (typeof values === 'number' && current.values.length === values - 1)) break;
      current.values.push({ ...rest, text: rest.text.slice(0, sign) });
      rest = { ...rest, text: rest.text.slice(sign + 1), start: rest.start + sign + 1 };
    }
    current.values.push(rest);
  }

  /** `handleUnknownToken`. */
  private unknown(token: string, word: number, from = 0): void {
    if (token.startsWith('-') && token.length > 1 && !this.stops) this.refused = { word, why: 'unknown' };
    this.left.push({ text: token.slice(from), word, start: from });
    if (this.stops) this.skipping = true;
  }

  /** `Options#getMatchingOptions`: a long option may be cut short where that leaves but one. */
  private matching(token: string): readonly CommandOption[] {
    const text = withoutDashes(token);
    const exact = this.options.find(({ long }) => long === text);
    return exact === undefined ? this.options.filter(({ long }) => long?.startsWith(text)) : [exact];
  }

  private longPrefix(token: string): string | undefined {
    const text = withoutDashes(token);
    for (let end = text.length - 2; end > 1; end -= 1) {
      const prefix = text.slice(0, end);
      if (this.options.some(({ long }) => long === prefix)) return prefix;
    }
    return undefined;
  }

  /** `isJavaProperty`: an option such as `-Dkey=value`, told by its first letter. */
  private propertyOf(text: string): CommandOption | undefined {
    const option = this.optionOf(text.charAt(0));
    return option?.values === 'many' || (option?.values ?? 0) >= 2 ? option : undefined;
  }

  private shortOf(name: string): CommandOption | undefined {
    return this.options.find(({ short }) => short === name);
  }

  private optionOf(name: string): CommandOption | undefined {
    return this.shortOf(name) ?? this.options.find(({ long }) => long === name);
  }
}

const accepts = ({ option, values }: Given): boolean =>
  option.values === 'many' || (option.values !== undefined && values.length < option.values);

function requires(given: Given): boolean {
  if (given.option.optional === true) return false;
  return given.option.values === 'many' ? given.values.length === 0 : accepts(given);
}

const withoutDashes = (token: string): string => token.replace(/^--?/, '');

const valueAt = (token: string, word: number, start: number): Stretch => ({ text: token.slice(start), word, start });

/** `Util#stripLeadingAndTrailingQuotes`. */
const unquoted = (token: string, word: number): Stretch =>
  /^"[^"]*"$/.test(token) ? { text: token.slice(1, -1), word, start: 1 } : { text: token, word, start: 0 };
