import { NOTHING_DECLARED } from "../spec/declarations.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Environment } from "../tlc/environment.ts";
import { javaOptions } from "../tlc/javaIdentity.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { digestOf } from "./entry.ts";
import type { SpecVersion } from "./models.ts";

/** What of a check's options changes what it says of a trace. */
export interface AskedOfTraces {
  readonly coverage: boolean;
  readonly looksLike?: boolean;
  readonly reasons?: string;
  readonly pieceEvents?: number;
}

/** Stands for this program (toolDigest.ts), the jar and the Java. */
export const toolKey = (program: string, { java, jar }: Toolchain, env: Environment): string =>
  digestOf(program, jar.sha256, java.identity ?? [java.path, java.version, javaOptions(env)]);

/** Stands for all that a verdict depends on besides the trace. Limits of time and memory are no part: see docs/cache.md. */
export const contextKey = (
  tool: string,
  { spec, version: { root, files } }: { readonly spec: LoadedSpec; readonly version: SpecVersion },
  asked: AskedOfTraces,
): string => digestOf(tool, root, files, cfgOf(spec), declarationsOf(spec), asked);

/** As it was read: what the file is called is nobody's business. */
const cfgOf = ({ cfg }: LoadedSpec): unknown => ({ ...cfg, file: null });

const declarationsOf = ({ declarations = NOTHING_DECLARED }: LoadedSpec): unknown => ({
  ...declarations,
  compose: [...declarations.compose],
});
