import type { Problem } from "../../../traces/problem.ts";

/** Something wrong with a user's driver that shows only while it drives: it ends the replay. */
export class DriverError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}
