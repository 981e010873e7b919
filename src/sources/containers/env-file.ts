import type { EnvFacts } from '../../model/containers.js';
import type { SourceText } from '../../model/span.js';
import { readDotenv } from './dotenv.js';
import { type GivenVariable, givenBy } from './environment.js';
import type { Lookup } from './interpolation.js';
import { propertiesOf } from './properties.js';

/** A file of variables that compose reads. */
export interface EnvironmentFile {
  readonly facts: EnvFacts;
  readonly variables: readonly GivenVariable[];
  /** Whether compose refuses it. */
  readonly refused: boolean;
  valueOf(name: string): SourceText | undefined;
}

/** Reads `.env`, or a file that a service names; as {@link readDotenv}. */
export function readEnvironmentFile(source: SourceText, given?: Lookup, beneath?: Lookup): EnvironmentFile {
  const { variables: read, comments, refused } = readDotenv(source, given, beneath);
  const variables = read.map(({ name, keyAt, source: value }) => givenBy(name, keyAt, value));
  const { properties } = propertiesOf(variables);
  return {
    facts: {
      kind: 'env',
      file: source.file,
      variables: variables.map(({ variable }) => variable),
      comments,
      ...(properties === undefined ? {} : { properties }),
    },
    variables,
    refused,
    valueOf: (name) => variables.findLast(({ variable }) => variable.name === name)?.source,
  };
}
