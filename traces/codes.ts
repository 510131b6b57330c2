import type { Problem } from "./problem.ts";

/** What one code stands for; README.md and the docs list this table. */
export interface TraceCode {
  readonly title: string;
  /** When it is reported. */
  readonly meaning: string;
  /** What to try next. */
  readonly repair: string;
}

const code = (title: string, meaning: string, repair: string): TraceCode => ({ title, meaning, repair });

/** Files and folders. */
const FILE_CODES = {
  TRC001: code("path not found", "nothing stands at the path", "Check the spelling of the path."),
  TRC002: code(
    "cannot be read",
    "the system refused to open, read or list it",
    "Check the permissions and the disk.",
  ),
  TRC003: code(
    "not a regular file",
    "a folder, FIFO, socket or device where a file is expected; it is not opened",
    "Write the trace to a regular file first.",
  ),
  TRC004: code(
    "changed while read",
    "size or modification time differ before and after reading",
    "Wait until the producer has closed the file.",
  ),
  TRC005: code(
    "no trace found",
    "a folder without any *.ndjson file, or no path at all",
    "Name a trace file, or a folder that holds *.ndjson files.",
  ),
  TRC006: code(
    "file exists",
    "the recorder does not overwrite",
    "Choose another path, or ask for overwriting.",
  ),
  TRC007: code(
    "cannot be written",
    "the system refused to create or write the file",
    "Check the permissions and the space on the disk.",
  ),
} as const satisfies Record<string, TraceCode>;

/** Bytes, lines and JSON text. */
const TEXT_CODES = {
  TRC010: code("empty file", "not a single line", "Record again: a trace starts with a header line."),
  TRC011: code(
    "no events",
    "a header and nothing else; an empty trace conforms to everything",
    "Record at least one event.",
  ),
  TRC012: code(
    "byte order mark",
    "the file starts with a mark of UTF-8 or UTF-16",
    "Save the file as UTF-8 without a byte order mark.",
  ),
  TRC013: code("not UTF-8", "bytes that are not valid UTF-8", "Save the file as UTF-8."),
  TRC014: code("line too long", "longer than the limit (8 MiB)", "Log only what changed (#at)."),
  TRC015: code(
    "nested too deeply",
    "more brackets inside each other than the limit (64)",
    "Log a flatter value.",
  ),
  TRC016: code("too many events", "more than the limit (2,000,000); the rest is not read", "Split the run."),
  TRC017: code("blank line", "a line without anything on it", "Remove the line."),
  TRC018: code("not JSON", "a line that is not one JSON value", "Write one JSON object a line."),
  TRC019: code(
    "torn last line",
    "the last line has no newline and is not JSON: the producer stopped while writing it",
    "Remove the last line, or record again.",
  ),
} as const satisfies Record<string, TraceCode>;

/** Fields of the header and of events. */
const SHAPE_CODES = {
  TRC020: code(
    "no header",
    "the first line is not a header",
    'Start the file with {"format":"tla-trace","version":1,"spec":"..."}.',
  ),
  TRC021: code("wrong format", "`format` is not tla-trace; nothing else is read", "Name a TLA+ trace."),
  TRC022: code(
    "wrong version",
    "`version` is not 1; nothing else is read",
    "Record again with this version, or use the version that wrote it.",
  ),
  TRC023: code(
    "second header",
    "two runs in one file; reading stops there",
    "Split the file: one run, one file.",
  ),
  TRC024: code("unknown field", "a field the format does not have", "Remove it or correct its spelling."),
  TRC025: code("missing field", "a required field is absent", "Add the field."),
  TRC026: code("wrong value", "a field holds another kind of value", "Write the kind of value named."),
  TRC027: code(
    "duplicate key",
    "one JSON object names a field twice: one of the two would be lost",
    "Keep one of them.",
  ),
  TRC028: code("null", "TLA+ has no null", "Leave the field out, or log the model value that stands for it."),
  TRC029: code(
    "says nothing",
    "an event with neither an action nor the value of a variable",
    "Log the action, the state after the step, or both.",
  ),
  TRC034: code("args without action", "arguments of no action", "Log the action the arguments belong to."),
  TRC035: code(
    "expect names no event",
    "`expect` of the header gives a line and seq at which no event stands",
    "Correct expect.line and expect.seq.",
  ),
  TRC036: code(
    "unknown node",
    "an event's `node` is not among the header's `nodes`",
    "Add the node to the header's nodes, or correct its spelling.",
  ),
} as const satisfies Record<string, TraceCode>;

