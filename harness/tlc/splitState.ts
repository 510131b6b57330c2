/** A variable and its value, both as TLC printed them. */
export type Assignment = readonly [name: string, valueText: string];

const CONJUNCT = "/\\ ";
const EQUATION = /^([A-Za-z0-9_!]+)\s*=\s*/;

/**
 * Splits a printed state, `/\ x = 1` line by line (or a lone `x = 1`), into its variables. Only a `/\` at the very start
 * of a line outside of a string begins a variable, so values that go on over lines, strings that contain `/\` and
 * conjunctions further in stay whole. Text in no such form gives no assignments.
 */
export const splitState = (text: string): readonly Assignment[] =>
  conjuncts(text).flatMap((conjunct) => {
    const equation = EQUATION.exec(conjunct);
    return equation === null
      ? []
      : [[equation[1] ?? "", conjunct.slice(equation[0].length).trimEnd()] as const];
  });

const conjuncts = (text: string): readonly string[] => {
  const found: string[] = [];
  let insideString = false;
  for (const line of text.split(/\r?\n/)) {
    const starts = !insideString && line.startsWith(CONJUNCT);
    if (starts || found.length === 0) found.push(starts ? line.slice(CONJUNCT.length) : line);
    else found.push(`${found.pop() ?? ""}\n${line}`);
    insideString = endsInsideString(line, insideString);
  }
  return found.map((conjunct) => conjunct.trimStart());
};

const endsInsideString = (line: string, startsInside: boolean): boolean => {
  const quotes = line.replaceAll(/\\./g, "").split('"').length - 1;
  return startsInside !== (quotes % 2 === 1);
};
