import { TECHNIQUES, type MutantReport, type Technique } from "../commands/run/mutantReport.ts";
import { counted, table } from "./lines.ts";

/** How many mutants each technique shows, and what became of those that none does. */
export const mutantFigures = (mutants: readonly MutantReport[]): string => {
  const caught = mutants.filter((mutant) => mutant.caught);
  const shown = (technique: Technique): number =>
    mutants.filter(({ techniques }) => techniques[technique] !== null).length;
  const same = mutants.filter(({ equivalent }) => equivalent !== null).length;
  const beyond = mutants.filter((mutant) => !mutant.caught && mutant.beyond !== null).length;
  return [
    `${caught.length} of ${mutants.length} caught (${TECHNIQUES.map((one) => `${one} ${shown(one)}`).join(", ")})`,
    ...(same === 0 ? [] : [`${same} proven to do nothing else on the graphs`]),
    ...(beyond === 0 ? [] : [`${beyond} cannot show`]),
  ].join("; ");
};

/**
 * The matrix: by mutant and technique the steps of the shortest run that shows it; then those that none shows. A quick
 * run, which has not the graphs for it, tells only of the latter.
 */
export const mutantLines = (
  target: string,
  mutants: readonly MutantReport[],
  quick: boolean,
): readonly string[] =>
  mutants.length === 0 || quick
    ? mutants.flatMap(silentLines)
    : [
        `${target}: each known-bad implementation by the shortest run that shows it, in steps (-: never)`,
        ...table([["", ...TECHNIQUES, "shortest"], ...mutants.map(row)]),
        "the whole runs, and the commands that show them again, are in the JSON; docs/mutants.md explains the columns",
        ...mutants.flatMap(silentLines),
      ];

const row = ({ name, techniques, shortest }: MutantReport): readonly string[] => {
  const best = shortest === null ? null : techniques[shortest];
  const last = best?.path.at(-1);
  return [
    name,
    ...TECHNIQUES.map((technique) => steps(techniques[technique]?.steps)),
    best === null ? "none" : `${best.where}${last === undefined ? "" : `, ends with ${last}`}`,
  ];
};

const steps = (count: number | undefined): string => (count === undefined ? "-" : `+${count}`);

const silentLines = (mutant: MutantReport): readonly string[] => {
  const { name, description, command, caught, equivalent, survives, beyond } = mutant;
  if (caught) return [];
  if (equivalent !== null) {
    const { graphs, states, edges, forbidden } = equivalent;
    const where = `${counted(states, "state")}, ${counted(edges, "edge")}, ${counted(forbidden, "forbidden ask")}`;
    return [
      `the mutant ${name} is equivalent on ${where} of ${counted(graphs.length, "graph")}: ${description}`,
    ];
  }
  if (beyond !== null) return [`the mutant ${name} cannot be shown: ${beyond}`];
  return [
    `the mutant ${name} was not caught: ${description}`,
    ...(survives === null ? [] : [`    ${survives}`]),
    `    try: ${command}`,
  ];
};
