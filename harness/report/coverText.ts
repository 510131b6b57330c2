import type { CoverFigures } from "../graph/cover/cover.ts";
import { counted } from "./lines.ts";

/** Tests, what they cover, and how few would do: what is proven, and whether so few are known to do. */
export const coverText = (figures: CoverFigures): string => {
  const { tests, steps, minTests, minSteps, exact, goal, mode } = figures;
  const kind = mode === undefined || mode === "edges" ? "cover" : `cover ${mode}`;
  const part =
    goal.kind === "edges" && goal.covered === goal.total
      ? ""
      : `${goal.covered} of ${goal.total} ${goal.kind}${statesText(figures)} by `;
  const bounds = `at least ${counted(minTests, "test")} and ${counted(minSteps, "step")} are needed`;
  return `${kind}: ${part}${counted(tests, "test")} of ${counted(steps, "step")}; ${bounds}${exact ? "" : " (a lower bound)"}${symmetryText(figures)}${sliceText(figures)}`;
};

/** What may be exchanged, and what may not. */
const symmetryText = ({ symmetry }: CoverFigures): string => {
  if (symmetry === undefined) return "";
  const { proven, broken, depth } = symmetry;
  const where =
    depth === undefined
      ? ""
      : ` within ${counted(depth, "step")} of an initial state, as far as all is explored`;
  const nothing =
    proven.length + broken.length === 0 ? ["the configuration names no set of model values"] : [];
  return [
    ...nothing,
    ...proven.map((names) => `the graph does not tell ${names.join(", ")} apart${where} (proven)`),
    ...broken.map(({ names, why }) => `it tells ${names.join(", ")} apart: ${why}`),
  ]
    .map((line) => `\n  ${line}`)
    .join("");
};

/** What a number of steps has left out. */
const sliceText = ({ slice }: CoverFigures): string => {
  if (slice === undefined) return "";
  const { maxSteps, edges, taken, alike, open, classes } = slice;
  const like = classes < edges ? `, ${alike} like one of these but for names (${classes} classes)` : "";
  return `\n  within --max-steps ${maxSteps}: ${taken} of ${edges} edges taken${like}, ${open} not, nor any like them`;
};

const statesText = ({ states }: CoverFigures): string =>
  states === undefined ? "" : ` and ${states.covered} of ${states.total} states`;
