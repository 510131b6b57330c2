import { expect, test } from "vitest";
import { DriverError } from "../replay/driverFile/driverError.ts";
import type { CommandResult } from "./options.ts";
import type { ReplaySubject } from "./replaySubject.ts";
import { withDriver } from "./withDriver.ts";

const broken = (message: string): DriverError =>
  new DriverError({ code: "DRV003", file: "d.mjs", message, repair: "mend it" });

const subject = (stop: () => Promise<void>): ReplaySubject => ({
  ...{ name: "d.mjs", specFile: "S.tla", stop },
  drive: () => {
    throw broken("perform threw");
  },
});

const fine: CommandResult = { json: { command: "replay", errors: [] }, text: "conforms", exitCode: 0 };

test("a stop that fails costs nothing of the result, but its exit code", async () => {
  const stopped: string[] = [];
  const late = subject(() => {
    stopped.push("stop");
    return Promise.reject(broken("stop threw"));
  });
  expect(await withDriver(late, () => Promise.resolve(fine))).toEqual({
    json: { command: "replay", errors: [broken("stop threw").problem] },
    text: "conforms\nerror DRV003 d.mjs: stop threw\n    try: mend it",
    exitCode: 65,
  });
  expect(stopped).toEqual(["stop"]);
});

test("what is wrong while it drives is the result, and it is stopped all the same", async () => {
  const stopped: string[] = [];
  const driver = subject(() => {
    stopped.push("stop");
    return Promise.resolve();
  });
  const request = { actions: new Set<string>() };
  const result = await withDriver(driver, (driven) => Promise.resolve(driven.drive(request, () => fine)));
  expect(result).toMatchObject({ exitCode: 65, json: { verdict: null, errors: [{ code: "DRV003" }] } });
  expect(stopped).toEqual(["stop"]);
});

test("a bug of ours is none of the driver's", async () => {
  const driver = subject(() => Promise.resolve());
  await expect(withDriver(driver, () => Promise.reject(new TypeError("bug")))).rejects.toThrow("bug");
});

test("while it drives nobody listens to signals, and all do so afterwards", async () => {
  const listener = (): void => undefined;
  process.on("SIGTERM", listener);
  const before = process.listeners("SIGTERM");
  const counts: number[] = [];
  const driver: ReplaySubject = {
    ...{ name: "d.mjs", specFile: "S.tla" },
    drive: () => {
      counts.push(process.listenerCount("SIGTERM"));
      throw broken("perform threw");
    },
  };
  const request = { actions: new Set<string>() };
  await withDriver(driver, (driven) => Promise.resolve(driven.drive(request, () => fine)));
  expect(counts).toEqual([0]);
  expect(process.listeners("SIGTERM")).toEqual(before);
  process.off("SIGTERM", listener);
});
