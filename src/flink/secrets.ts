import type { Coverage } from '../model/version.js';

/**
 * Parts of keys whose values may be secrets. The first group is what Flink itself masks in logs and over REST
 * (`GlobalConfiguration#SENSITIVE_KEYS`, the union over all versions); the second what it does not mask.
 */
const MASKED_BY_FLINK = [
  'password',
  'secret',
  'fs.azure.account.key',
  'apikey',
  'api-key',
  'auth-params',
  'service-key',
  'token',
  'basic-auth',
  'jaas.config',
  'http-headers',
  'access-key',
  'access.key',
  'accesskey',
] as const;

const MASKED_BY_US = [
  'credential',
  'passwd',
  'passphrase',
  'private-key',
  'privatekey',
  'sas-key',
  '.pwd',
  'account-key',
  'auth.user.info',
] as const;

/** Keys that hold one of the words above and are no secrets: durations, switches, class names, lists of names. */
const NOT_SECRET =
  /(?:^security\.delegation\.tokens?\.(?!provider\..*(?:secret|access|password))|^security\.kerberos\.|^yarn\.security\.|credentials?[.-]?(?:provider(?!.*(?:secret|password))|source)|secretKeyRef|^kubernetes\.secrets|^table\.secret-store|tokens?\.(?:enabled|renewal|services)|^kubernetes\.env\.secretKeyRef)/i;

/** Whether a key's value may be a secret: never printed, never hashed, never stored. */
export const isSecret = (key: string): boolean => mentionsSecret(key) && !NOT_SECRET.test(key);

/** Whether a text has a word that a secret's key has. */
export function mentionsSecret(text: string): boolean {
  const lower = text.toLowerCase();
  return MASKED_BY_FLINK.some((word) => lower.includes(word)) || MASKED_BY_US.some((word) => lower.includes(word));
}

/** Since when Flink masks the keys that hold a word; the other words that it knows it masks in every version. */
const MASKED_SINCE: readonly (readonly [word: string, versions: string])[] = [
  ['password', '*'],
  ['secret', '*'],
  ['fs.azure.account.key', '*'],
  ['apikey', '*'],
  ['auth-params', '>=1.17'],
  ['service-key', '>=1.17'],
  ['token', '>=1.17'],
  ['basic-auth', '>=1.17'],
  ['jaas.config', '>=1.17'],
  ['http-headers', '>=1.19'],
  ['api-key', '>=2.1'],
  ['access-key', '>=2.4'],
  ['access.key', '>=2.4'],
  ['accesskey', '>=2.4'],
];

/**
 * Whether Flink certainly writes the values of a key to its log and shows them in its web interface, at a version that
 * `version` tells a claim of (`GlobalConfiguration#isSensitive`).
 */
export function isShownByFlink(key: string, version: (claim: string) => Coverage): boolean {
  const lower = key.toLowerCase();
  return MASKED_SINCE.every(([word, versions]) => !lower.includes(word) || version(versions) === 'none');
}

/** What stands in place of a secret. */
export const MASK = '******';

const CREDENTIALS = /(:\/\/[^\s/:@]*:)([^\s/@]+)@/g;

/** Where passwords stand in the addresses of a text: `http://user:password@host`. */
export const credentialsIn = (text: string): readonly { readonly start: number; readonly end: number }[] =>
  mayHoldCredentials(text)
    ? [...text.matchAll(CREDENTIALS)].map(({ index, 1: before = '', 2: password = '' }) => ({
        start: index + before.length,
        end: index + before.length + password.length,
      }))
    : [];

/** A text with the passwords in its addresses masked. */
export const withoutCredentials = (text: string): string =>
  mayHoldCredentials(text) ? text.replace(CREDENTIALS, `$1${MASK}@`) : text;

/** Hardly any text does, and to compile the expression takes as long as a rule. */
const mayHoldCredentials = (text: string): boolean => text.includes('@') && text.includes('://');
