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

/** The terminal of this process. A reader that closes the pipe ends the output quietly. */
export function processTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    out: streamOf(process.stdout),
    err: streamOf(process.stderr),
    readStdin: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}

function streamOf(stream: NodeJS.WriteStream): Stream {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => {
      stream.write(text);
    },
    get isTerminal() {
      return stream.isTTY === true;
    },
    get width() {
      return stream.columns ?? 80;
    },
  };
}

/** Whether to colour: a flag first, then NO_COLOR and FORCE_COLOR, then whether a terminal is there. */
export function wantsColour(flag: boolean | undefined, { env, out }: Terminal): boolean {
  if (flag !== undefined) return flag;
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return out.isTerminal && env.TERM !== 'dumb';
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
