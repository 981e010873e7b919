/** A value of a type that Flink takes, and one that it refuses, in every version and in both kinds of file. */
export interface Sample {
  readonly accepted: readonly string[];
  /** Empty for types that take anything. */
  readonly refused: readonly string[];
}

/**
 * By type, values that each grammar decides in its own way. The conformance suite asks Flink about every one of them,
 * so that tests may rest on them.
 */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  boolean: { accepted: ['true', 'False'], refused: ['yes', 'on'] },
  int: { accepted: ['1', '+7'], refused: ['many', '99999999999', '1_000'] },
  long: { accepted: ['1', '99999999999'], refused: ['many', '10L'] },
  float: { accepted: ['0.5', '1'], refused: ['half', '40%'] },
  double: { accepted: ['0.5', '1e0'], refused: ['half', '0,5'] },
  string: { accepted: ['anything at all'], refused: [] },
  duration: { accepted: ['7 min', '7000', '7 s'], refused: ['7 mins', '1h30m', '-7 s'] },
  memory: { accepted: ['64 mb', '64m', '67108864'], refused: ['64Mi', '64 MiB', '1.5 gb'] },
  map: { accepted: ['one:1,two:2'], refused: ['lonely', 'one=1'] },
  'list:boolean': { accepted: ['true;false'], refused: ['true;yes'] },
  'list:int': { accepted: ['1;2'], refused: ['1,2'] },
  'list:long': { accepted: ['1;2'], refused: ['1,2'] },
  'list:float': { accepted: ['0.5;1'], refused: ['0.5,1'] },
  'list:double': { accepted: ['0.5;1'], refused: ['0.5,1'] },
  'list:string': { accepted: ['one;two'], refused: ["one;'two"] },
  'list:duration': { accepted: ['7 min;1 h'], refused: ['7 min;1 hr'] },
  'list:memory': { accepted: ['64 mb;1 gb'], refused: ['64 mb;1 GiB'] },
  'list:map': { accepted: ['one:1;two:2'], refused: ['one:1;lonely'] },
};
