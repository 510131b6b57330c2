import type { TraceOutcome } from "../check/traceOutcome.ts";
import {
  anyOf,
  isAnything,
  isCount,
  isFlag,
  isNull,
  isText,
  listOf,
  oneOf,
  recordOf,
  shape,
  tuple,
  type Check,
} from "./shape.ts";

/** A payload as an outcome that nothing can change any more; undefined for anything else. */
export const decodeOutcome = (payload: unknown): TraceOutcome | undefined =>
  isOutcome(payload) ? payload : undefined;

const isOutcome = (payload: unknown): payload is TraceOutcome => OUTCOME(payload);

// By hand: loading a schema library takes longer than all else that a check does which finds everything here.

const values = recordOf(isAnything);
const texts = recordOf(isText);
const enabled = shape({ action: isText, args: values });
const place = shape({ module: isText, line: isCount, column: isCount });

const WHY: Check = anyOf(
  shape(
    {
      ...{ kind: oneOf("guard"), action: isText, args: texts, conjunct: isText, values: texts },
      at: place,
    },
    { held: isCount },
  ),
  shape({ kind: oneOf("state"), path: isText, expected: isText, logged: isText }),
  shape(
    { kind: oneOf("law"), name: isText },
    {
      broken: shape({ of: oneOf("step", "state"), args: texts, conjunct: isText, at: place, values: texts }),
    },
  ),
  shape({ kind: oneOf("disabled"), action: isText, message: isText }, { at: place, values: texts }),
  shape({ kind: oneOf("evaluation"), message: isText }),
);

const LOOKS_LIKE: Check = shape(
  {
    kind: oneOf("missing", "extra", "early", "late", "argument", "action", "value"),
    ...{ event: isCount, line: isCount, text: isText, rest: isCount, whole: isFlag },
  },
  {
    ...{ action: isText, args: values, others: listOf(enabled), events: listOf(isCount) },
    leaves: listOf(shape({ path: isText, expected: isText, logged: isText })),
  },
);

const DIVERGENCE: Check = shape(
  {
    ...{ line: isCount, event: isCount, action: anyOf(isText, isNull), args: values, summary: isText },
    ...{ frontier: listOf(texts), frontierStates: isCount, why: listOf(WHY), enabled: listOf(enabled) },
  },
  {
    ...{ file: isText, looksLike: listOf(LOOKS_LIKE), modelValues: listOf(isText) },
    forbidden: listOf(shape({ action: isText, args: values, violates: listOf(isText) })),
    incomplete: listOf(shape({ what: oneOf("states", "guards", "successors", "enabled"), reason: isText })),
    part: shape({ event: isText, step: isCount, of: isCount }),
    silent: shape({ max: isCount, boundReached: isFlag }),
  },
);

const SILENT: Check = shape({
  ...{ steps: isCount, boundReached: isFlag },
  taken: listOf(shape({ before: isCount, line: isCount, action: isText, args: values })),
});

const EXPECTED: Check = shape({ line: isCount, mistake: isText, met: isFlag });
const COUNTS = { events: isCount, matched: isCount };

const REPORT: Check = anyOf(
  shape({ verdict: oneOf("conforms"), ...COUNTS }, { silent: SILENT, expected: EXPECTED }),
  shape(
    { verdict: oneOf("diverges"), ...COUNTS, divergence: DIVERGENCE },
    { silent: SILENT, expected: EXPECTED },
  ),
);

const SEEN: Check = shape({ events: isCount, varies: isFlag, whole: anyOf(isText, isNull), points: texts });

const FACTS: Check = shape({
  ...{
    traces: isCount,
    events: isCount,
    withoutAction: isCount,
    withoutArgs: isCount,
    withoutState: isCount,
  },
  ...{ actions: recordOf(isCount), args: recordOf(SEEN), variables: recordOf(SEEN), content: isText },
});

const PAIRS: Check = listOf(tuple(isCount, isCount));

const OUTCOME: Check = shape(
  {
    ...{ report: REPORT, facts: FACTS, idle: isFlag, expected: isFlag, silentSteps: isCount },
    actions: recordOf(shape({ matched: isCount }, { silent: isCount })),
    circles: listOf(shape({ line: isCount, event: isCount, actions: listOf(isText) }, { file: isText })),
  },
  {
    untried: isText,
    coverage: shape({
      ...{ steps: isCount, refused: isFlag },
      ...{ taken: PAIRS, possible: PAIRS, owners: PAIRS, silentOwners: PAIRS },
    }),
  },
);
