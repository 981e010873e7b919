import type { OptionKey } from '../model/option-keys.js';
import type { Reading, TargetView } from '../model/view.js';

/** The two things that TLS protects, each with a switch and stores of its own. */
export type TlsSide = 'internal' | 'rest';

/** What a sentence calls them. */
export const TLS_SIDE: Readonly<Record<TlsSide, string>> = { internal: 'internal communication', rest: 'REST' };

/**
 * Whether TLS is on: the side's own switch, and before 2.0 the common one where the own is not set
 * (`SecurityOptions#isInternalSSLEnabled`, `#isRestSSLEnabled`).
 */
export function tlsSwitch(target: TargetView, side: TlsSide): Reading<{ readonly value: boolean }> {
  const own = target.boolean(`security.ssl.${side}.enabled`);
  const common = target.boolean('security.ssl.enabled');
  if (own.set || !common.set) return own;
  switch (target.version('<2')) {
    case 'all':
      return common;
    case 'none':
      return own;
    case 'part':
      return { known: false, absent: false, set: true, why: 'Flink 2.0 dropped the common switch', origin: own.origin };
  }
}

/** Whether TLS is certain to be on at a side of Flink. */
export const isTlsOn = (target: TargetView, side: TlsSide): boolean => {
  const reading = tlsSwitch(target, side);
  return reading.known && reading.value;
};

/** Whether REST lets in only clients that show a certificate. */
export function asksForCertificates(target: TargetView): boolean {
  const asks = target.boolean('security.ssl.rest.authentication-enabled');
  return isTlsOn(target, 'rest') && asks.known && asks.value;
}

type StorePart = 'keystore' | 'keystore-password' | 'key-password' | 'truststore' | 'truststore-password';

/** What a store of keys needs. */
export const KEY_STORE = ['keystore', 'keystore-password', 'key-password'] as const satisfies readonly StorePart[];
/** What a store of trusted certificates needs. */
export const TRUST_STORE = ['truststore', 'truststore-password'] as const satisfies readonly StorePart[];

/** Which parts of the stores are certain to be missing: neither the side's own option nor the common one is set. */
export function missingParts(target: TargetView, side: TlsSide, parts: readonly StorePart[]): readonly OptionKey[] {
  return parts.flatMap((part) => {
    const own = target.string(`security.ssl.${side}.${part}`);
    const common = target.string(`security.ssl.${part}`);
    const absent = !own.known && own.absent && !common.known && common.absent;
    return absent ? [`security.ssl.${side}.${part}` as const] : [];
  });
}

/** Names that Java knows, in its own spelling: it refuses any other (`SSLServerSocket#setEnabledProtocols`). */
const PROTOCOL = /^(?:SSLv2Hello|SSLv3|TLSv1|TLSv1\.[123])$/;
const ALGORITHM = /^(?:TLS|SSL)_[A-Z0-9_]+(?:_anon_[A-Z0-9_]+)?$/;
const WEAK_PROTOCOL = /^(?:SSL|TLSv1$|TLSv1\.1$)/;
const WEAK_ALGORITHM = /(?:^TLS_RSA_WITH_|_NULL_|_anon_|_EXPORT_|_RC4_|_DES_|_3DES_)/;
const ALGORITHM_OF_1_3 = /^TLS_(?:AES|CHACHA20|SM4)_/;

/** What is to be said of a list of protocols or algorithms, which Flink splits at its commas and nowhere else. */
export interface TlsList {
  /** Entries that Java refuses, a blank in front included. */
  readonly refused: readonly string[];
  readonly weak: readonly string[];
  readonly all: readonly string[];
}

const listOf = (text: string, known: RegExp, weak: RegExp): TlsList => {
  const all = text.split(',');
  return { all, refused: all.filter((name) => !known.test(name)), weak: all.filter((name) => weak.test(name)) };
};

/** What is to be said of `security.ssl.protocol`. */
export const tlsProtocols = (text: string): TlsList => listOf(text, PROTOCOL, WEAK_PROTOCOL);

/** What is to be said of `security.ssl.algorithms`. */
export const tlsAlgorithms = (text: string): TlsList => listOf(text, ALGORITHM, WEAK_ALGORITHM);

/** Whether any of the protocols can use any of the algorithms: those of TLS 1.3 and those of older ones are disjoint. */
export const fitTogether = (protocols: TlsList, algorithms: TlsList): boolean =>
  (protocols.all.includes('TLSv1.3') && algorithms.all.some((name) => ALGORITHM_OF_1_3.test(name))) ||
  (protocols.all.some((name) => name !== 'TLSv1.3') && algorithms.all.some((name) => !ALGORITHM_OF_1_3.test(name)));

/** Flink versions whose default algorithms have forward secrecy; all others take `TLS_RSA_WITH_AES_128_CBC_SHA`. */
export const FORWARD_SECRECY = '>=1.20.4 <2 || >=2.0.2 <2.1 || >=2.1.2 <2.2 || >=2.2.1';
