import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../../cache/entry.ts";
import { driveRequest, type DriveRequest } from "../driveRequest.ts";
import { counted, problemLines } from "../../report/lines.ts";
import { failureLines } from "../../report/replayText.ts";
import type { ReplayDriver } from "../driver.ts";
import { replayGraph } from "../replay.ts";
import type { ReplayFailure, ReplayReport } from "../replayReport.ts";
import { readSuite } from "./readSuite.ts";
import type { Suite } from "./suite.ts";

/** What a suite is run against, and by which test runner. */
export interface SuiteRun {
  /** The suite's data, a file: URL. */
  readonly data: URL;
  /** Hands over the implementation's driver, given the actions that the model takes; undefined: there is no such target. */
  readonly target: SuiteTarget | undefined;
  /** Of vitest, or of any runner whose functions take a name and a body. */
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => void, timeoutMs: number) => void;
}

/** What has a driver to hand over; the targets of this repository are such. */
export interface SuiteTarget {
  readonly drive: <R>(request: DriveRequest, use: <World>(driver: ReplayDriver<World>) => R) => R;
  /** Ends what driving has started. */
  readonly stop?: () => void;
}

/**
 * Makes the tests of a suite that `conformance replay --emit vitest` wrote: its graph is replayed, forwards and against
 * the grain, without Java. One test an action; what fails is told as the command tells it. A suite that cannot be read is
 * one test that fails.
 */
export const runSuite = ({ data, target, describe, it }: SuiteRun): void => {
  const file = fileURLToPath(data);
  const read = readSuite(file);
  const test = (name: string, body: () => void): void => it(name, body, TIMEOUT_MS);
  describe(read.ok ? read.value.head.name : path.basename(file), () => {
    if (!read.ok) {
      const lines = read.problems.flatMap((problem) => problemLines("error", problem));
      test("can be read", () => fail(lines));
      return;
    }
    addTests(read.value, { folder: path.dirname(file), target, test });
  });
};

/** The engine asks some ten thousand steps a second of a slow machine; a suite has some hundred thousand. */
const TIMEOUT_MS = 300_000;

type Test = (name: string, body: () => void) => void;

const addTests = (
  suite: Suite,
  {
    folder,
    target,
    test,
  }: { readonly folder: string; readonly target: SuiteTarget | undefined; readonly test: Test },
): void => {
  const { graph } = suite;
  let kept: ReplayReport | undefined;
  const report = (): ReplayReport => (kept ??= replayed(suite, target));
  for (const { file, digest } of suite.head.sources)
    test(`is of ${path.posix.basename(file)} as it is now`, () =>
      expectSource({ file: path.join(folder, file), digest }, suite));
  test(`starts as the spec does (${counted(graph.initial.length, "initial state")})`, () =>
    fail(linesOf(report(), ({ step, why }) => step === 0 && why[0]?.kind !== "deviation")));
  for (const [action, edges] of edgesByAction(suite))
    test(`takes ${action} wherever the spec does (${counted(edges, "edge")})`, () =>
      expectAction(report(), action));
  test("does nothing that the spec does not allow", () =>
    fail(linesOf(report(), ({ why }) => why[0]?.kind === "forbidden")));
  test("still shows every declared deviation", () =>
    fail(linesOf(report(), ({ why }) => why[0]?.kind === "deviation")));
  test("conforms as a whole", () => expectConforms(report()));
};

const replayed = ({ graph, cover }: Suite, target: SuiteTarget | undefined): ReplayReport => {
  if (target === undefined)
    throw new Error("the target that this suite was written for is not there any more");
  try {
    return target.drive(driveRequest(graph), (driver) => replayGraph(graph, cover, driver));
  } finally {
    target.stop?.();
  }
};

const edgesByAction = ({ graph }: Suite): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const label of graph.label) {
    const action = graph.labels[label]?.action ?? "";
    counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  return [...counts].sort();
};

/** A suite of a spec that has changed says nothing of the spec as it is. A file that is not there is no matter. */
const expectSource = (
  { file, digest }: { readonly file: string; readonly digest: string },
  { head }: Suite,
): void => {
  const found = digestOfFile(file);
  if (found === null || found === digest) return;
  fail([
    `${file} has changed since the suite was written. Write it anew, in the folder of the suite:`,
    `  ${head.command}`,
  ]);
};

const digestOfFile = (file: string): string | null => {
  try {
    return sha256(readFileSync(file));
  } catch {
    return null;
  }
};

const expectAction = ({ actions, failures }: ReplayReport, action: string): void => {
  const { edges, covered } = actions[action] ?? { edges: 0, covered: 0 };
  if (edges > 0 && covered === edges) return;
  const own = failures.filter(
    ({ path: labels, why }) => actionOf(labels.at(-1) ?? "") === action && why[0]?.kind !== "forbidden",
  );
  // Behind a difference a test may end: the others are to blame then.
  const told = own.length > 0 ? own : failures;
  fail([
    `${covered} of ${edges} edges of ${action} were taken as the spec says`,
    ...told.flatMap(failureLines),
  ]);
};

const actionOf = (label: string): string => label.replace(/\(.*$/s, "");

const expectConforms = (report: ReplayReport): void => {
  const { verdict, edges, edgesCovered, negative, failures, failuresTotal } = report;
  if (verdict === "conforms") return;
  fail([
    `${verdict}: ${edgesCovered} of ${edges} edges covered, ${negative.checked} of ${negative.pairs} forbidden steps asked for, ${failuresTotal} failures`,
    ...failures.flatMap(failureLines),
  ]);
};

const linesOf = ({ failures }: ReplayReport, of: (failure: ReplayFailure) => boolean): readonly string[] =>
  failures.filter(of).flatMap(failureLines);

/** Nothing to tell is a test that passes. */
const fail = (lines: readonly string[]): void => {
  if (lines.length > 0) throw new Error(lines.join("\n"));
};
