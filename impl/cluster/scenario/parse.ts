import { emptyScenario } from "./draft.ts";
import type { Scenario, Statement } from "./draft.ts";
import type { Parsed, ScenarioProblem } from "./problem.ts";
import { isRefusal, refuse } from "./refusal.ts";
import type { Reading, Refusal } from "./refusal.ts";
import { unknownVerb, verbs } from "./verbs.ts";

/** The text of a scenario and the name of its file, which appears in problems only. */
export interface ScenarioSource {
  readonly text: string;
  readonly file: string;
}

/** Understands a scenario, or tells everything that is wrong with it; never throws. */
export const parseScenario = ({ text, file }: ScenarioSource): Parsed<Scenario> => {
  const place = (line: number, { refused, message, repair }: Refusal): ScenarioProblem => ({
    code: refused,
    message,
    file,
    line,
    repair,
  });
  const problems: ScenarioProblem[] = [];
  let scenario = emptyScenario;
  const statements = text.length > MOST_CHARACTERS ? [] : statementsOf(text);
  if (text.length > MOST_CHARACTERS || statements.length > MOST_STATEMENTS)
    return { ok: false, problems: [place(1, tooLong)] };
  for (const statement of statements) {
    const next = readStatement(statement, scenario);
    if (!isRefusal(next)) scenario = next;
    else problems.push(place(statement.line, next));
    // Without nodes every later name would be called unknown.
    if (scenario.nodes.length === 0) break;
  }
  if (problems.length === 0) problems.push(...missing(scenario).map((refusal) => place(1, refusal)));
  return problems.length === 0 ? { ok: true, value: scenario } : { ok: false, problems };
};

/** A scenario is read by people; what is longer is none, or made by a program that should draw at random. */
const MOST_CHARACTERS = 1_000_000;
const MOST_STATEMENTS = 5000;

const tooLong = refuse(
  "SCN013",
  `longer than ${MOST_STATEMENTS} statements or ${MOST_CHARACTERS} characters`,
  "split it, or use record --random",
);

const statementsOf = (text: string): readonly Statement[] =>
  text
    .split(/\r?\n/)
    .map((line, index) => ({ text: (line.split("#")[0] ?? "").trim(), line: index + 1 }))
    .filter((statement) => statement.text !== "")
    .map((statement) => ({ ...statement, words: statement.text.split(/\s+/) }));

const readStatement = ({ words, text, line }: Statement, scenario: Scenario): Reading<Scenario> => {
  const [name = "", ...rest] = words;
  const verb = verbs.get(name);
  if (verb === undefined) return unknownVerb(name, [...verbs.keys()]);
  if (scenario.nodes.length === 0 && name !== "nodes")
    return refuse("SCN007", `"${name}" stands before nodes`, "begin with: nodes COUNT");
  return verb.read({ words: rest, text, line }, scenario);
};

/** A scenario that cannot fail is refused: a pass must mean something (house rule 6). */
const missing = ({ nodes, acts }: Scenario): readonly Refusal[] => {
  if (nodes.length === 0) return [refuse("SCN007", "no nodes", "begin with: nodes COUNT")];
  const has = (kind: string) => acts.some((act) => act.kind === kind);
  return [
    ...(has("run") ? [] : [refuse("SCN009", "nothing runs", "add: run MS")]),
    ...(has("expect") ? [] : [refuse("SCN009", "nothing is expected", "add: expect leader NODE term N")]),
  ];
};
