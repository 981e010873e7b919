import { hasPlaceholder } from '../../src/flink/placeholder.js';
import { credentialsIn, isSecret, isShownByFlink } from '../../src/flink/secrets.js';
import type { Setting, Variable } from '../../src/model/facts.js';
import type { SqlStatement } from '../../src/model/sql.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

/** Values that stand for a secret that is not there. */
const NO_SECRET =
  /^(?:|null|none|n\/a|true|false|\*+|x+|\.+|<.*>|(?:your|my|change|replace|insert|enter)[-_ ].*|changeme|replaceme|todo|dummy|placeholder|vault:.*|arn:aws:.*|.*example(?:key)?)$/is;

/** A reference that something else resolves: `$PASSWORD`, `%PASSWORD%`. */
const REFERENCE = /^(?:\$\w+|%\w+%|@\w+)$/;

const TAKE_IT_AWAY =
  'Take the secret from a Kubernetes secret, from the environment or from the platform (an IAM role, workload identity), and change it, for it is known now.';

const IN_ADDRESS =
  'Take the password from a Kubernetes secret, from the environment or from the platform, and change it, for it is known now: Flink writes the address to its log and shows it in its web interface.';

const FROM_OUTSIDE =
  'Leave a placeholder in the script and fill it in when the script is submitted, from a Kubernetes secret or the environment; change the secret, for it is known now.';

const FROM_SECRET =
  'Give the variable its value with valueFrom and a secretKeyRef, and change the secret, for it is known now.';

const SHOWN = 'This version of Flink does not know the key for a secret, and writes it to its log as well.';

export default defineRule({
  title: 'Secret in plain text',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'A password, token or key stands in a configuration file, in a variable of a container or in the options of a table in SQL, as a value or within an address. A secret that stands in several places of a file is one finding.',
    why: 'Everybody who can read the repository or the volume has it, and it stays in the history. Flink masks only some of these keys in its log and in its web interface.',
    fix: TAKE_IT_AWAY,
    references: ['GlobalConfiguration#isSensitive'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 's3.secret-key: wJalrXUtnFEMIK7MDENG\n' },
        finds: [{ at: 's3.secret-key', message: "The secret of 's3.secret-key' stands here in plain text." }],
      },
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\nacme.registry.url: https://orders:4Xk9vQ2m@registry.acme.com\n',
        },
        finds: [
          {
            at: 'acme.registry.url',
            message: "The password in the address of 'acme.registry.url' stands here in plain text.",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 's3.secret-key: ${S3_SECRET_KEY}\n' } },
      { files: { 'examples/conf/config.yaml': 's3.secret-key: minio123\n' } },
    ],
  },
  check: {
    *target(target) {
      const settings = target.settings.filter(({ placeholder }) => !placeholder);
      const statements = target.target.script?.statements ?? [];
      const containers = (target.target.workloads ?? []).flatMap((workload) => workload.containers ?? []);
      yield* asFindings([
        ...settings.map((setting) => secretsIn(setting, target)),
        ...containers.flatMap(({ environment }) => environment.map(secretOf)),
        ...statements.map((statement) => secretsOf(statement, target)),
      ]);
    },
  },
});

interface Secret {
  readonly text: string;
  readonly found: Draft;
}

function secretsIn({ key, value, keyAt }: Setting, target: TargetView): readonly Secret[] {
  const at = { file: keyAt.file, start: keyAt.start, end: keyAt.end, key };
  if (isSecret(key) && !isPublicPart(key)) {
    if (NO_SECRET.test(value.trim()) || isLoginWithoutPassword(key, value)) return [];
    const message = `The secret of '${key}' stands here in plain text.`;
    const help = isShownByFlink(key, target.version) ? { help: `${TAKE_IT_AWAY} ${SHOWN}` } : {};
    return [{ text: value, found: { at, message, ...help } }];
  }
  const password = credentialsIn(value)
    .map(({ start, end }) => value.slice(start, end))
    .find(isPassword);
  if (password === undefined) return [];
  const message = `The password in the address of '${key}' stands here in plain text.`;
  return [{ text: password, found: { at, message, ...(isSecret(key) ? {} : { help: IN_ADDRESS }) } }];
}

/** A login of Kafka's that takes who it is from elsewhere: an IAM role, a keytab, a service that gives tokens. */
const isLoginWithoutPassword = (key: string, value: string): boolean =>
  key.endsWith('jaas.config') && /LoginModule\s/.test(value) && !/(?:password|secret|token)\w*\s*=/i.test(value);

const secretsOf = ({ options, hints }: SqlStatement, target: TargetView): readonly Secret[] =>
  [...options, ...hints.flatMap((hint) => hint.options)]
    .filter(({ value }) => !hasPlaceholder(value))
    .flatMap((option) => secretsIn(option, target))
    .map(({ text, found: { at, message } }) => ({ text, found: { at, message, help: FROM_OUTSIDE } }));

/** A variable of a container. What its name says is a file or the name of something is no secret itself. */
function secretOf({ name, value, keyAt }: Variable): readonly Secret[] {
  if (hasPlaceholder(value) || NO_SECRET.test(value.trim()) || value.startsWith('/')) return [];
  const password = credentialsIn(value)
    .map(({ start, end }) => value.slice(start, end))
    .find(isPassword);
  const secret = isSecret(name) && !OF_SECRET.test(name) && !value.includes('://') ? value : password;
  if (secret === undefined) return [];
  const what = secret === password ? 'password in the address' : 'secret';
  const message = `The ${what} of the variable '${name}' stands here in plain text.`;
  return [{ text: secret, found: { at: { ...keyAt, key: name }, message, help: FROM_SECRET } }];
}

const OF_SECRET = /(?:FILE|PATH|DIR|NAME|ARN|PROVIDER|ENABLED)$/i;

/** One finding for what goes together, a setting or a statement, and for the same secrets wherever else they are in the file. */
function asFindings(groups: readonly (readonly Secret[])[]): readonly Draft[] {
  const merged: Secret[][] = [];
  for (const group of groups.filter(({ length }) => length > 0)) {
    const same = merged.find((other) => group.some((one) => other.some((secret) => isSame(one, secret))));
    if (same === undefined) merged.push([...group]);
    else same.push(...group);
  }
  return merged.flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : { ...first.found, related: others.map(({ found: { at, message } }) => ({ at, message })) },
  );
}

const isSame = (a: Secret, b: Secret): boolean => a.text === b.text && a.found.at.file === b.found.at.file;

const isPassword = (text: string): boolean => !NO_SECRET.test(text) && !REFERENCE.test(text);

/** An access key names its owner and is worth nothing without the secret that goes with it. */
const isPublicPart = (key: string): boolean =>
  /access[-.]?key(?:[-.]?id)?$/i.test(key) && !/secret/i.test(key) && !/account/i.test(key);
