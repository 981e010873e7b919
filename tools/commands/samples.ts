/** Words of command lines that commons-cli has an opinion on. */
const WORDS = [
  '-Da=b',
  '-D',
  'a=b',
  'a.b=c=d',
  '-Da',
  '-D=x',
  '-Da=',
  '-D"a=b"',
  '-yD',
  '-yDa=b',
  '-yjm',
  '1024m',
  '-yjm=1g',
  '-yt',
  '-p',
  '4',
  '-p4',
  '-p=4',
  '-d',
  '-dp',
  '-dp4',
  '-pd',
  '-s',
  '-s=path',
  '-spath',
  '--fromSavepoint',
  '--fromSavepoint=p',
  '--from',
  '-fromSavepoint',
  '-n',
  '-nd',
  '-c',
  'A.B',
  '-C',
  'file:///x',
  '-m',
  'h:1',
  '-mh:1',
  '-sae',
  '--jar',
  '--jarfile',
  'x.jar',
  '-1',
  '-',
  '--',
  '--py',
  '-py',
  '-pyfs',
  '-pyfsx',
  '--unknown',
  '-u',
  '-x',
  '--pyFiles=a,b',
  '--python',
  '--parallel',
  '--parallelism5',
  '-parallelism5',
  '-z',
  '-t',
  '-tx',
  '-type',
  '-cm',
  '-rm',
  'NO_CLAIM',
  '-full',
  '--type=NATIVE',
  '-detached',
  '--drain',
  '-jars',
  'a,b',
  '-jid',
  '-j',
  '-f',
  '-i',
  '-hist',
  '-h',
  '"q"',
  '"',
  '',
] as const;

/** Commands, whether each stops at the first word that is no option, and what their scripts put in front. */
const COMMANDS = [
  ['flink run', 'stop'],
  ['flink info', 'stop'],
  ['flink cancel', 'go'],
  ['flink stop', 'go'],
  ['flink savepoint', 'go'],
  ['flink list', 'go'],
  ['standalone-job.sh', 'stop', '--configDir', 'conf'],
  ['kubernetes-session.sh', 'stop'],
  ['yarn-session.sh', 'stop'],
  ['sql-client.sh embedded', 'stop'],
] as const;

/** A command line: command, `stop` or `go`, words. */
export type Sample = readonly string[];

/** Command lines of a few random words each, always the same. */
export function samples(count: number): readonly Sample[] {
  let seed = 20;
  const next = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const pick = <T>(from: readonly T[]): T => from[next(from.length)] as T;
  return Array.from({ length: count }, () => [
    ...pick(COMMANDS),
    ...Array.from({ length: 1 + next(5) }, () => pick(WORDS)),
  ]);
}
