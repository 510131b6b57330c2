import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import { replaceFile } from "../../replaceFile.ts";
import { decodeBaseline, encodeBaseline, type BaselineKey } from "./baselineCode.ts";
import type { Evidence } from "./evidence.ts";
import type { Identity } from "./implementation.ts";
import type { Earlier } from "./incremental.ts";

/** How every baseline begins, whatever the version. */
export const BASELINE_START = "tla-conformance baseline ";

/** A million states and five million edges make a fifth of it. */
export const MAX_BASELINE_BYTES = 512 * 1024 * 1024;

export interface ReadBaseline {
  readonly earlier: Earlier;
  readonly warnings: readonly Problem[];
}

/**
 * What a replay may rely on: nothing where no file is there yet, where the implementation is another one or nobody can
 * tell, or, with the warning RPL012, where the file is damaged. Problems, for such a file is not to be replaced: RPL010 it
 * cannot be read, RPL011 something else, RPL013 the baseline of another spec or target.
 */
export const readBaseline = async (
  file: string,
  about: Omit<BaselineKey, "implementation">,
  identity: Identity,
): Promise<Result<ReadBaseline>> => {
  const content = await readContent(file);
  if (!content.ok) return content;
  const bytes = content.value;
  if (bytes !== null && bytes.toString("latin1", 0, BASELINE_START.length) !== BASELINE_START)
    return failure(notOurs(file));
  const found = bytes === null ? null : decodeBaseline(bytes);
  const isOther = (key: BaselineKey): boolean => key.target !== about.target || key.spec !== about.spec;
  if (found !== null && typeof found !== "string" && isOther(found.key))
    return failure(another(file, found.key, about));
  const warnings = typeof found === "string" ? [damaged(file, found)] : [];
  if (identity.kind === "unknown") return nothing(identity.reason, warnings);
  if (found === null) return nothing("there was no baseline yet");
  if (typeof found === "string") return nothing(`the baseline is ${found}`, warnings);
  return found.key.implementation === identity.digest
    ? success({ earlier: earlierOf(found.evidence, identity), warnings })
    : nothing("implementation or checker have changed since the baseline");
};

const earlierOf = (
  evidence: Evidence,
  { actions }: { readonly actions: readonly string[] | null },
): Earlier => {
  const gone = evidence.named.find((action) => actions?.includes(action) === false);
  return gone === undefined
    ? { kind: "evidence", evidence }
    : {
        kind: "none",
        reason: `the implementation did ${gone}, which is no action of the spec any more: everything was run`,
      };
};

/** Puts a green replay's evidence in the place of what was there; a warning when the system refuses. */
export const writeBaseline = async (
  file: string,
  key: BaselineKey,
  evidence: Evidence,
): Promise<readonly Problem[]> => {
  const content = encodeBaseline(key, evidence);
  if (content.length > MAX_BASELINE_BYTES)
    return [
      notWritten(file, `it would have ${content.length} bytes, and ${MAX_BASELINE_BYTES} are the most`),
    ];
  try {
    await replaceFile(file, content);
    return [];
  } catch (error) {
    return [notWritten(file, reasonOf(error))];
  }
};

const nothing = (reason: string, warnings: readonly Problem[] = []): Result<ReadBaseline> =>
  success({ earlier: { kind: "none", reason: `${reason}: everything was run` }, warnings });

/** Null where nothing stands there. Without waiting, whatever does: a pipe, say. */
const readContent = async (file: string): Promise<Result<Buffer | null>> => {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      if (!found.isFile()) return failure(unreadable(file, "not a regular file"));
      if (found.size > MAX_BASELINE_BYTES)
        return failure(unreadable(file, `${found.size} bytes, and ${MAX_BASELINE_BYTES} are the most`));
      return success(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = reasonOf(error);
    return reason === "ENOENT" ? success(null) : failure(unreadable(file, reason));
  }
};

const reasonOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown";

const unreadable = (file: string, reason: string): Problem => ({
  code: "RPL010",
  file,
  message: `the baseline cannot be read (${reason})`,
  repair: "Name a file that an earlier run has written with --baseline, or one that is not there yet.",
});

const notOurs = (file: string): Problem => ({
  code: "RPL011",
  file,
  message: "this file is no baseline, and it is left as it is",
  repair: "Name a file that an earlier run has written with --baseline, or one that is not there yet.",
});

const damaged = (file: string, what: string): Problem => ({
  code: "RPL012",
  file,
  message: `the baseline is ${what}, and everything is run`,
  repair: "Nothing, if you do not miss it: a green run replaces it.",
});

const another = (file: string, found: BaselineKey, wanted: Omit<BaselineKey, "implementation">): Problem => ({
  code: "RPL013",
  file,
  message: `this is the baseline of ${found.target} with ${found.spec}, not of ${wanted.target} with ${wanted.spec}`,
  repair: "Keep a file of its own for each spec and each implementation.",
});

const notWritten = (file: string, reason: string): Problem => ({
  code: "RPL014",
  file,
  message: `the baseline cannot be written (${reason}); what stood there before still does`,
  repair: "Name a file that you may write to with --baseline, on a disk with room.",
});
