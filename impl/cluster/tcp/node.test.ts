import { connect } from "node:net";
import type { Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { configFor, defaultConfig } from "../../elector/config.ts";
import { createFrameReader, encodeFrame } from "./frames.ts";
import { createTcpNode } from "./node.ts";
import type { TcpNode } from "./node.ts";
import type { NodeTransition } from "./nodeTransition.ts";
import { helloProof } from "./proof.ts";
import type { RefusalKind } from "./refusals.ts";
import { encodeWire } from "./wire.ts";
import type { Hello, WireFrame } from "./wire.ts";

// Three nodes in this process, over real sockets, and a stranger that says all sorts of things to one of them.

const nodes = ["S1", "S2", "S3"];
const token = "the token of this run";
const config = configFor(3, {
  ...defaultConfig,
  initialWaitTimeoutMs: 60,
  maxRandomWaitTimeoutMs: 50,
  scoutingResultTimeoutMs: 200,
  electionResultTimeoutMs: 200,
  heartbeatBroadcastPeriodMs: 50,
  heartbeatCheckPeriodMs: 25,
  heartbeatMissCount: 40,
});

interface Running {
  readonly node: TcpNode;
  readonly seen: NodeTransition[];
  readonly port: number;
}

const opened: { close: () => void }[] = [];
/** Nodes whose record takes nothing more: their process closes them, as nodeProcess.ts does. */
const refusing = new Set<string>();
afterEach(() => {
  refusing.clear();
  for (const one of opened.splice(0)) one.close();
});

const start = async (self: string, port = 0, mostEvents = 10_000): Promise<Running> => {
  const seen: NodeTransition[] = [];
  const own = { self, nodes, token, incarnation: 1, term: 0, config, seed: nodes.indexOf(self), port };
  const rest = { file: "", startedAt: Date.now(), mostEvents, note: "" };
  const node = createTcpNode({ ...own, ...rest }, (transition) => {
    if (refusing.has(self)) node.close();
    else seen.push(transition);
  });
  opened.push(node);
  const bound = await node.listen();
  if (!("port" in bound)) throw new Error(bound.reason);
  return { node, seen, port: bound.port };
};

const startAll = async (names: readonly string[] = nodes): Promise<ReadonlyMap<string, Running>> => {
  const running = new Map<string, Running>();
  for (const name of names) running.set(name, await start(name));
  const ports = Object.fromEntries([...running].map(([name, { port }]) => [name, port]));
  for (const { node } of running.values()) node.begin(ports);
  return running;
};

const of = (running: ReadonlyMap<string, Running>, name: string): Running => {
  const one = running.get(name);
  if (one === undefined) throw new Error(name);
  return one;
};

const elected = (running: ReadonlyMap<string, Running>) =>
  vi.waitFor(
    () => {
      const states = [...running.values()].map(({ node }) => node.state());
      expect(new Set(states.map(({ leaderId }) => leaderId)).size).toBe(1);
      expect(states.filter(({ role }) => role === "Leader")).toHaveLength(1);
    },
    { timeout: 8000 },
  );

/** A connection to a node, and whether the node has closed it. */
const call = (port: number): { socket: Socket; closed: Promise<void>; heard: WireFrame[] } => {
  const socket = connect({ host: "127.0.0.1", port });
  opened.push({ close: () => socket.destroy() });
  socket.on("error", () => undefined);
  const reader = createFrameReader();
  const heard: WireFrame[] = [];
  socket.on("data", (chunk) => {
    for (const frame of reader.push(chunk).frames) heard.push(JSON.parse(frame.toString()) as WireFrame);
  });
  return { socket, heard, closed: new Promise((resolve) => socket.once("close", () => resolve())) };
};

/** A hello of S1 to S3 at a port, or of whom it is said to be; with the proof that belongs to it. */
const hello = (port: number, changes: Partial<Hello> = {}): Hello => {
  const said = { from: "S1", to: "S3", incarnation: 1, attempt: 1, id: "S1.1.1", ...changes };
  return { proof: helloProof(token, said, port), ...said, kind: "hello" };
};
const framed = (...frames: readonly WireFrame[]): Buffer =>
  Buffer.concat(frames.map((frame) => encodeFrame(encodeWire(frame))));
const text = (words: string): Buffer => encodeFrame(Buffer.from(words));
const heartbeat = {
  kind: "message",
  from: "S1",
  id: "S1.1.9",
  message: { kind: "LeaderHeartbeat", term: 7 },
} as const;

const strangers: readonly (readonly [string, Buffer | ((port: number) => Buffer), RefusalKind])[] = [
  ["a length of 1 GiB", Buffer.from([0x40, 0, 0, 0, 1, 2, 3]), "oversized"],
  ["a length of nothing", Buffer.from([0, 0, 0, 0]), "empty"],
  ["a web browser", Buffer.from("GET / HTTP/1.1\r\n\r\n"), "oversized"],
  ["no JSON", text("nothing"), "malformed"],
  ["no object", text("[1]"), "malformed"],
  ["an unknown kind", text('{"kind":"attach"}'), "unknownKind"],
  ["a message before a hello", framed(heartbeat), "unexpected"],
  [
    "a term out of range",
    text('{"kind":"message","from":"S1","id":"x","message":{"kind":"LeaderHeartbeat","term":4294967296}}'),
    "badTerm",
  ],
  ["a wrong token", (port) => framed(hello(port, { proof: "of that run" })), "wrongToken"],
  ["a hello that was said at another port", (port) => framed(hello(port + 1)), "wrongToken"],
  [
    "a hello that was another call's",
    (port) => framed(hello(port, { attempt: 9, proof: hello(port).proof })),
    "wrongToken",
  ],
  ["a node nobody knows", (port) => framed(hello(port, { from: "S9" })), "wrongNode"],
  ["the name of the node itself", (port) => framed(hello(port, { from: "S3" })), "wrongNode"],
  ["a hello for another node", (port) => framed(hello(port, { to: "S2" })), "wrongTarget"],
];

const bytesFor = (bytes: Buffer | ((port: number) => Buffer), port: number): Buffer =>
  typeof bytes === "function" ? bytes(port) : bytes;

describe("three nodes", () => {
  test("elect a leader, and what they send is recorded before", async () => {
    const running = await startAll();
    await elected(running);
    const all = [...running.values()].flatMap(({ seen }) => seen);
    const sent = all.flatMap((one) => one.sent);
    expect(new Set(sent).size).toBe(sent.length);
    for (const { received } of all) if (received !== undefined) expect(sent).toContain(received);
    expect(all.filter(({ action }) => action.name === "ApplyNodeAvailable")).toHaveLength(6);
  });

  test("stay up, lose nothing and let nobody in, whoever calls", async () => {
    const running = await startAll();
    await elected(running);
    const { node, port } = of(running, "S3");
    for (const [, bytes] of strangers) {
      const { socket, closed, heard } = call(port);
      socket.write(bytesFor(bytes, port));
      await closed;
      expect(heard).toEqual([]);
    }
    const half = call(port);
    half.socket.end(framed(hello(port)).subarray(0, 20));
    await half.closed;
    const expected: Partial<Record<RefusalKind, number>> = { halfFrame: 1 };
    for (const [, , kind] of strangers) expected[kind] = (expected[kind] ?? 0) + 1;
    await vi.waitFor(() => expect(node.refusals()).toEqual(expected));
    const lost = [...running.values()].flatMap(({ seen }) =>
      seen.filter(({ action }) => action.name === "ApplyNodeUnavailable"),
    );
    expect(lost).toEqual([]);
    await elected(running);
    expect(node.state().term).toBeLessThan(7);
  });
});

describe("a node alone", () => {
  test.each(strangers)("refuses %s by its kind", async (_, bytes, kind) => {
    const running = await startAll(["S3"]);
    const { node, port, seen } = of(running, "S3");
    const { socket, closed } = call(port);
    socket.write(bytesFor(bytes, port));
    await closed;
    expect(node.refusals()).toEqual({ [kind]: 1 });
    expect(seen.map(({ action }) => action.name)).not.toContain("ApplyNodeAvailable");
  });

  test("refuses a stale call of a peer, whichever comes first, and keeps the newer", async () => {
    const { node, port, seen } = of(await startAll(["S3"]), "S3");
    const newer = call(port);
    newer.socket.write(framed(hello(port, { incarnation: 2, attempt: 3 })));
    await vi.waitFor(() => expect(newer.heard).toHaveLength(1));
    for (const old of [
      hello(port, { incarnation: 2, attempt: 3 }),
      hello(port, { incarnation: 1, attempt: 9 }),
    ]) {
      const { socket, closed } = call(port);
      socket.write(framed(old));
      await closed;
    }
    expect(node.refusals()).toEqual({ stale: 2 });
    newer.socket.write(framed(heartbeat));
    await vi.waitFor(() => expect(seen.map(({ received }) => received)).toContain("S1.1.9"));
  });

  test("closes the old connection before it takes the new one of the same peer", async () => {
    const { port, seen } = of(await startAll(["S3"]), "S3");
    const first = call(port);
    first.socket.write(framed(hello(port)));
    await vi.waitFor(() => expect(first.heard).toHaveLength(1));
    const second = call(port);
    second.socket.write(framed(hello(port, { attempt: 2, id: "S1.1.2" })));
    await first.closed;
    await vi.waitFor(() => expect(second.heard).toHaveLength(1));
    const news = seen.filter(({ action }) => action.args.j === "S1");
    expect(news.map(({ action, received }) => [action.name, received])).toEqual([
      ["ApplyNodeAvailable", "S1.1.1"],
      ["ApplyNodeUnavailable", undefined],
      ["ApplyNodeAvailable", "S1.1.2"],
    ]);
    expect(news.map(({ connected }) => connected)).toEqual([["S1"], [], ["S1"]]);
  });

  test.each([
    ["a second hello", framed(hello(1, { attempt: 2 })), "unexpected"],
    ["another node's message", framed({ ...heartbeat, from: "S2" }), "wrongNode"],
    [
      "a bad term",
      text('{"kind":"message","from":"S1","id":"x","message":{"kind":"LeaderHeartbeat","term":0}}'),
      "badTerm",
    ],
  ] as const)("closes a peer's connection on %s", async (_, bytes, kind) => {
    const { node, port, seen } = of(await startAll(["S3"]), "S3");
    const { socket, closed, heard } = call(port);
    socket.write(framed(hello(port)));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    socket.write(bytes);
    await closed;
    expect(node.refusals()).toEqual({ [kind]: 1 });
    // A timer may have fired in between.
    const ofPeer = seen.filter(({ action }) => action.args.j === "S1");
    expect(ofPeer.at(-1)?.action.name).toBe("ApplyNodeUnavailable");
  });

  test("hears nobody before its first step", async () => {
    const { node, port, seen } = await start("S3");
    const { socket, closed } = call(port);
    socket.write(framed(hello(port)));
    await closed;
    expect([seen, node.refusals()]).toEqual([[], {}]);
  });

  test("closes who says nothing in time, and does not listen to too many at once", async () => {
    const { node, port } = await start("S3");
    node.begin({});
    const silent = Array.from({ length: 64 }, () => call(port));
    await vi.waitFor(() => expect(silent.every(({ socket }) => !socket.connecting)).toBe(true));
    await call(port).closed;
    await vi.waitFor(() => expect(node.refusals()).toEqual({ crowded: 1 }));
    await Promise.all(silent.map(({ closed }) => closed));
    expect(node.refusals()).toEqual({ crowded: 1, silent: 64 });
  });

  test("lets nobody see a step that could not be recorded", async () => {
    const { node, port } = await start("S3");
    node.begin({});
    const { socket, closed, heard } = call(port);
    refusing.add("S3");
    socket.write(framed(hello(port)));
    await closed;
    expect([heard, node.state().role]).toEqual([[], "Follower"]);
  });

  test("says that its port is taken", async () => {
    const { port } = await start("S3");
    await expect(start("S2", port)).rejects.toThrow("EADDRINUSE");
  });

  test("is dormant after stop, with its connections, and follows orders", async () => {
    const { node, seen } = of(await startAll(["S3"]), "S3");
    node.order({ kind: "quorum", quorum: 3 });
    node.order({ kind: "quorum", quorum: 3 });
    node.order({ kind: "stop" });
    node.order({ kind: "start" });
    expect(seen.map(({ action }) => action.name)).toEqual(["Start", "SetQuorum", "Stop", "Start"]);
  });

  test("falls silent after the most steps it may record", async () => {
    const { node, seen } = await start("S3", 0, 2);
    node.begin({});
    for (const quorum of [1, 2, 3]) node.order({ kind: "quorum", quorum });
    expect([seen.length, node.events()]).toEqual([2, 2]);
  });
});
