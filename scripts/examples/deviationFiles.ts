import { readFileSync } from "node:fs";
import type { Transition } from "../../impl/cluster/transition.ts";
import { packageFile } from "../../harness/packageRoot.ts";
import { recordElection } from "../../harness/targets/election/record.ts";
import { runOf, toldTrace, type Run } from "../../harness/targets/published/record.ts";
import type { Refusal, Row } from "../../harness/targets/published/row.ts";
import { ROWS } from "../../harness/targets/published/rows.ts";
import { tell, type Told } from "../../harness/targets/published/tell.ts";
import { encodeTrace } from "../../traces/encode.ts";
import type { Trace } from "../../traces/trace.ts";
import { renumber } from "./edits.ts";
import type { ExampleFile } from "./exampleFiles.ts";

/** The traces of traces/deviations: each run told twice, both times as far as one of the specs refuses it. */
export const deviationFiles = (): readonly ExampleFile[] => ROWS.flatMap(pairOf);

const pairOf = (row: Row): readonly ExampleFile[] => {
  const name = `traces/deviations/scenarios/${row.scenario}.scenario`;
  const text = readFileSync(packageFile(...name.split("/")), "utf8");
  const request = { kind: "scenario", file: name, text } as const;
  const [run, recording] = [runOf(request), recordElection(request)];
  if (!run.ok || !recording.ok) throw new Error(`${name} cannot be played`);
  const [unmet] = recording.value.unmet;
  if (unmet !== undefined) throw new Error(unmet.message);
  const told = toldBy(row, run.value);
  const lastStep = lastStepOf(row, told);
  return [
    file(
      row,
      "published",
      toldTrace(
        run.value,
        told.filter(({ step }) => step <= lastStep),
        row.bridges,
      ),
    ),
    file(row, "election", electionTrace(row, recording.value.trace, lastStep)),
  ];
};

const toldBy = (row: Row, { transitions }: Run): readonly Told[] => {
  const steps = transitions.flatMap((transition: Transition, step) =>
    isOvertaken(row, step) ? [] : [{ transition, step }],
  );
  const told = tell(
    steps.map(({ transition }) => transition),
    new Set(row.bridges),
  );
  return told.map(({ event, step }) => ({ event, step: steps[step]?.step ?? 0 }));
};

const isOvertaken = ({ overtaken = [] }: Row, step: number): boolean => overtaken.includes(step + FIRST_LINE);

/** Which transition of the run the two traces end with. */
const lastStepOf = (row: Row, told: readonly Told[]): number => {
  const { refused, lastLine, overtaken = [] } = row;
  if (refused?.by === "published") return stepAt(told, refused);
  const line = (refused?.line ?? lastLine ?? 0) + overtaken.length;
  return line - FIRST_LINE;
};

const stepAt = (told: readonly Told[], { line }: Refusal): number => {
  const found = told[line - FIRST_LINE];
  if (found === undefined) throw new Error(`the told run has no line ${line}`);
  return found.step;
};

const electionTrace = (row: Row, trace: Trace, lastStep: number): Trace => {
  const kept = trace.events.filter((_, step) => step <= lastStep && !isOvertaken(row, step));
  const events = renumber(kept.map(({ event }) => event));
  return { ...trace, events: events.map((event, index) => ({ line: index + FIRST_LINE, event })) };
};

const file = (row: Row, spec: "published" | "election", trace: Trace): ExampleFile => ({
  path: `traces/deviations/${spec}/${row.id}.ndjson`,
  text: encodeTrace({ ...trace, header: headerOf(row, spec, trace) }),
});

const headerOf = (row: Row, spec: "published" | "election", { header, events }: Trace): Trace["header"] => {
  const { refused, overtaken, says } = row;
  const edited =
    spec === "election" && overtaken !== undefined ? { producer: withEdit(header, overtaken) } : {};
  if (refused?.by !== spec) return { ...header, ...edited, purpose: says };
  const { line, action } = refused;
  const event = events.find((located) => located.line === line)?.event;
  if (event?.action !== action) throw new Error(`${row.id}: line ${line} is ${String(event?.action)}`);
  const expect = { verdict: "diverges", line, seq: line - 1, mistake: says } as const;
  return { ...header, ...edited, purpose: `must be refused by ${spec}`, expect };
};

const withEdit = ({ producer }: Trace["header"], overtaken: readonly number[]) => ({
  name: "tla-conformance",
  ...producer,
  details: { edited: `lines ${overtaken.join(" and ")} of the run left out` },
});

const FIRST_LINE = 2;
