// The tests in real browsers, one after the other: they need the built extension.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    name: "browsers",
    environment: "node",
    include: ["tests/browsers/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A browser that its driver lost on a busy machine gets a second try; the report says so.
    retry: 1,
  },
});