/** TLA+ values. */
const VALUE_CODES = {
  TRC030: code(
    "integer out of range",
    "beyond 32 bits signed, where TLC overflows",
    "Log a smaller number, e.g. relative to the start of the run.",
  ),
  TRC031: code("not an integer", "TLC has integers only", "Log an integer, or leave the value out."),
  TRC032: code(
    "malformed value",
    "#bigint, #tup, #set, #map or #at not as the format says, or another key that starts with #",
    "See the table of values in traces/README.md.",
  ),
} as const satisfies Record<string, TraceCode>;

/** Names that only the spec can judge; harness/check reports them. */
const SPEC_CODES = {
  TRC040: code("unknown action", "no action of the spec has this name", "Use a name of the spec's Next."),
  TRC041: code("unknown argument", "the action has no such parameter", "Use the operator's own parameters."),
  TRC042: code("unknown variable", "the spec declares no such variable", "Use the name of a variable."),
  TRC043: code("unknown constant", "the spec declares no such constant", "Use the name of a constant."),
  TRC044: code("another spec", "the header names another spec", "Check it against the spec it names."),
} as const satisfies Record<string, TraceCode>;

/** Order within a file, and of several files of one run. */
const ORDER_CODES = {
  TRC050: code("duplicate seq", "a `seq` that an earlier event has", "Number the events 1, 2, 3, ..."),
  TRC051: code("missing seq", "no `seq`, or a number was left out", "Number the events 1, 2, 3, ..."),
  TRC052: code(
    "nodeSeq going back",
    "a `nodeSeq` not above the one before of the same node",
    "Number each node's events in the order they happened.",
  ),
  TRC053: code(
    "receive before send",
    "a message is received before, or in the same event as, it is sent",
    "Order the events by causality, not by clocks.",
  ),
  TRC054: code("duplicate send", "two sends have the same message id", "Give every message its own id."),
  TRC060: code(
    "different runs",
    "files to be merged differ in `spec` or `constants`",
    "Merge only the files of one run.",
  ),
  TRC061: code(
    "receive without send",
    "no file of the run sends the message",
    "Add the file of the sending node, or log the send.",
  ),
  TRC062: code(
    "causal cycle",
    "events wait for each other: no order of the files is causal",
    "Check the message ids and the order within each file.",
  ),
  TRC063: code(
    "node without order",
    "a node stands in several files and its events have no, or the same, nodeSeq",
    "Log nodeSeq, or keep each node in one file.",
  ),
  TRC090: code(
    "more problems",
    "only the first problems of a file are shown (100)",
    "Repair the first ones; often they have one cause.",
  ),
} as const satisfies Record<string, TraceCode>;

/** Every code a trace can be refused with, in the order of the numbers. */
export const TRACE_CODES = {
  ...FILE_CODES,
  ...TEXT_CODES,
  ...SHAPE_CODES,
  ...VALUE_CODES,
  ...SPEC_CODES,
  ...ORDER_CODES,
} as const;

export type TraceCodeName = keyof typeof TRACE_CODES;

/** Where a problem stands; `line` is 1-based. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
}

/** A problem of this table: the message says what was expected and found, the repair comes from the table. */
export const traceProblem = (name: TraceCodeName, place: Place, message: string): Problem => ({
  code: name,
  message,
  ...place,
  repair: TRACE_CODES[name].repair,
});
