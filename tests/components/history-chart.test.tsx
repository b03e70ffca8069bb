import { cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import { HistoryChart } from "@/components/history-chart.tsx";
import { tellHistory } from "@/core/history.ts";
import { languages } from "@/core/words/languages.ts";
import { loadWords } from "@/core/words/load-words.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { openFolds } from "./open-folds.ts";
import { dossier } from "./story-cases.ts";
import { evidence } from "./verdict-cases.ts";

afterEach(cleanup);

const speeches = await Promise.all(languages.map(loadWords));
const { gfwlist, daily, zones, greatfire } = evidence;
const history = tellHistory([gfwlist, daily, zones, greatfire], dossier.events);

function show(told = history, speech = speeches[0]): HTMLElement {
  if (!speech) throw new Error("no words");
  const chart = <HistoryChart words={speech.words} pages={speech.pages} history={told} today="2026-11-23" />;
  const root = render(<main>{chart}</main>).container as HTMLElement;
  openFolds(root);
  return root;
}

function slider(root: Element): Element {
  const found = root.querySelector("[role=slider]");
  if (!found) throw new Error("no slider");
  return found;
}

const readout = (root: Element): string => root.querySelector(".readout")?.textContent ?? "";

describe.each(speeches)("in $language", (speech) => {
  test("every point of the history is in the table, with its date, and nothing trips a screen reader up", async () => {
    const root = show(history, speech);
    const rows = [...root.querySelectorAll("tbody tr")];
    expect(rows).toHaveLength(history.points.length);
    for (const row of rows) for (const cell of row.children) expect(cell.textContent).not.toBe("");
    await expectAccessible(root);
  });
});

describe("by keyboard", () => {
  test("the arrows walk from point to point and stop at both ends, and what is read out is what is shown", () => {
    const root = show();
    const told: string[] = [];
    for (let i = 0; i < history.points.length + 2; i++) {
      fireEvent.keyDown(slider(root), { key: "ArrowRight" });
      told.push(readout(root));
      expect(slider(root).getAttribute("aria-valuetext")).toBe(readout(root));
    }
    expect(new Set(told).size).toBe(history.points.length);
    expect(told.at(-1)).toBe("6 Aug 2026: Still listed by GFWList when it was last read.");
    fireEvent.keyDown(slider(root), { key: "Home" });
    expect(readout(root)).toBe("Aug 2012: Single articles were blocked. Claimed by a party, not verified.");
    fireEvent.keyDown(slider(root), { key: "ArrowLeft" });
    expect(readout(root)).toContain("Aug 2012");
    fireEvent.keyDown(slider(root), { key: "End" });
    expect(readout(root)).toContain("6 Aug 2026");
  });

  test("other keys are left to the page", () => {
    const root = show();
    expect(fireEvent.keyDown(slider(root), { key: "Tab" })).toBe(true);
    expect(fireEvent.keyDown(slider(root), { key: "ArrowRight" })).toBe(false);
  });

  test("the chart is one stop of the tab key", () => {
    expect(show().querySelectorAll("svg[tabindex='0']")).toHaveLength(1);
  });
});

describe("by pointer and touch", () => {
  test("the nearest point is read out and framed", () => {
    const root = show();
    expect(root.querySelectorAll(".cursor")).toHaveLength(0);
    fireEvent.pointerDown(slider(root), { clientX: 0, clientY: 0 });
    expect(readout(root)).toMatch(/^(Aug 2012|26 Oct 2012|11 Nov 2012)/);
    expect(root.querySelectorAll(".cursor")).toHaveLength(1);
    fireEvent.pointerMove(slider(root), { clientX: 328, clientY: 20 });
    expect(readout(root)).toContain("6 Aug 2026");
  });
});

describe("the years shown", () => {
  test("can be chosen, and then only points of those years are walked through", () => {
    const root = show();
    const buttons = [...root.querySelectorAll("button")];
    expect(buttons.map(({ textContent }) => textContent)).toEqual(["2009 to now", "since 2012", "the TLS tests"]);
    expect(buttons.map((button) => button.getAttribute("aria-pressed"))).toEqual(["true", "false", "false"]);
    const tests = buttons[2];
    if (tests) fireEvent.click(tests);
    fireEvent.keyDown(slider(root), { key: "Home" });
    expect(readout(root)).toMatch(/^5 Nov 2023|^Dec 2023/);
    expect(root.querySelectorAll("tbody tr")).toHaveLength(history.points.length);
  });

  test("are not asked for where there is nothing to choose", () => {
    const early = tellHistory([{ ...gfwlist, intervals: [["2009-02-24", null]] }], []);
    expect(show(early).querySelectorAll(".ranges")).toHaveLength(0);
  });
});

test("the drawing has a bar for each span of tests, and none over the pause", () => {
  const bars = [...show(tellHistory([daily], [])).querySelectorAll(".bar-cut")].filter(
    (bar) => !bar.closest(".legend"),
  );
  expect(bars).toHaveLength(2);
  const [first, second] = bars.map((bar) => [Number(bar.getAttribute("x")), Number(bar.getAttribute("width"))]);
  expect((first?.[0] ?? 0) + (first?.[1] ?? 0)).toBeLessThan(second?.[0] ?? 0);
});

test("the legend names what is drawn and nothing else", () => {
  const legend = (told: typeof history): string[] =>
    [...show(told).querySelectorAll(".legend li")].map(({ textContent }) => textContent);
  expect(legend(tellHistory([gfwlist], []))).toEqual(["on the list"]);
  cleanup();
  expect(legend(tellHistory([daily], dossier.events))).toEqual([
    "cut in tests",
    "tested",
    "blocked",
    "blocked in part",
  ]);
});
