/** What a line of TLC's dump says; ids are signed 64-bit fingerprints and stay text. */
export type DotEntry =
  | { readonly kind: "node"; readonly id: string; readonly label: string; readonly initial: boolean }
  | { readonly kind: "edge"; readonly from: string; readonly to: string; readonly label: string };

/** A dump that ends too early or was not written by `-dump dot,actionlabels`. */
export class DotSyntaxError extends Error {}

/** Lines of a dump with the same content as TLC writes it. */
export function* dotLines(entries: Iterable<DotEntry>): Generator<string> {
  yield "strict digraph DiskGraph {";
  yield "nodesep=0.35;";
  yield "subgraph cluster_graph {";
  yield 'color="white";';
  for (const entry of entries) yield entryLine(entry);
  yield "}";
  yield "}";
}

const entryLine = (entry: DotEntry): string => {
  switch (entry.kind) {
    case "node":
      return `${entry.id} [label="${escape(entry.label)}"${entry.initial ? ",style = filled" : ""}]${entry.initial ? "" : ";"}`;
    case "edge":
      return `${entry.from} -> ${entry.to} [label="${escape(entry.label)}",color="black",fontcolor="black"];`;
  }
};

const escape = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
