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

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export type Sha256 = (text: string) => string;

/** A stable fingerprint of 32 hexadecimal digits. */
export function fingerprint({ rule, file, key, value, occurrence }: Identity, sha256: Sha256): string {
  return sha256(JSON.stringify([rule, file, key, value ?? null, occurrence])).slice(0, 32);
}
