import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { configText } from "../tla/modelConfig.ts";
import { libraryModule, moduleText, type ModelValueNames } from "../tla/moduleText.ts";
import { DATA_MODULE, dataModule, STATE_VIEW, type StepNotes } from "./followModule.ts";
import type { BatchTables } from "./tables.ts";

/** A root module over the traces of a batch, as text; its configuration and what it extends are made from the rest. */
export interface GeneratedModule {
  readonly root: string;
  readonly lines: readonly string[];
  /** Operators of the module by name, for the configuration. */
  readonly behaviour: { readonly init: string; readonly next: string; readonly constraint: string };
  readonly notes: StepNotes;
  readonly tables: BatchTables;
  /** Further definitions of the data module. */
  readonly definitions: readonly string[];
  /** Constants that the traces set, and the model values of all text above. */
  readonly constants: readonly { readonly name: string; readonly operator: string; readonly text: string }[];
  readonly names: ModelValueNames;
}

/** Writes the library, the data, the root module and its configuration into a folder. */
export const writeGenerated = async (
  runDir: string,
  spec: LoadedSpec,
  generated: GeneratedModule,
): Promise<{ readonly module: string; readonly config: string }> => {
  const { root, lines, behaviour, notes, tables, definitions, constants, names } = generated;
  const config = configText({
    cfg: spec.cfg,
    overrides: new Map(constants.map(({ name, operator }) => [name, operator])),
    names,
    ...behaviour,
    ...(notes.variables.length === 0 ? {} : { view: STATE_VIEW }),
  });
  const data = dataModule(spec, tables, {
    modelValues: [...names.constants.keys()],
    definitions: [...constants.map(({ operator, text }) => `${operator} == ${text}`), ...definitions],
  });
  const file = (name: string): string => path.join(runDir, name);
  await mkdir(runDir, { recursive: true });
  await writeFile(file("Conf_Lib.tla"), libraryModule(spec.model.modules));
  await writeFile(file(`${DATA_MODULE}.tla`), data);
  await writeFile(file(`${root}.tla`), moduleText(root, [`EXTENDS ${DATA_MODULE}`, ...lines]));
  await writeFile(file(`${root}.cfg`), config);
  return { module: file(`${root}.tla`), config: file(`${root}.cfg`) };
};
