import type { Diagnosis } from "../tlc/doctor.ts";

const MARKS = { ok: "ok     ", note: "note   ", failure: "FAILURE" } as const;

/** `conformance doctor` for people: a line per fact, a line of repair where there is something to do. */
export const doctorText = ({ facts }: Diagnosis): string =>
  facts
    .flatMap(({ name, state, found, repair }) => [
      `${MARKS[state]}  ${name.padEnd(8)}  ${found}`,
      ...(repair === undefined ? [] : [`         try: ${repair}`]),
    ])
    .join("\n");
