import type { Trace } from "../../traces/trace.ts";
import { constantsText, rawEvents } from "./edit.ts";
import { traceKey } from "./identity.ts";
import type { Edit, Mutant, OperatorName, RawEvent } from "./mutant.ts";
import { editsOf } from "./operators.ts";
import type { OperatorContext } from "./operatorContext.ts";
import { createRandom, sample } from "./random.ts";

export interface MutantChoice {
  readonly operators: readonly OperatorName[];
  /** Mutants of each trace by each operator, at most. */
  readonly limit: number;
  readonly seed: number;
}

/** More edits are drawn than wanted: some of them make what another made before. */
const SPARE = 3;

/**
 * Mutants of each trace by each operator, chosen by the seed. No two say the same, and none says what one of the
 * traces says.
 */
export function* makeMutants(
  traces: readonly Trace[],
  context: OperatorContext,
  { operators, limit, seed }: MutantChoice,
): Generator<Mutant> {
  const known = new Set(traces.map((trace) => traceKey(constantsText(trace), rawEvents(trace.events))));
  for (const pass of [operators.filter((operator) => !isSplice(operator)), operators.filter(isSplice)])
    for (const [index, trace] of traces.entries())
      for (const operator of pass) {
        const random = createRandom(`${seed}/${operator}/${index}`);
        const edits = sample(editsOf(operator, trace, context), limit * SPARE, random);
        yield* firstNew(trace, edits, { known, limit });
      }
}

/** Last of all: what a simpler mistake makes as well is called by that. */
const isSplice = (operator: OperatorName): boolean => operator === "splice";

function* firstNew(
  trace: Trace,
  edits: readonly Edit[],
  { known, limit }: { readonly known: Set<string>; readonly limit: number },
): Generator<Mutant> {
  let made = 0;
  for (const edit of edits) {
    if (made === limit) return;
    const mutant = makeMutant(trace, edit, { known, number: made + 1 });
    if (mutant === null) continue;
    made += 1;
    yield mutant;
  }
}

const makeMutant = (
  original: Trace,
  edit: Edit,
  { known, number }: { readonly known: Set<string>; readonly number: number },
): Mutant | null => {
  const events = edit.events();
  const key = traceKey(constantsText(original), events);
  if (known.has(key)) return null;
  known.add(key);
  return { name: `${original.file}#${edit.operator}-${number}`, original, edit, events: renumbered(events) };
};

/** With the numbers that the format wants: `seq` from 1, `nodeSeq` from 1 within each node, where there was one. */
export const renumbered = (events: readonly RawEvent[]): readonly RawEvent[] => {
  const last = new Map<unknown, number>();
  return events.map((event, index) => {
    if (event["nodeSeq"] === undefined) return { ...event, seq: index + 1 };
    const nodeSeq = (last.get(event["node"]) ?? 0) + 1;
    last.set(event["node"], nodeSeq);
    return { ...event, seq: index + 1, nodeSeq };
  });
};
