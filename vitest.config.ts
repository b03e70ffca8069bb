// The tests, by floor: the core in plain Node, what readers see and what talks to the browser in happy-dom.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const resolve = { alias: { "@": root } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: { name: "core", environment: "node", include: ["tests/{core,tools}/**/*.test.ts"] },
      },
      {
        resolve,
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "browser-side",
          environment: "happy-dom",
          include: ["tests/{components,entrypoints,services}/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/services/fake-browser.ts"],
        },
      },
    ],
  },
});
