import type { Result } from "../../traces/problem.ts";
import { declare } from "../check/declared/declare.ts";
import { loadSpec, type LoadedSpec, type SpecSource } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import type { System } from "./system.ts";

/** The spec of a command that follows traces, with what is declared of them; problems of both. */
export const loadDeclaredSpec = async (
  system: System,
  session: TlcSession,
  known: Pick<SpecSource, "loadModel" | "whileParsing"> = {},
): Promise<Result<LoadedSpec>> => {
  const spec = await loadSpec({ ...system, ...session, ...known });
  if (!spec.ok) return spec;
  return declare(spec.value, system.declarations, system.declaredIn);
};
