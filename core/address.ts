// An address as a browser reads it, and whether it is a public web address at all.

export interface WebAddress {
  readonly kind: "web";
  readonly url: string;
  /** lower case, punycode, without a trailing dot; IPv6 in brackets */
  readonly host: string;
  readonly isIp: boolean;
  /**
   * What rules are held against: `scheme://host[:port]/path?query` in lower case, without user, password and
   * fragment. A WebSocket's address stands as the http or https that carries it.
   */
  readonly text: string;
}

export type Address = WebAddress | { readonly kind: "unsupported"; readonly url: string; readonly host: string };

const schemes = new Map([
  ["http:", "http://"],
  ["https:", "https://"],
  ["ws:", "http://"],
  ["wss:", "https://"],
]);

/** Names that RFC 6761, 6762, 7686, 8375 and ICANN (`internal`) keep out of the public DNS. */
const privateNames = /(^|\.)(localhost|local|internal|test|invalid|example|onion|home\.arpa)$/;

/** Reads a URL. `undefined` where a browser could not read it either. */
export function parseAddress(url: string): Address | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const host = parsed.hostname.endsWith(".") ? parsed.hostname.slice(0, -1) : parsed.hostname;
  const scheme = schemes.get(parsed.protocol);
  const isIp = host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
  if (!scheme || !(isIp ? isPublicIp(host) : isPublicName(host))) return { kind: "unsupported", url, host };
  const port = parsed.port && `:${parsed.port}`;
  const text = `${scheme}${host}${port}${parsed.pathname}${parsed.search}`.toLowerCase();
  return { kind: "web", url, host, isIp, text };
}

function isPublicName(host: string): boolean {
  return host.includes(".") && host.length <= 253 && !/(^|\.)(\.|$)|[^.]{64}/.test(host) && !privateNames.test(host);
}

/** First octets of IPv4 blocks that are not on the public internet (IANA special-purpose registry). */
const privateBlocks: readonly (readonly [address: number, prefixLength: number])[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xe0000000, 4],
  [0xf0000000, 4],
];

function isPublicIp(host: string): boolean {
  if (!host.startsWith("[")) return isPublicIpv4(host.split(".").map(Number));
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
  if (mapped) {
    const [high, low] = [parseInt(mapped[1] ?? "", 16), parseInt(mapped[2] ?? "", 16)];
    return isPublicIpv4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  // Global unicast is 2000::/3; 2001:db8::/32 and 3fff::/20 are for documentation.
  return /^\[[23][0-9a-f]{3}:/.test(host) && !/^\[(2001:db8|3fff:[0-9a-f]{0,3}):/.test(host);
}

function isPublicIpv4(octets: readonly number[]): boolean {
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return !privateBlocks.some(
    ([block, length]) => Math.floor(address / 2 ** (32 - length)) === block / 2 ** (32 - length),
  );
}
