import type { Deviation } from "./driver.ts";
import type { Engine } from "./judge.ts";
import type { ReplayedDeviation } from "./replayReport.ts";
import type { Sample } from "./sample.ts";

/**
 * The declared deviations that occurred nowhere and are missed, given what became of each, in the order of their
 * declaration. None is missed where the graph was cut off, and none that forbidden steps can show where not all of those
 * were asked for: it may be among what was left out.
 */
export const unusedDeviations = <World>(
  { graph, driver }: Engine<World>,
  occurred: readonly Pick<ReplayedDeviation, "edges" | "pairs">[],
  { rate }: Pick<Sample, "rate">,
): readonly Deviation[] =>
  graph.isUnexplored === undefined
    ? driver.deviations.filter(({ allows }, index) => {
        const found = occurred[index];
        return found?.edges === 0 && found.pairs === 0 && (allows === undefined || rate === 1);
      })
    : [];
