// Wildcard patterns against a matcher that tries every way, and against patterns made to be slow.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { globOf, matchesGlob } from "../../core/glob.ts";
import { growthOverFourfold, timesAsLong } from "./growth.ts";

/** The meaning of a pattern spelt out: every way is tried, at every place. */
function naively(pattern: string, text: string): boolean {
  if (!/[^|*^]/.test(pattern)) return false;
  const start = /^\|{0,2}/.exec(pattern)?.[0].length ?? 0;
  const toEnd = pattern.length > start + 1 && pattern.endsWith("|");
  const body = pattern.slice(start, toEnd ? -1 : undefined);
  const hostStart = text.indexOf("://") + 3;
  const hostEnd = hostStart + (/^(\[[^\]]*\][^/?]*|[^/?:]*)/.exec(text.slice(hostStart))?.[0].length ?? 0);
  const inHost = start === 1 ? body.replace(/^[^/]*:\/\//, "") : body;
  const endsHost = start > 0 && !toEnd && inHost.includes(".") && /^[^/?:^]*[a-z0-9]$/.test(inHost);
  const goesOn = (p: number, t: number): boolean => {
    if (p === body.length) return toEnd ? t === text.length : !endsHost || t === hostEnd;
    const c = body[p];
    if (c === "*") return goesOn(p + 1, t) || (t < text.length && goesOn(p, t + 1));
    if (c === "^")
      return t === text.length
        ? goesOn(p + 1, t)
        : !/[a-z0-9_.%\x80-\uffff-]/.test(text[t] ?? "") && goesOn(p + 1, t + 1);
    return c === text[t] && goesOn(p + 1, t + 1);
  };
  const places = Array.from({ length: text.length + 1 }, (_, place) => place);
  const isLabel = (place: number): boolean =>
    place >= hostStart && place < hostEnd && (place === hostStart || text[place - 1] === ".");
  return places
    .filter((place) => (start === 0 ? true : start === 1 ? place === 0 : isLabel(place)))
    .some((place) => goesOn(0, place));
}

function fits(pattern: string, text: string): boolean {
  return matchesGlob(globOf(pattern), text, false);
}

describe("a wildcard pattern", () => {
  const body = fc.array(fc.constantFrom("a", "b", ".", "a.b", "/", "*", "*", "^", "?", ":", "http://", "-"), {
    maxLength: 8,
  });
  const pattern = fc
    .tuple(fc.constantFrom("", "", "|", "||", "|http://"), body, fc.constantFrom("", "", "|"))
    .map(([before, parts, behind]) => `${before}${parts.join("")}${behind}`);
  const text = fc
    .tuple(
      fc.constantFrom("http://", "https://"),
      fc.array(fc.constantFrom("a", "b", "ab", "a-b"), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("", "", ":80"),
      fc.array(fc.constantFrom("/", "a", "b", ".", "a.b", "?", "%", "-", "http://"), { maxLength: 6 }),
    )
    .map(([scheme, labels, port, rest]) => `${scheme}${labels.join(".")}${port}/${rest.join("")}`);

  test("fits exactly what trying every way says", () => {
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 10, maxLength: 10 }), (each, texts) => {
        expect(texts.filter((one) => fits(each, one) !== naively(each, one))).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });

  test.each([
    ["a*b^|", "http://x/ab", true],
    ["a*b^|", "http://x/ab/", true],
    ["a*b^^|", "http://x/ab/", true],
    ["a*b^|", "http://x/abc", false],
    ["||a*.b.c", "http://a.b.c/", true],
    ["||a*.b.c", "http://a.b.cd/", false],
    ["||a*b.c", "http://x/?a.b.c", false],
    ["*a", "http://x/a", true],
  ])("%s and %s: %s", (each, one, expected) => {
    expect(fits(each, one)).toBe(expected);
    expect(naively(each, one)).toBe(expected);
  });

  test("of a thousand characters is read, a longer one fits nothing", () => {
    const path = "a".repeat(999);
    expect(fits(`/${path}`, `http://x.com/${path}`)).toBe(true);
    expect(fits(`/${path}a`, `http://x.com/${path}a`)).toBe(false);
  });
});

describe("patterns that kill a backtracking matcher", () => {
  test.each([
    ["many wildcards", "a*a*a*a*a*a*a*a*b", "a", 20_000],
    ["wildcards at the start of a label", "||*a*a*a*a*a*a*b", "a", 20_000],
    ["a thousand separators", `${"^".repeat(998)}x`, "/", 2000],
    ["separators between wildcards", `${"^*".repeat(490)}x^`, "/", 5000],
    ["a piece that nearly stands everywhere", `${"a".repeat(500)}b`, "a", 20_000],
    ["nearly everywhere, with a separator", `${"a".repeat(400)}^b`, "a", 2000],
    ["a wildcard before many ends", `a*${"^".repeat(900)}x${"^".repeat(90)}|`, "/", 20_000],
  ])("%s take time in proportion to the text", (_, pattern, unit, length) => {
    const glob = globOf(pattern);
    const growth = growthOverFourfold(unit, length, (text) => void matchesGlob(glob, text, false));
    expect(growth).toBeLessThan(9);
  });

  test("take as long on a host of 127 labels as on one of two", () => {
    const glob = globOf("||a*a^b");
    const textOf = (host: string): string => Buffer.from(`http://${host}/${"a/".repeat(20_000)}`).toString();
    const run = (text: string): void => void matchesGlob(glob, text, false);
    expect(timesAsLong(run, textOf(`${"a.".repeat(126)}a`), textOf("a.a"))).toBeLessThan(4);
  });
});
