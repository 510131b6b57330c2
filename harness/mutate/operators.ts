import type { Trace } from "../../traces/trace.ts";
import type { Edit, OperatorName } from "./mutant.ts";
import type { OperatorContext } from "./operatorContext.ts";
import { drops } from "./operators/drop.ts";
import { misspellings } from "./operators/misspell.ts";
import { renames } from "./operators/rename.ts";
import { splices } from "./operators/splice.ts";
import { deletions, duplications, swaps, truncations } from "./operators/structure.ts";
import { argumentEdits, valueEdits } from "./operators/values.ts";

/** All mistakes of one kind that can be made in a trace, in a fixed order. */
export const editsOf = (operator: OperatorName, trace: Trace, context: OperatorContext): Iterable<Edit> =>
  MAKERS[operator](trace, context);

const MAKERS: Readonly<Record<OperatorName, (trace: Trace, context: OperatorContext) => Iterable<Edit>>> = {
  delete: deletions,
  duplicate: duplications,
  swap: swaps,
  rename: renames,
  value: valueEdits,
  argument: argumentEdits,
  drop: drops,
  misspell: misspellings,
  truncate: truncations,
  splice: splices,
};
