import { failure, success, type Result } from "../../traces/problem.ts";
import type { NegativeWish } from "../replay/sample.ts";
import { usage } from "./session.ts";

/** `--negative all|none|RATE`; USE001 for anything else. */
export const readNegative = (text: string | undefined): Result<NegativeWish> => {
  if (text === undefined) return success("default");
  if (text === "all" || text === "none") return success(text);
  const rate = /^(0?\.\d+|1(\.0+)?)$/.test(text) ? Number(text) : 0;
  return rate > 0
    ? success({ rate })
    : failure(usage("USE001", `--negative takes all, none or a rate above 0 and up to 1, found "${text}"`));
};
