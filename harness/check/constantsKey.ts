import type { TraceHeader } from "../../traces/schema.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { fromItf } from "../tla/itfValue.ts";
import { canonicalText } from "../tla/value.ts";

/** Equal for traces that one run of TLC can judge together: they agree on the constants. */
export const constantsKey = (
  { constants = {} }: TraceHeader,
  { modelValues }: Pick<LoadedSpec, "modelValues">,
): string =>
  Object.entries(constants)
    .map(([name, value]) => `${name} = ${canonicalText(fromItf(value, modelValues))}`)
    .sort()
    .join("; ");
