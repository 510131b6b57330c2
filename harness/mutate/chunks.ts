import type { Mutant } from "./mutant.ts";

/** What is judged together: so many mutants, and so many events of them, at most. */
const MOST_MUTANTS = 2_000;
const MOST_EVENTS = 200_000;

/** Mutants in numbered chunks (from 1), as they are made. */
export function* chunks(mutants: Iterable<Mutant>): Generator<readonly [number, readonly Mutant[]]> {
  let number = 1;
  let chunk: Mutant[] = [];
  let events = 0;
  for (const mutant of mutants) {
    if (chunk.length === MOST_MUTANTS || (chunk.length > 0 && events + mutant.events.length > MOST_EVENTS)) {
      yield [number, chunk];
      number += 1;
      [chunk, events] = [[], 0];
    }
    chunk.push(mutant);
    events += mutant.events.length;
  }
  if (chunk.length > 0) yield [number, chunk];
}
