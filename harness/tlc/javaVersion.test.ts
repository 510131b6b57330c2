import { describe, expect, it } from "vitest";
import { parseJavaVersion } from "./javaVersion.ts";

const cases: readonly (readonly [vendor: string, text: string, version: string, major: number])[] = [
  [
    "Debian OpenJDK",
    'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6-Debian-1deb12u1)',
    "17.0.15",
    17,
  ],
  [
    "Oracle 8",
    'java version "1.8.0_202"\nJava(TM) SE Runtime Environment (build 1.8.0_202-b08)',
    "1.8.0_202",
    8,
  ],
  ["Oracle 9", 'java version "9"\r\nJava(TM) SE Runtime Environment (build 9+181)\r\n', "9", 9],
  ["Oracle LTS", 'java version "21.0.1" 2023-10-17 LTS', "21.0.1", 21],
  ["early access", 'openjdk version "22-ea" 2024-03-19', "22-ea", 22],
  ["IBM J9", 'java version "1.7.0"\nIBM J9 VM (build 2.6, JRE 1.7.0 Linux)', "1.7.0", 7],
  ["Semeru", 'openjdk version "11.0.21" 2023-10-17\nEclipse OpenJ9 VM 11.0.21.0', "11.0.21", 11],
  ["long form", "openjdk 21.0.1 2023-10-17\nOpenJDK Runtime Environment GraalVM CE", "21.0.1", 21],
  ["internal build", 'openjdk version "1.8.0_392-internal"', "1.8.0_392-internal", 8],
  [
    "lines before it",
    'Picked up JAVA_TOOL_OPTIONS: -Dversion="9.9"\nOpenJDK warning: x\nopenjdk version "12.0.2" 2019-07-16',
    "12.0.2",
    12,
  ],
];

describe("parseJavaVersion", () => {
  it.each(cases)("reads %s", (...[, text, version, major]) => {
    expect(parseJavaVersion(text)).toEqual({ version, major });
  });

  it.each([
    "",
    "command not found",
    'openjdk version "unknown"',
    "The operation couldn't be completed. No Java runtime",
  ])("finds no version in %j", (text) => {
    expect(parseJavaVersion(text)).toBeUndefined();
  });
});
