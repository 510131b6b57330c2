/** A Java version as its vendor spells it, with the feature release as a number (8 for the old "1.8.0_202"). */
export interface JavaVersion {
  readonly version: string;
  readonly major: number;
}

/** `openjdk version "17.0.15" 2025-04-15`, `java version "1.8.0_202"`, `IBM Semeru ... version "21-ea"`. */
const QUOTED = /\bversion "([^"]+)"/;
/** The form of `java --version`: `openjdk 21.0.1 2023-10-17`, `java 10.0.1 2018-04-17`. */
const BARE = /^(?:openjdk|java) (\d\S*)/;

/**
 * Reads what `java -version` printed, whoever built it; lines before it (`Picked up JAVA_TOOL_OPTIONS: ...`, warnings
 * of the virtual machine) are passed over. Undefined when there is no version in the text.
 */
export const parseJavaVersion = (text: string): JavaVersion | undefined => {
  const version = text
    .split(/\r?\n/)
    .map((line) => QUOTED.exec(line)?.[1] ?? BARE.exec(line)?.[1])
    .find((found) => found !== undefined && /^\d/.test(found));
  if (version === undefined) return undefined;
  const [first = "", second = ""] = version.split(/[.\-_+]/);
  return { version, major: Number(first === "1" && second !== "" ? second : first) };
};
