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
  const byName = new Map<string, string>();
  for (const [key, eras] of Object.entries(options)) {
    for (const { in: declared, also } of eras) {
      for (const constant of [declared, ...(also ?? [])]) {
        if (constant === undefined) continue;
        byName.set(constant, key);
        byName.set(simple(constant), key);
      }
    }
  }
  return (type, constant) => {
    const name = type.split('.').at(-1) ?? type;
    const classes = [type, name, Object.hasOwn(MOVED, name) ? MOVED[name] : undefined];
    for (const one of classes) {
      for (const field of [constant, Object.hasOwn(RENAMED, constant) ? RENAMED[constant] : undefined]) {
        const key = one === undefined || field === undefined ? undefined : byName.get(`${one}#${field}`);
        if (key !== undefined) return key;
      }
    }
    return undefined;
  };
}

const simple = (constant: string): string => constant.slice(constant.lastIndexOf('.', constant.indexOf('#')) + 1);
