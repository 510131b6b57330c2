import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/longestFirst.ts";

// Two projects (house rule 15): `unit` needs Node alone, `java` starts real TLC.
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: ["{impl,traces,harness,scripts}/**/*.test.ts"],
          exclude: ["**/*.java.test.ts", "**/node_modules/**"],
          // vitest would use one of two cores.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "java",
          globalSetup: ["scripts/builtCommand.ts"],
          include: ["{impl,traces,harness,scripts}/**/*.java.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One more than cores: a test waits for Java to start and to end.
          maxWorkers: 3,
          // After the unit tests: two groups may differ in their workers only when they run one after the other.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
