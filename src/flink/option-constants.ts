import { lookup } from '../lookup.js';
import type { Era } from './catalogue.js';

/** The key of the option that a constant declares: of `CheckpointingOptions` and `SAVEPOINT_DIRECTORY`, say. */
export type OptionConstants = (type: string, constant: string) => string | undefined;

/** Classes whose constants moved to another one; the catalogue knows where they are now. */
const MOVED: Readonly<Record<string, string>> = {
  ExecutionCheckpointingOptions: 'CheckpointingOptions',
  SavepointConfigOptions: 'StateRecoveryOptions',
  AkkaOptions: 'RpcOptions',
};

/** Constants that were renamed when they moved. */
const RENAMED: Readonly<Record<string, string>> = {
  CHECKPOINTING_MODE: 'CHECKPOINTING_CONSISTENCY_MODE',
  EXTERNALIZED_CHECKPOINT: 'EXTERNALIZED_CHECKPOINT_RETENTION',
};

/**
 * Options by the constants that declare them, in any version of Flink: by full name, or by the class's own name where only
 * that is known.
 */
export function optionConstants(options: Readonly<Record<string, readonly Era[]>>): OptionConstants {
  const declared = Object.entries(options).flatMap(([key, eras]) =>
    eras.flatMap((era) =>
      [era.in, ...(era.also ?? [])].flatMap((name) => (name === undefined ? [] : [[name, key] as const])),
    ),
  );
  const byName = new Map(declared.flatMap(([name, key]) => [[name, key] as const, [simple(name), key] as const]));
  return (type, constant) => {
    const name = type.split('.').at(-1) ?? type;
    const classes = [type, name, lookup(MOVED, name) ?? []].flat();
    const fields = [constant, lookup(RENAMED, constant) ?? []].flat();
    const names = classes.flatMap((one) => fields.map((field) => `${one}#${field}`));
    return names.map((one) => byName.get(one)).find((key) => key !== undefined);
  };
}

const simple = (constant: string): string => constant.slice(constant.lastIndexOf('.', constant.indexOf('#')) + 1);
