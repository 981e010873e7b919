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
] as const;

/** Keys that hold one of the words above and are no secrets: durations, switches, class names, lists of names. */
const NOT_SECRET =
  /(?:^security\.delegation\.tokens?\.(?!provider\..*(?:secret|access|password))|^security\.kerberos\.|^yarn\.security\.|credentials?[.-]?provider|secretKeyRef|^kubernetes\.secrets|^table\.secret-store|tokens?\.(?:enabled|renewal|services)|^kubernetes\.env\.secretKeyRef)/i;

/** Whether a key's value may be a secret: never printed, never hashed, never stored. */
export function isSecret(key: string): boolean {
  const lower = key.toLowerCase();
  if (NOT_SECRET.test(key)) return false;
  return MASKED_BY_FLINK.some((word) => lower.includes(word)) || MASKED_BY_US.some((word) => lower.includes(word));
}

/** What stands in place of a secret. */
export const MASK = '******';
