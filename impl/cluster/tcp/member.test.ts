import { expect, test } from "vitest";
import { defaultConfig } from "../../elector/config.ts";
import type { ChildNode } from "./childNode.ts";
import type { Life } from "./life.ts";
import { createMember } from "./member.ts";
import type { Member } from "./member.ts";

// A member over a process that only says what is done to it; real ones are tested in tcpRecord.test.ts.

const setupOf = (incarnation: number, term: number) => ({
  ...{ self: "S1", nodes: ["S1"], token: "", config: defaultConfig, seed: 1, port: 0, file: "" },
  ...{ incarnation, term, startedAt: 0, mostEvents: 10, note: "" },
});

interface Told {
  readonly member: Member;
  readonly log: string[];
  /** Lets the process that is being ended be gone. */
  readonly letGo: () => void;
}

const memberOf = (): Told => {
  const log: string[] = [];
  let letGo: () => void = () => undefined;
  const start = (incarnation: number, term: number): Life => {
    const setup = setupOf(incarnation, term);
    const kill = (signal: string): void => void log.push(signal);
    const child: ChildNode = {
      ...{ pid: 7, setup, kill, exited: new Promise(() => undefined) },
      ...{ send: () => undefined, release: () => undefined, standing: () => undefined },
    };
    return {
      ...{ child, setup, ready: Promise.resolve(1), standing: child.standing },
      finish: () => Promise.resolve(),
      end: (how) => {
        log.push(how);
        return new Promise((resolve) => (letGo = resolve));
      },
    };
  };
  const member = createMember("S1", {
    termAfter: (past) => Promise.resolve(past.length),
    start: (_, { incarnation, term }) => start(incarnation, term),
    begin: () => 1,
    onHeld: () => undefined,
  });
  return { member, log, letGo: () => letGo() };
};

/** Whether a promise is still open after whatever waits has had its turn. */
const isOpen = async (promise: Promise<unknown>): Promise<boolean> => {
  const turn = new Promise((resolve) => setImmediate(() => resolve("open")));
  return (await Promise.race([promise, turn])) === "open";
};

test("destroy waits for an end that is under way", async () => {
  const { member, log, letGo } = memberOf();
  member.begin(await member.start());
  const finished = member.finish();
  expect(await isOpen(finished)).toBe(true);
  const destroyed = member.destroy();
  expect(await isOpen(destroyed)).toBe(true);
  letGo();
  await Promise.all([finished, destroyed]);
  expect(log).toEqual(["released"]);
  expect(member.incarnations()).toMatchObject([{ incarnation: 1, term: 0, killed: false, begun: 1 }]);
});

test("what cannot be done does nothing: a pause twice, a resume, crash or restart of what is not so", async () => {
  const { member, log, letGo } = memberOf();
  await member.suffer({ kind: "restart", node: "S1" });
  expect(member.current()).toBeUndefined();
  member.begin(await member.start());
  await member.suffer({ kind: "resume", node: "S1" });
  await member.suffer({ kind: "pause", node: "S1" });
  await member.suffer({ kind: "pause", node: "S1" });
  expect([log, member.heldPid()]).toEqual([["SIGSTOP"], 7]);
  await member.suffer({ kind: "resume", node: "S1" });
  expect(member.heldPid()).toBeUndefined();
  const crashed = member.suffer({ kind: "crash", node: "S1" });
  expect(await isOpen(crashed)).toBe(true);
  letGo();
  await crashed;
  await member.suffer({ kind: "crash", node: "S1" });
  expect(log).toEqual(["SIGSTOP", "SIGCONT", "killed"]);
  expect(member.incarnations()).toHaveLength(1);
});
