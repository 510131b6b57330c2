import type { PathLeaf, PathReport, PathStep } from "../replay/pathReport.ts";
import { whyText } from "./replayText.ts";

/** `conformance replay --path` for people: every step, and what the model and the implementation have after it. */
export const pathReportText = ({ verdict, steps, left }: PathReport): string =>
  [
    `${verdict}: a path of ${steps.length - 1 + left} steps`,
    ...steps.flatMap((step, index) =>
      stepLines(step, { index, before: steps[index - 1], last: steps.length - 1 }),
    ),
    ...(left > 0 ? [`${left} more could not be asked for, behind the difference`] : []),
  ].join("\n");

interface Among {
  readonly index: number;
  readonly before: PathStep | undefined;
  readonly last: number;
}

/** At the ends of the path all leaves, in between what the step changes, and always what differs. */
const stepLines = (step: PathStep, { index, before, last }: Among): readonly string[] => {
  const known = new Map(before?.leaves.map(({ path, model }) => [path, model]));
  const isTold = ({ path, model, implementation }: PathLeaf): boolean =>
    index === 0 || index === last || model !== implementation || known.get(path) !== model;
  return [
    `${step.label === null ? "begin" : `${index}. ${step.label}`}  ${OUTCOMES[step.outcome]}`,
    ...(step.excuse === null ? [] : [`    ${step.excuse}`]),
    ...step.why.map((why) => `    ${whyText(why)}`),
    ...step.leaves.filter(isTold).map(leafLine),
  ];
};

const OUTCOMES: Readonly<Record<PathStep["outcome"], string>> = {
  same: "as the spec says",
  excused: "differs, as declared",
  unobserved: "never done: it chooses another outcome that the spec allows",
  different: "DIFFERS",
  allowed: "taken, as declared",
};

const leafLine = ({ path, model, implementation }: PathLeaf): string =>
  model === implementation
    ? `      ${path} = ${model ?? ""}`
    : `    ! ${path}: model ${model ?? "absent"}, implementation ${implementation ?? "absent"}`;
