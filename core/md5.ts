// MD5 (RFC 1321), which GFWList guards itself with and browsers do not have. It shows accidents, not forgery.

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const sines = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

export function md5(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array((((bytes.length + 8) >>> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (bytes.length * 8) >>> 0, true);
  view.setUint32(padded.length - 4, Math.floor(bytes.length / 2 ** 29), true);
  const words = new Int32Array(16);
  let [a, b, c, d] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4, true);
    let [w, x, y, z] = [a, b, c, d];
    for (let i = 0; i < 64; i++) {
      const [mixed, place] = step(i, x, y, z);
      const sum = (w + mixed + (sines[i] ?? 0) + (words[place] ?? 0)) | 0;
      const shift = shifts[(i >>> 4) * 4 + (i & 3)] ?? 0;
      [w, z, y, x] = [z, y, x, (x + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
    }
    [a, b, c, d] = [(a + w) | 0, (b + x) | 0, (c + y) | 0, (d + z) | 0];
  }
  const digest = new Uint8Array(16);
  const out = new DataView(digest.buffer);
  for (const [i, word] of [a, b, c, d].entries()) out.setInt32(i * 4, word, true);
  return digest;
}

function step(i: number, x: number, y: number, z: number): [mixed: number, place: number] {
  if (i < 16) return [(x & y) | (~x & z), i];
  if (i < 32) return [(x & z) | (y & ~z), (5 * i + 1) & 15];
  if (i < 48) return [x ^ y ^ z, (3 * i + 5) & 15];
  return [y ^ (x | ~z), (7 * i) & 15];
}
