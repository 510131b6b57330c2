import { editedExamples } from "./editedExamples.ts";
import type { InvalidExample } from "./invalidExample.ts";
import { mutantExamples } from "./mutantExamples.ts";

/** traces/invalid, one file each. */
export const INVALID_EXAMPLES: readonly InvalidExample[] = [...mutantExamples, ...editedExamples];
