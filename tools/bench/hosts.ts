// Hosts to ask for, made from the listed names: some that are listed, and many that are not but look alike.

import type { Random } from "./random.ts";

const alphabet = [..."abcdefghijklmnopqrstuvwxyz"];
const tokenAlphabet = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
const services = ["cdn", "static", "img", "img1", "assets", "media", "api", "m", "blog", "news", "mail", "s3", "edge"];

/** Whether a host or one of its parents is among the names. */
export function isListed(host: string, names: ReadonlySet<string>): boolean {
  for (let at = 0; ;) {
    if (names.has(at === 0 ? host : host.slice(at))) return true;
    at = host.indexOf(".", at) + 1;
    if (at === 0) return false;
  }
}

/** A listed name, one time in two with something before it. */
export function listedHost(names: readonly string[], random: Random): string {
  const name = random.of(names);
  return random.below(2) === 0 || isAddress(name) ? name : withPrefix(name, random);
}

/**
 * A host that is not listed: an unknown site, a listed one misspelt by a letter, or a neighbour below the same
 * domain; with www., a service's name or a network's token before it as often as on the web.
 */
export function unlistedHost(names: readonly string[], known: ReadonlySet<string>, random: Random): string {
  for (;;) {
    const name = random.of(names);
    if (isAddress(name)) continue;
    const kind = random.below(10);
    const bare =
      kind < 5
        ? unknownSite(name, random.of(names), random)
        : kind < 9
          ? misspelt(name, random)
          : neighbour(name, random);
    const host = random.below(3) === 0 ? bare : withPrefix(bare, random);
    if (host.length <= 253 && !isListed(host, known)) return host;
  }
}

/** The beginning of one name's first label with the end of another's, under the first name's last label. */
function unknownSite(one: string, other: string, random: Random): string {
  const [first = ""] = one.split(".");
  const [second = ""] = other.split(".");
  const head = first.slice(0, 2 + random.below(6));
  const tail = second.slice(-(2 + random.below(6)));
  const label = `${head}${tail}`.replace(/^-+|-+$/g, "").replace(/^$/, "x");
  return `${label}${one.slice(one.lastIndexOf("."))}`;
}

/** One letter changed, left out or added, before the last label. */
function misspelt(name: string, random: Random): string {
  const at = random.below(Math.max(name.lastIndexOf("."), 1));
  const kind = random.below(3);
  const letter = kind === 1 ? "" : random.of(alphabet);
  const host = `${name.slice(0, at)}${letter}${name.slice(kind === 2 ? at : at + 1)}`;
  return host.replace(/\.{2,}/g, ".").replace(/^\./, "") || letter;
}

function neighbour(name: string, random: Random): string {
  const dot = name.indexOf(".");
  return `${token(4 + random.below(8), random)}${dot < 0 ? `.${name}` : name.slice(dot)}`;
}

function withPrefix(host: string, random: Random): string {
  const kind = random.below(10);
  if (kind < 5) return `www.${host}`;
  if (kind < 8) return `${random.of(services)}.${host}`;
  return kind < 9 ? `${token(10, random)}.${host}` : `${token(8, random)}.${random.of(services)}.${host}`;
}

function token(length: number, random: Random): string {
  let text = "";
  for (let i = 0; i < length; i++) text += random.of(tokenAlphabet);
  return text;
}

function isAddress(name: string): boolean {
  return /^[\d.]+$|:/.test(name);
}
