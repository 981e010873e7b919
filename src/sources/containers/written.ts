import type { WrittenFile } from '../../model/containers.js';
import type { SourceText } from '../../model/span.js';
import type { Instruction } from '../../syntax/dockerfile.js';
import { embedded, type Piece } from '../../syntax/source-text.js';
import { readConfigYaml } from '../config-yaml.js';
import { readFlinkConf } from '../flink-conf.js';

/** What a `RUN` does to Flink's configuration. */
export interface Written {
  readonly written: readonly WrittenFile[];
  /** Why that cannot all be seen. */
  readonly open?: string;
}

/** `echo "…" >> conf/flink-conf.yaml`, the redirection before or after other commands. */
const ECHO =
  /\b(?:echo|printf)[ \t]+(?:-[neE]+[ \t]+)?(?:"(?<double>(?:[^"\\]|\\[\s\S])*)"|'(?<single>[^']*)'|(?<plain>[^"'&|;>\n][^&|;>\n]*?))[ \t]*(?<sign>>>?)[ \t]*["']?(?<path>[^\s"'&|;]*conf\/(?<name>flink-conf\.yaml|config\.yaml))["']?/g;

/** Anything that names one of the files. */
const MENTION = /conf\/(?:flink-conf|config)\.yaml/g;

/** Reads what `echo` writes; whatever else is done to the files leaves them open. */
export function readWritten({ text, at }: Instruction): Written {
  const found = [...text.text.matchAll(ECHO)];
  const mentions = text.text.match(MENTION)?.length ?? 0;
  const written = found.flatMap(({ groups = {}, index, 0: whole }) => {
    const said = groups.double ?? groups.single ?? groups.plain ?? '';
    const start = index + whole.indexOf(said, whole.search(/\s/));
    const name = groups.name === 'config.yaml' ? 'config.yaml' : 'flink-conf.yaml';
    const source = lines(text, start, said);
    const facts = name === 'config.yaml' ? readConfigYaml(source) : readFlinkConf(source);
    return [{ name, replaces: groups.sign === '>', facts: { ...facts, name } } as const];
  });
  const open = mentions > found.length ? `${at.file} changes it with other commands` : undefined;
  return { written, ...(open === undefined ? {} : { open }) };
}

/** The shell of the image takes `\n` for a line break in what it echoes. */
function lines(text: SourceText, start: number, said: string): SourceText {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { 0: escaped, 1: sign = '', index } of said.matchAll(/\\([nt"$`\\])/g)) {
    pieces.push({ text: said.slice(done, index), start: start + done });
    pieces.push({ text: PLAIN[sign] ?? sign, start: start + index });
    done = index + escaped.length;
  }
  return embedded(text, [...pieces, { text: said.slice(done), start: start + done }]);
}

const PLAIN: Readonly<Record<string, string>> = { n: '\n', t: '\t' };
