import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { benchTrace } from "./benchTraceRun.ts";
import { brokenPromises, tableText } from "./benchTraceTable.ts";

// npm run bench:trace [-- --seed 1 --steps 16000 --rounds 40 --check]: what tracing costs, as ratios in one run. With
// --check it exits with 1 when a promised ratio is exceeded. Nothing is judged by absolute times.

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "16000" },
    rounds: { type: "string", default: "40" },
    check: { type: "boolean", default: false },
  },
});
const [seed, steps, counted] = [Number(values.seed), Number(values.steps), Number(values.rounds)];

console.log(
  `seed ${seed}, Node ${process.version}, ${availableParallelism()} cores; ${counted} rounds (core: ${5 * counted}), medians; ` +
    "ratio: cost of a step over that of the first row in the same round\n",
);
const sections = benchTrace({ seed, steps, rounds: { warmUp: Math.ceil(counted / 4), counted } });
for (const section of sections) console.log(tableText(section));
const broken = brokenPromises(sections);
for (const line of broken) console.log(`not kept: ${line}`);
if (values.check && broken.length > 0) process.exitCode = 1;
