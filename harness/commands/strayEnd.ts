import type { Problem } from "../../traces/problem.ts";
import { thrownText } from "../thrownText.ts";

/** Options that name code of a user's, which runs in this very process. */
export interface StrayOptions {
  readonly driver?: string;
  readonly config?: string;
}

/** How a command came to no result: its process was ended, or something failed that nobody waited for. */
export type StrayEnd = { readonly kind: "ended" } | { readonly kind: "threw"; readonly error: unknown };

/** What to say then: it is the doing of the user's code, if there is any, and otherwise a bug of ours. DRV003, DRV006, CFG060, BUG001. */
export const strayEnd = (end: StrayEnd, { driver, config }: StrayOptions): Problem => {
  const what =
    end.kind === "ended" ? ENDED : `something failed that nobody waited for: ${thrownText(end.error)}`;
  if (driver !== undefined)
    return {
      code: end.kind === "ended" ? "DRV006" : "DRV003",
      file: driver,
      message: what,
      repair: "A driver answers at once, ends what it starts, and leaves the process alone; docs/replay.md.",
    };
  if (config !== undefined && /\.[mc]?[jt]s$/.test(config))
    return {
      code: "CFG060",
      file: config,
      message: what,
      repair: "Let the module export plain data, at once.",
    };
  return { code: "BUG001", message: what, repair: REPORT };
};

/** What a command that rejects stands for: the system's refusals are told as such, anything else is a bug of ours. */
export const thrownProblem = (error: unknown): Problem =>
  isRefusal(error)
    ? {
        code: "TLC003",
        ...(error.path === undefined ? {} : { file: error.path }),
        message: `the system refused what this command needs: ${error.message}`,
        repair: "Look after the disk, or name folders with room: --out-dir, TMPDIR, XDG_CACHE_HOME.",
      }
    : { code: "BUG001", message: thrownText(error), repair: REPORT };

const ENDED =
  "the process ended before there was a result: something called process.exit, or waits for what never comes";
const REPORT = "please report this as a bug of the checker";

/** Of the file system: full, read-only, not permitted, too many files. */
const REFUSALS: ReadonlySet<unknown> = new Set([
  ...["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "EIO", "EMFILE", "ENFILE"],
]);

const isRefusal = (error: unknown): error is Error & { readonly path?: string } =>
  error instanceof Error && "syscall" in error && "code" in error && REFUSALS.has(error.code);
