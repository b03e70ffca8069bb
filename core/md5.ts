// MD5 (RFC 1321), which GFWList guards itself with and browsers do not have. It shows accidents, not forgery.

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const sines = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));
const sliceBytes = 8192;

/** The digest, in slices. */
export function* md5(bytes: Uint8Array): Generator<void, Uint8Array<ArrayBuffer>> {
  const padded = new Uint8Array((((bytes.length + 8) >>> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (bytes.length * 8) >>> 0, true);
  view.setUint32(padded.length - 4, Math.floor(bytes.length / 2 ** 29), true);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const words = new Int32Array(16);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4, true);
    mix(state, words);
    if (block % sliceBytes === 0) yield;
  }
  const digest = new Uint8Array(16);
  const out = new DataView(digest.buffer);
  for (const [i, word] of state.entries()) out.setInt32(i * 4, word, true);
  return digest;
}

/** Works a block of sixteen words into the state. */
function mix(state: Int32Array, words: Int32Array): void {
  const [a = 0, b = 0, c = 0, d = 0] = state;
  let [w, x, y, z] = [a, b, c, d];
  for (let i = 0; i < 64; i++) {
    const sum = (w + mixed(i, x, y, z) + (sines[i] ?? 0) + (words[placeOf(i)] ?? 0)) | 0;
    const shift = shifts[(i >>> 4) * 4 + (i & 3)] ?? 0;
    w = z;
    z = y;
    y = x;
    x = (x + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  state[0] = a + w;
  state[1] = b + x;
  state[2] = c + y;
  state[3] = d + z;
}

function mixed(i: number, x: number, y: number, z: number): number {
  if (i < 16) return (x & y) | (~x & z);
  if (i < 32) return (x & z) | (y & ~z);
  if (i < 48) return x ^ y ^ z;
  return y ^ (x | ~z);
}

function placeOf(i: number): number {
  if (i < 16) return i;
  if (i < 32) return (5 * i + 1) & 15;
  if (i < 48) return (3 * i + 5) & 15;
  return (7 * i) & 15;
}
