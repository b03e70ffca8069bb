import { cleanup, render } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { Fold } from "@/components/fold.tsx";
import { openFold } from "./open-folds.ts";

afterEach(cleanup);

function show(isOpen: boolean): HTMLDetailsElement {
  const fold = (
    <Fold title="More" isOpen={isOpen}>
      <p>Within</p>
    </Fold>
  );
  const details = render(fold).container.querySelector("details");
  if (!details) throw new Error("no fold");
  return details;
}

test("what was never opened is not drawn, and what was opened stays", () => {
  const details = show(false);
  expect(details.textContent).toBe("More");
  openFold(details);
  expect(details.textContent).toBe("MoreWithin");
  openFold(details, false);
  expect(details.textContent).toBe("MoreWithin");
});

test("what begins open is there at once", () => {
  expect(show(true).textContent).toBe("MoreWithin");
});
