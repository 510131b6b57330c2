import type { Trace } from "../../../traces/trace.ts";
import { eventEdit, eventText } from "../edit.ts";
import type { Edit } from "../mutant.ts";
import type { OperatorContext } from "../operatorContext.ts";

/** Another action of the spec is named; arguments it does not have go, lest names alone give it away. */
export function* renames(trace: Trace, { actions }: OperatorContext): Generator<Edit> {
  for (const [index, { event }] of trace.events.entries()) {
    if (event.action === undefined) continue;
    for (const [action, parameters] of actions)
      if (action !== event.action)
        yield eventEdit(trace, index, {
          operator: "rename",
          change: `${eventText(event)} is called ${action}`,
          means: `${action} may be logged where ${event.action} happened`,
          event: () => {
            const { args, ...rest } = event;
            const kept = Object.entries(args ?? {}).filter(([name]) => parameters.includes(name));
            return kept.length === 0
              ? { ...rest, action }
              : { ...rest, action, args: Object.fromEntries(kept) };
          },
        });
  }
}
