const MASK = 0xffffffffffffffffn;
const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

/**
 * The id that Flink gives an operator with this uid, as 32 hexadecimal digits: it is what savepoints, the REST API and
 * `pipeline.jobvertex-parallelism-overrides` name it by. Murmur3 of 128 bits with seed 0 over the uid in UTF-8, as in
 * `StreamGraphHasherV2#generateUserSpecifiedHash`.
 */
export function operatorIdOf(uid: string): string {
  const bytes = new TextEncoder().encode(uid);
  const view = new DataView(bytes.buffer);
  let [h1, h2] = [0n, 0n];
  const blocks = bytes.length >> 4;
  for (let block = 0; block < blocks; block++) {
    h1 ^= mixed(view.getBigUint64(block * 16, true), C1, 31n, C2);
    h1 = (rotated(h1, 27n) + h2) & MASK;
    h1 = (h1 * 5n + 0x52dce729n) & MASK;
    h2 ^= mixed(view.getBigUint64(block * 16 + 8, true), C2, 33n, C1);
    h2 = (rotated(h2, 31n) + h1) & MASK;
    h2 = (h2 * 5n + 0x38495ab5n) & MASK;
  }
  const tail = bytes.subarray(blocks * 16);
  h2 ^= mixed(littleEndian(tail.subarray(8)), C2, 33n, C1);
  h1 ^= mixed(littleEndian(tail.subarray(0, 8)), C1, 31n, C2);
  const length = BigInt(bytes.length);
  h1 = ((h1 ^ length) + (h2 ^ length)) & MASK;
  h2 = ((h2 ^ length) + h1) & MASK;
  h1 = finished(h1);
  h2 = finished(h2);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  return hexadecimal(h1) + hexadecimal(h2);
}

const rotated = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & MASK;

const mixed = (value: bigint, first: bigint, by: bigint, second: bigint): bigint =>
  (rotated((value * first) & MASK, by) * second) & MASK;

const littleEndian = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function finished(value: bigint): bigint {
  const once = ((value ^ (value >> 33n)) * 0xff51afd7ed558ccdn) & MASK;
  const twice = ((once ^ (once >> 33n)) * 0xc4ceb9fe1a85ec53n) & MASK;
  return twice ^ (twice >> 33n);
}

/** Byte by byte as the hash is stored, the lowest first. */
function hexadecimal(value: bigint): string {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
