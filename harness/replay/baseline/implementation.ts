import { sha256 } from "../../cache/entry.ts";
import { toolDigest } from "../../cache/toolDigest.ts";
import { readModules } from "./moduleFiles.ts";

/** What is driven. */
export interface Implementation {
  readonly target: string;
  /** A module with a driver of somebody's own; absent: the target's. */
  readonly driver?: string;
  /** What the user says of the version of what the driver drives. */
  readonly version?: string;
}

/**
 * A digest of all that decides what an implementation does and how it is judged: the code of this program with its
 * targets, of a driver of one's own all modules that it reaches by relative imports, the version of Node, the actions that
 * the model takes (a target may declare its deviations by them), and what the user says. Null when a driver uses more than its modules show, and the user says nothing.
 */
export const implementationDigest = async (
  { target, driver, version }: Implementation,
  actions: ReadonlySet<string>,
): Promise<string | null> => {
  const modules = driver === undefined ? null : await readModules(driver);
  if (modules !== null && modules.beyond.length > 0 && version === undefined) return null;
  return sha256(
    JSON.stringify([
      ...[process.version, toolDigest(undefined, ROOMS), target, version ?? null],
      ...[modules?.digests ?? null, [...actions].sort()],
    ]),
  );
};

/** Folders of this program whose code has a say in what its targets do. */
const ROOMS = ["harness", "traces", "impl"];
