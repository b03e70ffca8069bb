// A certificate made on the spot for the loopback server: X.509 v3, P-256, self-signed, valid for two weeks.

import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** base64 of the SHA-256 of the public key, as Chromium's `--ignore-certificate-errors-spki-list` takes it */
  readonly pin: string;
}

const sequence = 0x30;
const set = 0x31;
const dayMs = 86_400_000;

/** One DER element: tag, length, content (ITU-T X.690). */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = [];
  for (let left = body.length; left > 0; left >>>= 8) length.unshift(left & 0xff);
  const head = body.length < 0x80 ? [body.length] : [0x80 | length.length, ...length];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

/** An object identifier whose arcs all fit two base-128 digits but the first two, which share a byte. */
function oid(...arcs: readonly [number, number, ...number[]]): Buffer {
  const [first, second, ...rest] = arcs;
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift(0x80 | (left & 0x7f));
    bytes.push(...digits);
  }
  return der(0x06, Buffer.from(bytes));
}

function utcTime(day: Date): Buffer {
  const digits = day.toISOString().replace(/[-:T]/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** RFC 5280, section 4.1, with a subject alternative name, which browsers ask for. */
export function makeCertificate(name: string, now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const ecdsaWithSha256 = der(sequence, oid(1, 2, 840, 10045, 4, 3, 2));
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const subject = der(sequence, der(set, der(sequence, oid(2, 5, 4, 3), der(0x0c, Buffer.from(name)))));
  const names = der(sequence, der(0x82, Buffer.from(name)));
  const extension = der(sequence, oid(2, 5, 29, 17), der(0x04, names));
  const toBeSigned = der(
    sequence,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    subject,
    der(sequence, utcTime(new Date(now.getTime() - dayMs)), utcTime(new Date(now.getTime() + 14 * dayMs))),
    subject,
    spki,
    der(0xa3, der(sequence, extension)),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  const whole = der(sequence, toBeSigned, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: pem("CERTIFICATE", whole),
    pin: createHash("sha256").update(spki).digest("base64"),
  };
}
