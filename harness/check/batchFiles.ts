import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { fromItf } from "../tla/itfValue.ts";
import { configText } from "../tla/modelConfig.ts";
import { createModelValueNames, LIBRARY_MODULE, moduleText, valueText } from "../tla/moduleText.ts";
import { DATA_MODULE, dataModule, followLines } from "./followModule.ts";
import { probeLines } from "./probeModule.ts";
import { buildTables } from "./tables.ts";

/** The generated root module and its configuration, as written. */
export interface BatchFiles {
  readonly module: string;
  readonly config: string;
}

/** Writes the modules that follow some traces; with `probes`, also those that ask what could follow. */
export const writeBatchFiles = async (
  traces: readonly Trace[],
  spec: LoadedSpec,
  { runDir, probes }: { readonly runDir: string; readonly probes: readonly ActionOccurrence[] | null },
): Promise<BatchFiles> => {
  const names = createModelValueNames();
  const tables = buildTables(traces, spec, names);
  const constants = Object.entries(traces[0]?.header.constants ?? {}).map(([name, value], index) => ({
    name,
    operator: `Conf_c${index + 1}`,
    text: valueText(fromItf(value, spec.modelValues), names),
  }));
  const root = probes === null ? "Conf_Check" : "Conf_Explain";
  const lines = [
    `EXTENDS ${DATA_MODULE}`,
    ...followLines(spec, tables),
    ...(probes === null ? [] : probeLines(spec, probes, traces.length)),
  ];
  const config = configText({
    cfg: spec.cfg,
    overrides: new Map(constants.map(({ name, operator }) => [name, operator])),
    names,
    init: "Conf_Init",
    next: probes === null ? "Conf_Follow" : "Conf_FollowOrProbe",
    constraint: probes === null ? "Conf_Progress" : "Conf_Report",
  });
  const data = dataModule(spec, tables, {
    modelValues: [...names.constants.keys()],
    constants: constants.map(({ operator, text }) => `${operator} == ${text}`),
  });
  await mkdir(runDir, { recursive: true });
  await writeFile(path.join(runDir, "Conf_Lib.tla"), LIBRARY_MODULE);
  await writeFile(path.join(runDir, `${DATA_MODULE}.tla`), data);
  await writeFile(path.join(runDir, `${root}.tla`), moduleText(root, lines));
  await writeFile(path.join(runDir, `${root}.cfg`), config);
  return { module: path.join(runDir, `${root}.tla`), config: path.join(runDir, `${root}.cfg`) };
};
