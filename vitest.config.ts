// The tests, by floor: the core in plain Node, what readers see and what talks to the browser in happy-dom.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
/** Machines that run tests are busy: time is measured elsewhere. */
const testTimeout = 30_000;
const resolve = { alias: { "@": root } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: { name: "core", environment: "node", testTimeout, include: ["tests/{core,tools}/**/*.test.ts"] },
      },
      {
        resolve,
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "browser-side",
          environment: "happy-dom",
          testTimeout,
          include: ["tests/{components,entrypoints,services}/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/services/fake-browser.ts"],
        },
      },
    ],
  },
});
