import { fstatSync, writeSync } from 'node:fs';

/** What the command sees of the world around it. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Stream;
  readonly err: Stream;
  /** Everything on standard input. */
  readStdin(): Promise<Uint8Array>;
}

/** An output, and what is known of the screen behind it. */
export interface Stream {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns of the screen; 80 where there is none. */
  readonly width: number;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    out: streamOf(1, () => process.stdout),
    err: streamOf(2, () => process.stderr),
    readStdin: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}

/**
 * An output of this process. Node's own streams load much of Node, which a pipe or a file can do without.
 * @param fd its file descriptor
 */
export function streamOf(fd: 1 | 2, screen: () => NodeJS.WriteStream): Stream {
  if (!isScreen(fd)) return { write: (text) => writeAll(fd, text), isTerminal: false, width: DEFAULT_WIDTH };
  return {
    write: (text) => {
      screen().write(text);
    },
    get isTerminal() {
      return screen().isTTY === true;
    },
    get width() {
      return screen().columns ?? DEFAULT_WIDTH;
    },
  };
}

const DEFAULT_WIDTH = 80;

/** Whether a person may be looking: an output that is neither a pipe nor a file. */
export function isScreen(fd: 1 | 2): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return false;
  }
}

function writeAll(fd: number, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // The reader has gone, which is its right: nobody is left to be told.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // The reader is slower than we are, and the pipe is one that does not wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Whether to colour: a flag first, then NO_COLOR and FORCE_COLOR, then whether a terminal is there. */
export function wantsColour(flag: boolean | undefined, { env, out }: Terminal): boolean {
  if (flag !== undefined) return flag;
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return out.isTerminal && env.TERM !== 'dumb';
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
