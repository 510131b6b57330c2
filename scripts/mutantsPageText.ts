import { readdirSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { graphMatrix, type GraphFindings, type NamedGraph } from "../harness/commands/run/graphMatrix.ts";
import { TECHNIQUES, type EquivalenceReport, type Shown } from "../harness/commands/run/mutantReport.ts";
import { packageFile } from "../harness/packageRoot.ts";
import { readSuite } from "../harness/replay/emit/readSuite.ts";
import { electionTarget } from "../harness/targets/election/target.ts";

/** The shortest trace that shows a mutant, as the page keeps it. */
export type TraceCell = Pick<Shown, "steps" | "where" | "command">;

/**
 * docs/mutants.md: what replays of the committed suites show of each mutant, worked out here and now, and what traces
 * show, for which there must have been a TLC.
 */
export const mutantsPage = async (traces: ReadonlyMap<string, TraceCell>): Promise<string> => {
  const graphs = suiteGraphs();
  const found = graphMatrix(electionTarget, graphs, (name) => traces.has(name));
  const rows = electionTarget.mutants.map(({ name, description }) => ({
    ...{ name, description, trace: traces.get(name) },
    ...(found.get(name) ?? NOTHING),
  }));
  const text = [INTRODUCTION(graphs, rows), tableOf(rows), runsOf(rows), silentOf(rows)].join("\n\n");
  const file = packageFile("docs", "mutants.md");
  return format(text, { ...(await resolveConfig(file)), filepath: file });
};

/** The last column of a page, for one that is made where there is no Java. */
export const tracesOf = (page: string): ReadonlyMap<string, TraceCell> =>
  new Map(
    [...page.matchAll(/^- `([\w-]+)`, traces, (\d+) in `([^`]+)`: `([^`]+)`$/gm)].map(
      ([, name = "", steps, where = "", command = ""]) => [name, { steps: Number(steps), where, command }],
    ),
  );

/** The graphs of the committed suites, by the names of their configurations. */
export const suiteGraphs = (): readonly NamedGraph[] => {
  const folder = packageFile("harness", "replay", "suites");
  return readdirSync(folder)
    .filter((file) => file.startsWith("election-") && file.endsWith(".suite.txt"))
    .sort()
    .map((file) => {
      const suite = readSuite(path.join(folder, file));
      if (!suite.ok) throw new Error(JSON.stringify(suite.problems));
      return { name: file.slice("election-".length, -".suite.txt".length), graph: suite.value.graph };
    });
};

const NOTHING: GraphFindings = { shown: { replay: null, against: null, promises: null }, silent: null };

interface Row extends GraphFindings {
  readonly name: string;
  readonly description: string;
  readonly trace: TraceCell | undefined;
}

const INTRODUCTION = (
  graphs: readonly NamedGraph[],
  rows: readonly Row[],
): string => `# Known-bad implementations

\`impl/mutants\` has ${rows.length} deliberate bugs of the elector, each one wrong rule of the protocol. \`conformance run\` looks for
each of them by every technique and prints this matrix (with \`--quick\` only its figures; with \`--json\` the whole runs). A
bug that nothing shows fails the run, unless it is proven to do nothing else than the true elector.

| technique | shows a bug by |
| --- | --- |
| \`replay\` | a step of the model that it does not take, or that leads it elsewhere |
| \`against\` | a step that the model forbids in that state, and it takes (the replay against the grain) |
| \`promises\` | what the model, which has no clock, cannot say: a timer that must run or must not, a leader given up too early or too late, a change that the layer above is not told (\`harness/targets/election/watch.ts\`) |
| \`traces\` | a recorded run that is no behaviour of the model, judged by TLC |

A number is the length of the shortest run that shows the bug: steps from the initial state, or events of the trace; \`-\`
means that this technique never shows it. Replays are of the suites in \`harness/replay/suites\` (${graphs.map(({ name }) => name).join(", ")}); the
run adds three-servers-faults. Ways are searched breadth first, in the true elector's world of each state and the first
that is the bug's own, and walked once more by the bug alone. This page is written by \`npx tsx scripts/mutantsPage.ts\`,
which takes the last column from \`conformance run --json\` if given its file.

## The matrix`;

const tableOf = (rows: readonly Row[]): string =>
  [
    ["mutant", "what it does wrong, and the rule that it breaks", ...TECHNIQUES],
    ["---", "---", ...TECHNIQUES.map(() => "--:")],
    ...rows.map(({ name, description, shown, trace }) => [
      `\`${name}\``,
      description.replaceAll("|", "\\|"),
      ...TECHNIQUES.map((technique) => {
        const steps = technique === "traces" ? trace?.steps : shown[technique]?.steps;
        return steps === undefined ? "-" : String(steps);
      }),
    ]),
  ]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

const runsOf = (rows: readonly Row[]): string =>
  [
    "## The shortest runs",
    "",
    "Of each technique that shows the bug; a command shows it again, in a clone.",
    "",
    ...rows.flatMap(({ name, shown, trace }) =>
      TECHNIQUES.flatMap((technique) => {
        const cell = technique === "traces" ? trace : shown[technique];
        if (cell === undefined || cell === null) return [];
        return [`- \`${name}\`, ${technique}, ${cell.steps} in \`${cell.where}\`: \`${cell.command}\``];
      }),
    ),
  ].join("\n");

const silentOf = (rows: readonly Row[]): string =>
  [
    "## Shown by nothing",
    "",
    ...rows.flatMap(({ name, silent }) => {
      if (silent === null) return [];
      const what = silent.kind === "equivalent" ? evidence(silent) : `NOT PROVEN: ${silent.what}`;
      return [`- \`${name}\`: ${what}`];
    }),
  ].join("\n");

const evidence = ({ graphs, states, edges, forbidden }: EquivalenceReport): string =>
  `equivalent on ${states} states, ${edges} edges and ${forbidden} forbidden asks of ${graphs.length} graphs: same answer, same action, same world down to what no projection shows.`;
