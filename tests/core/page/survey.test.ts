// What a page tells of itself is hostile: every field is checked, and what is wrong is left out.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kindOfPart } from "../../../core/page/part-kinds.ts";
import { readSurvey, surveyLimits } from "../../../core/page/survey.ts";

const nothing = { links: [], parts: [], isCut: false };

test("a survey is read, and hosts come from the addresses themselves", () => {
  const told = {
    links: [
      [3, "https://www.nytimes.com/", "https://www.nytimes.com/world"],
      [1, "http://EXAMPLE.com.:8080/x"],
    ],
    parts: [["script", "https://platform.twitter.com/widgets.js"]],
    isCut: true,
  };
  expect(readSurvey(told)).toEqual({
    links: [
      { host: "www.nytimes.com", count: 3, examples: told.links[0]?.slice(1) },
      { host: "example.com", count: 1, examples: ["http://EXAMPLE.com.:8080/x"] },
    ],
    parts: [{ kind: "script", host: "platform.twitter.com", url: "https://platform.twitter.com/widgets.js" }],
    isCut: true,
  });
});

describe("is left out", () => {
  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["text", "links"],
    ["a number", 7],
    ["an array", [[1, "https://a.com/"]]],
    ["links that are no array", { links: { 0: [1, "https://a.com/"], length: 1 } }],
    ["rows that are no arrays", { links: ["https://a.com/", null, 1, {}], parts: [{ 0: "img", 1: "https://a.com/" }] }],
    [
      "a count that is none",
      {
        links: [
          ["1", "https://a.com/"],
          [0, "https://a.com/"],
          [-1, "https://a.com/"],
        ],
      },
    ],
    [
      "a count beyond numbers",
      {
        links: [
          [NaN, "https://a.com/"],
          [Infinity, "https://a.com/"],
          [1.5, "https://a.com/"],
        ],
      },
    ],
    [
      "addresses that are no text",
      {
        links: [
          [1, 2],
          [1, null],
          [1, ["https://a.com/"]],
        ],
        parts: [["img", {}]],
      },
    ],
    [
      "addresses that cannot be read",
      {
        links: [
          [1, "https://"],
          [1, ""],
          [1, "nonsense"],
        ],
      },
    ],
    [
      "schemes of no web",
      {
        links: [
          [1, "javascript:alert(1)"],
          [1, "data:text/html,x"],
          [1, "file:///etc/passwd"],
        ],
      },
    ],
    [
      "names of no web",
      {
        links: [
          [1, "http://localhost/"],
          [1, "https://10.0.0.1/"],
        ],
      },
    ],
    ["a lone surrogate", { links: [[1, "https://a.com/\ud800"]], parts: [["img", "https://a.com/\udc00"]] }],
    ["an address that is too long", { parts: [["img", `https://a.com/${"x".repeat(surveyLimits.address)}`]] }],
    ["an initiator that is no text", { parts: [[1, "https://a.com/"]] }],
    ["a field with another prototype's name", JSON.parse('{"__proto__": {"links": [[1, "https://a.com/"]]}}')],
  ])("%s", (_, told) => {
    expect(readSurvey(told)).toEqual(nothing);
  });

  test("an example on another host than the first", () => {
    const { links } = readSurvey({ links: [[2, "https://a.com/", "https://b.com/"]] });
    expect(links).toEqual([{ host: "a.com", count: 2, examples: ["https://a.com/"] }]);
  });

  test("what goes beyond the limits: a million rows, a count, examples", () => {
    const many = Array.from({ length: 1_000_000 }, (_, i) => [1, `https://h${i}.com/`]);
    expect(readSurvey({ links: many }).links).toHaveLength(surveyLimits.hosts);
    const parts = Array.from({ length: 1_000_000 }, (_, i) => ["img", `https://h.com/${i}`]);
    expect(readSurvey({ parts }).parts).toHaveLength(surveyLimits.parts);
    const examples = Array.from({ length: 1_000 }, (_, i) => `https://a.com/${i}`);
    const [only] = readSurvey({ links: [[1e9, ...examples]] }).links;
    expect(only).toMatchObject({ count: surveyLimits.links, examples: { length: surveyLimits.examples } });
  });
});

test("rows of one host, and parts of one address, are joined", () => {
  const told = {
    links: [
      [1, "https://a.com/1"],
      [2, "https://A.com/2"],
    ],
    parts: [
      ["style", "https://a.com/a"],
      ["link", "https://a.com/a"],
    ],
  };
  expect(readSurvey(told)).toMatchObject({
    links: [{ host: "a.com", count: 3, examples: ["https://a.com/1", "https://A.com/2"] }],
    parts: [{ kind: "style" }],
  });
});

test("whatever is told, reading it ends in a survey", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true }), fc.anything(), (links, parts) => {
      const read = readSurvey({ links, parts });
      expect(read.links.every(({ count, host }) => count >= 1 && host.includes("."))).toBe(true);
    }),
  );
});

test.each([
  ["script", "https://a.com/x", "script"],
  ["style", "https://a.com/css2?family=X", "style"],
  ["css", "https://a.com/a.woff2?v=1", "font"],
  ["css", "https://a.com/a.css#x", "style"],
  ["css", "https://a.com/a.PNG", "image"],
  ["link", "https://a.com/a.mjs", "script"],
  ["link", "https://a.com/", "other"],
  ["img", "https://a.com/a.css", "image"],
  ["iframe", "https://a.com/", "frame"],
  ["video", "https://a.com/", "media"],
  ["fetch", "https://a.com/a.js", "data"],
  ["beacon", "https://a.com/", "data"],
  ["constructor", "https://a.com/", "other"],
])("what %s asked for at %s is a %s", (initiator, url, kind) => {
  expect(kindOfPart(initiator, url)).toBe(kind);
});
