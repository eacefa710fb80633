import { defineConfig } from "vitest/config";

const shared = { testTimeout: 30_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // What a passing test logs is nobody's business.
    silent: "passed-only",
    projects: [
      // Two cores: more workers only take turns.
      {
        test: {
          ...shared,
          name: "unit",
          include: ["packages/*/test/**/*.test.ts"],
          setupFiles: ["packages/testing/src/output.ts"],
          maxWorkers: 2,
        },
      },
      { test: { ...shared, name: "stacks", include: ["stacks/test/**/*.test.ts"], isolate: false, maxWorkers: 1 } },
      // Each starts a whole stage, one after the other.
      { test: { ...shared, name: "e2e", include: ["packages/*/test/**/*.e2e.ts"], fileParallelism: false, testTimeout: 120_000 } },
      { test: { ...shared, name: "long", include: ["packages/*/test/**/*.long.ts"], fileParallelism: false, testTimeout: 3_600_000 } },
    ],
  },
});
