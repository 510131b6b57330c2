import type { Row } from "./row.ts";
import { ELECTION_ROWS } from "./rowsElection.ts";
import { FAULT_ROWS } from "./rowsFaults.ts";

/** At least one for each topic. */
export const ROWS: readonly Row[] = [...ELECTION_ROWS, ...FAULT_ROWS];
