import { createHash } from 'node:crypto';

/** What a finding is known by, whatever line it stands on. */
export interface Identity {
  readonly rule: string;
  /** Root-relative. */
  readonly file: string;
  /** The option's current name, or another element's. */
  readonly key: string;
  /** Left out for secrets and for what is missing. */
  readonly value: string | undefined;
  /** How many findings of the same identity stand before it in the file. */
  readonly occurrence: number;
}

/** A stable fingerprint of 32 hexadecimal digits. */
export function fingerprint({ rule, file, key, value, occurrence }: Identity): string {
  const identity = JSON.stringify([rule, file, key, value ?? null, occurrence]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}
