import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The pages run dozens of commands one after the other: begun last, they would keep one core waiting for the other. */
const LONGEST = ["readme.java", "findings.java", "shrink.java", "corpus-", "batches.java", "hostile.java"];

/** Begins the longest test files first, known beforehand: a fresh clone has no times of an earlier run. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((left, right) => rank(left) - rank(right));
  }
}

const rank = ({ moduleId }: TestSpecification): number => {
  const found = LONGEST.findIndex((part) => moduleId.includes(part));
  return found === -1 ? LONGEST.length : found;
};
