import { describe, expect, test } from "vitest";
import { statuses, type Confidence, type Evidence, type Verdict } from "../../core/verdict.ts";
import { en } from "../../core/words/en.ts";
import { evidenceSentence } from "../../core/words/evidence-sentences.ts";
import {
  confidenceSentence,
  scopeSentence,
  statusSentence,
  tooltip,
  unknowns,
} from "../../core/words/verdict-sentences.ts";
import { chooseWords, type Words, wordsOf } from "../../core/words/words.ts";
import { evidence, verdictOf } from "../components/verdict-cases.ts";

const confidences: readonly Confidence[] = ["high", "medium", "low"];

const everyVerdict: readonly Verdict[] = statuses.flatMap((status) =>
  confidences.flatMap((confidence) =>
    [false, true].flatMap((disputed) =>
      [false, true].flatMap((alsoRefuses) => [
        verdictOf(status, confidence, { disputed, alsoRefuses }),
        verdictOf(status, confidence, { disputed, alsoRefuses, evidence: reportsOn(status) }),
      ]),
    ),
  ),
);

/** What a verdict of that status rests on where there is nothing but a dossier's report. */
function reportsOn(status: Verdict["status"]): readonly Evidence[] {
  const says = status === "refused" ? "refuses" : status === "reachable" ? "works" : "blocks";
  return [{ ...evidence.dossier, says, elsewhere: status === "partly", holds: status !== "former" }];
}

function everySentence(words: Words): readonly string[] {
  const scopes = (["host", "subdomains", "prefix", "pattern", "address"] as const).flatMap((kind) =>
    (["blocked", "former", "partly"] as const).map((status) =>
      scopeSentence(words, { kind, of: "example.com" }, status).join(""),
    ),
  );
  const ofEvidence = Object.values(evidence).flatMap((item) => [
    evidenceSentence(words, item),
    evidenceSentence(words, { ...item, intervals: [], made: null, days: null, daysTested: null }),
    evidenceSentence(words, { ...item, says: "refuses", elsewhere: true }),
    evidenceSentence(words, { ...item, says: "works", holds: !item.holds }),
  ]);
  const ofVerdicts = everyVerdict.flatMap((verdict) => [
    statusSentence(words, verdict),
    tooltip(words, verdict),
    ...(confidenceSentence(words, verdict) ?? []),
    ...unknowns(words, verdict),
  ]);
  const { page } = words;
  const ofPage = [
    page.asking,
    page.paused,
    page.lists("2026-08-06"),
    page.preparing,
    page.preparingText,
    ...Object.values(page.notes),
    page.failed,
    page.failedText,
    page.unseen,
    ...page.unseenReasons,
  ];
  return [...new Set([...scopes, ...ofEvidence, ...ofVerdicts, ...ofPage])];
}

const languages = Object.values(wordsOf);

