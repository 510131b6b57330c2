import { electionTarget } from "./election/target.ts";
import { publishedTarget } from "./published/target.ts";
import type { Target } from "./target.ts";

/** All systems that this repository knows, in the order in which `run` takes them. */
export const TARGETS: readonly Target[] = [publishedTarget, electionTarget];

export const TARGET_NAMES: readonly string[] = TARGETS.map(({ name }) => name);

export const findTarget = (name: string): Target | undefined =>
  TARGETS.find((target) => target.name === name);
