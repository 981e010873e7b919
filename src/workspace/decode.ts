/** A text, and whether a byte order mark stood before it; or why the bytes are none, and what they say in plain letters. */
export type Decoded =
  | { readonly text: string; readonly bom: boolean }
  | { readonly problem: 'binary' | 'invalid-utf-8'; readonly rough: string };

/** How many bytes are searched for a NUL, as git and grep do. */
const BINARY_PROBE = 8000;

/** One for all files: to make one takes longer than to decode a small file. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes a file: UTF-8, or UTF-16 where a byte order mark says so. The mark is not part of the text. */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Encoding(bytes);
  if (utf16 !== undefined) return { text: new TextDecoder(utf16).decode(bytes), bom: true };
  if (bytes.subarray(0, BINARY_PROBE).includes(0)) return { problem: 'binary', rough: '' };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return { text: UTF_8.decode(bytes), bom };
  } catch {
    return { problem: 'invalid-utf-8', rough: new TextDecoder().decode(bytes) };
  }
}

function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