describe.each(languages)("in $lang", (words) => {
  const said = everySentence(words);

  test("every sentence is whole: no value is missing from it", () => {
    expect(said.filter((text) => /undefined|null|NaN|Invalid|\[object/.test(text))).toEqual([]);
    expect(said.filter((text) => text.trim() !== text || text === "")).toEqual([]);
  });

  test("no sentence dates a block itself: dates belong to lists and tests", () => {
    const dated = /blocked since|unblocked on|blocked from|自[^，。]*起(被|遭到)?封[锁鎖]/;
    expect(said.filter((text) => dated.test(text))).toEqual([]);
  });

  test("no sentence raises its voice", () => {
    expect(said.filter((text) => /[!！]/.test(text))).toEqual([]);
  });

  test("no two statuses share a headline", () => {
    expect(new Set(Object.values(words.headline)).size).toBe(statuses.length);
  });

  test("every verdict of less than high confidence is worded below the one of high confidence", () => {
    for (const status of ["blocked", "partly", "refused"] as const) {
      const [high, medium, low] = confidences.map((each) => statusSentence(words, verdictOf(status, each)));
      expect(new Set([high, medium, low]).size).toBe(3);
    }
  });

  test("absence of evidence is never worded as being reachable", () => {
    expect(tooltip(words, verdictOf("unlisted"))).toContain(words.unknown.unlisted);
    expect(unknowns(words, verdictOf("unlisted"))).toContain(words.unknown.unlisted);
  });
});

describe("Chinese is set as Chinese", () => {
  test.each(languages.filter(({ lang }) => lang !== "en"))(
    "$lang: full-width marks, no Latin comma or stop",
    (words) => {
      const wrong = everySentence(words).filter((text) =>
        /[\p{Script=Han}][,.;:?()]|[,;:?()][\p{Script=Han}]/u.test(text),
      );
      expect(wrong).toEqual([]);
    },
  );

  test("each script keeps to its own characters", () => {
    const [, hans, hant] = languages.map((words) => everySentence(words).join());
    expect(hans).not.toMatch(/[國網鎖證據測試規則號務務網過來為們時個開關從與]/);
    expect(hant).not.toMatch(/[国网锁证据测试规则号务过来为们时个开关从与]/);
  });
});

describe("a block that nothing but reports tells of", () => {
  const verdict = verdictOf("blocked", "low", { evidence: [evidence.dossier] });

  test("is said to rest on reports, not on old evidence", () => {
    expect(statusSentence(en, verdict)).toBe("Blocked in mainland China, according to reports only.");
    expect(confidenceSentence(en, verdict)?.[1]).toContain("no list and no measurement of ours bears it out");
  });

  test("is dated to the month at most, with the newest report", () => {
    const [report] = verdict.evidence;
    expect(report && evidenceSentence(en, report)).toBe(
      "Reported as blocked by the works that the dossier names, since Oct 2012; the newest of them is of Aug 2026.",
    );
  });
});

describe("what one source says", () => {
  test.each<[Evidence, string]>([
    [evidence.gfwlist, "Listed by GFWList since 11 Nov 2012."],
    [evidence.daily, "Cut in 258 of 258 daily TLS tests, 5 Nov 2023 to 31 Mar 2025."],
    [
      evidence.dailyEnded,
      "Cut in 40 of 258 daily TLS tests, 5 Nov 2023 to 10 Feb 2024; no longer cut when the tests ended on 31 Mar 2025.",
    ],
    [evidence.zones, "Cut when whole zones were tested between Dec 2023 and Apr 2025 (no date for each name)."],
    [
      evidence.henan,
      "Cut by the provincial firewall of Henan in 201 of 263 daily TLS tests from Guangzhou, 5 Nov 2023 to 31 Mar 2025.",
    ],
    [evidence.greatfire, "Shown as blocked by GreatFire Analyzer when read on 22 Jul 2021."],
    [
      evidence.cleanedUp,
      "Listed by GFWList from 1 May 2014 until it left the list on 10 Feb 2026. 1,635 other rules left it on that day, which looks like a clean-up of the list and says nothing about the wall.",
    ],
    [
      evidence.delisted,
      "Listed by GFWList from 4 Mar 2010 until it left the list on 7 Jun 2015, but not between 1 Jan 2011 and 1 Jan 2012.",
    ],
    [
      {
        ...evidence.gfwlist,
        intervals: [
          ["2009-03-01", "2010-01-01"],
          ["2011-01-01", "2011-06-01"],
          ["2012-11-11", null],
        ],
      },
      "Listed by GFWList since 11 Nov 2012 (first on 1 Mar 2009, with interruptions).",
    ],
    [
      {
        ...evidence.dailyEnded,
        intervals: [
          ["2023-11-05", "2023-11-20"],
          ["2024-01-02", "2024-02-10"],
        ],
      },
      "Cut in 40 of 258 daily TLS tests, 5 Nov 2023 to 10 Feb 2024, with interruptions; no longer cut when the tests ended on 31 Mar 2025.",
    ],
    [
      { ...evidence.works, holds: false, intervals: [["2013-02-14", "2013-02-14"]] },
      "Named by GFWList on 14 Feb 2013 alone as an exception that works.",
    ],
    [evidence.elsewhere, "About other parts of this site: listed by GFWList since 5 Apr 2023."],
    [
      evidence.refuses,
      "Listed by GFWList since 20 Jan 2016, now in its section of services that themselves turn visitors from mainland China away.",
    ],
    [evidence.works, "Named by GFWList since 3 Feb 2018 as an exception that works."],
  ])("%o", (item, sentence) => {
    expect(evidenceSentence(en, item)).toBe(sentence);
  });

  test("a rule that ended on the day of a clean-up is told with the others, one on an ordinary day is not", () => {
    const ended = (leftWith: number | null) => evidenceSentence(en, { ...evidence.cleanedUp, leftWith });
    expect(ended(49)).toContain("49 other rules left it on that day");
    expect(ended(null)).not.toContain("clean-up");
  });
});

describe("what a verdict says", () => {
  test("a past that only Henan's firewall has is told as Henan's", () => {
    const past = { ...evidence.henan, holds: false };
    expect(statusSentence(en, verdictOf("former", "medium", { evidence: [past] }))).toBe(
      "Cut in the past, only by the provincial firewall of Henan.",
    );
    expect(statusSentence(en, verdictOf("former", "low", { evidence: [past, evidence.delisted] }))).toBe(
      "Only past evidence of a block in mainland China.",
    );
  });

  test("the tooltip names host, status, and the two best sources", () => {
    expect(tooltip(en, verdictOf("blocked"))).toBe(
      "www.nytimes.com: blocked in mainland China. Listed by GFWList since 11 Nov 2012; cut in 258 of 258 daily TLS tests, 5 Nov 2023 to 31 Mar 2025.",
    );
  });

  test("the tooltip does not let one publisher speak twice", () => {
    const { daily, zones, greatfire } = evidence;
    const said = tooltip(en, verdictOf("blocked", "high", { evidence: [daily, zones, greatfire] }));
    expect(said).not.toContain("zones");
    expect(said).toContain("GreatFire Analyzer");
  });

  test("a claim that rests on one source names it", () => {
    const verdict = verdictOf("blocked", "medium", { evidence: [evidence.gfwlist] });
    expect(statusSentence(en, verdict)).toBe("Blocked in mainland China, according to GFWList.");
    expect(confidenceSentence(en, verdict)).toEqual(["Medium confidence.", "It rests on GFWList alone."]);
  });

  test("the two test series of one publisher count as one name", () => {
    const verdict = verdictOf("blocked", "medium", { evidence: [evidence.daily, evidence.zones] });
    expect(statusSentence(en, verdict)).toBe("Blocked in mainland China, according to GFW Report.");
  });

  test("a listing that the tests did not bear out is not called a block", () => {
    const disputed = (...items: readonly Evidence[]) =>
      verdictOf("blocked", "low", { disputed: true, evidence: [evidence.gfwlist, ...items] });
    expect(statusSentence(en, disputed())).toBe("Listed as blocked in mainland China, but never cut in the TLS tests.");
    expect(confidenceSentence(en, disputed())?.[1]).toBe(
      "Listed, but never cut in the TLS tests; other techniques were not tested.",
    );
    expect(statusSentence(en, disputed(evidence.dailyEnded))).toBe(
      "Listed as blocked in mainland China, but no longer cut when the TLS tests ended.",
    );
    expect(statusSentence(en, disputed(evidence.works))).toBe(
      "Evidence of a block in mainland China, though a list names it as an exception that works.",
    );
  });

  test("past evidence is called past, however lately its source was read", () => {
    const verdict = verdictOf("former", "low", { evidence: [evidence.delisted] });
    expect(confidenceSentence(en, verdict)).toEqual(["Low confidence.", "It rests on past evidence from GFWList."]);
  });

  test("an old snapshot alone is told with its day", () => {
    const verdict = verdictOf("blocked", "low", { evidence: [evidence.greatfire] });
    expect(confidenceSentence(en, verdict)?.[1]).toBe("It rests on old evidence: GreatFire, last read on 22 Jul 2021.");
    expect(unknowns(en, verdict)).toContain(
      "GreatFire was read once, on 22 Jul 2021; it tells nothing of the time after.",
    );
  });

  test("evidence on other parts of the site is left out of what a block rests on", () => {
    const verdict = verdictOf("blocked", "medium", {
      evidence: [evidence.gfwlist, { ...evidence.daily, elsewhere: true }],
    });
    expect(statusSentence(en, verdict)).toBe("Blocked in mainland China, according to GFWList.");
  });

  test("a provincial firewall's cuts are not counted towards a national block", () => {
    const verdict = verdictOf("blocked", "medium", { evidence: [evidence.gfwlist, evidence.henan] });
    expect(statusSentence(en, verdict)).toBe("Blocked in mainland China, according to GFWList.");
  });

  test.each([
    ["gfwlist", [en.unknown.listDates]],
    ["daily", [en.unknown.tlsOnly, en.unknown.testDays]],
    ["zones", [en.unknown.tlsOnly]],
    ["greatfire", [en.unknown.readOnce("2021-07-22")]],
  ] as const)("a block that rests on %s says what that leaves open, and nothing else", (name, open) => {
    expect(unknowns(en, verdictOf("blocked", "medium", { evidence: [evidence[name]] }))).toEqual(open);
  });

  test("a service that refuses as well is said to refuse as well", () => {
    expect(tooltip(en, verdictOf("blocked", "high", { alsoRefuses: true }))).toContain(en.alsoRefuses);
  });
});

test.each([
  [["de-DE", "zh-TW"], "zh-Hant"],
  [["zh-HK"], "zh-Hant"],
  [["zh-Hant-CN"], "zh-Hant"],
  [["zh"], "zh-Hans"],
  [["zh-SG", "en"], "zh-Hans"],
  [["en-US", "zh"], "en"],
  [["fr", "it"], "en"],
  [["not a tag", "zh-CN"], "zh-Hans"],
  [[], "en"],
])("a reader who wants %j gets %s", (wanted, lang) => {
  expect(chooseWords(wanted).lang).toBe(lang);
});

test.each([
  ["zh-hans", "GFW Report、公开报道互不依赖", "GreatFire、GFWList 互不依赖"],
  ["zh-hant", "GFW Report、公開報導互不依賴", "GreatFire、GFWList 互不依賴"],
] as const)(
  "in %s a space parts Chinese from Latin names and never Chinese from Chinese",
  (language, chinese, latin) => {
    const { agree, enumerate, publisher } = wordsOf[language];
    expect(agree(enumerate([publisher["gfw-sni"], publisher.dossier]))).toContain(chinese);
    expect(agree(enumerate([publisher.greatfire, publisher.gfwlist]))).toContain(latin);
  },
);
