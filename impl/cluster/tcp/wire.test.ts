import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ElectorMessage, MessageKind } from "../../elector/types.ts";
import { encodeFrame } from "./frames.ts";
import { decodeWire, encodeWire, MAX_TERM } from "./wire.ts";
import type { WireFrame } from "./wire.ts";

const bareKinds: readonly MessageKind[] = [
  "ElectionProposal",
  "ElectionResponse",
  "LeaderHeartbeat",
  "HeartbeatResponse",
  "ScoutingRequest",
  "LeadershipCession",
];

const term = fc.integer({ min: 1, max: MAX_TERM });
const message: fc.Arbitrary<ElectorMessage> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...bareKinds), term }),
  fc.record({
    kind: fc.constant("ScoutingResponse" as const),
    term: fc.integer({ min: 0, max: MAX_TERM }),
    willVote: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("NodeStatus" as const), term: fc.constant(0), isAvailable: fc.boolean() }),
);
const name = fc.string({ minLength: 1, maxLength: 60 });
const frame: fc.Arbitrary<WireFrame> = fc.oneof(
  fc.record({ kind: fc.constant("message" as const), from: name, id: name, message }),
  fc.record({ kind: fc.constant("welcome" as const), proof: name, from: name, to: name, id: name }),
  fc.record({
    kind: fc.constant("hello" as const),
    ...{ proof: name, from: name, to: name, id: name },
    incarnation: fc.integer({ min: 1 }),
    attempt: fc.integer({ min: 1 }),
  }),
);

const decoded = (value: unknown) => decodeWire(Buffer.from(JSON.stringify(value)));
const carried = (content: unknown) =>
  decoded({ kind: "message", from: "S1", id: "S1.1.1", message: content });

describe("what a frame says", () => {
  test("comes out as it went in, and fits into a frame", () => {
    fc.assert(
      fc.property(frame, (one) => {
        expect(decodeWire(encodeWire(one))).toEqual(one);
        expect(() => encodeFrame(encodeWire(one))).not.toThrow();
      }),
    );
  });

  test("is refused, never thrown at, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(["malformed", "unknownKind", "badTerm"]).toContain(decodeWire(Buffer.from(bytes)));
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(["malformed", "unknownKind", "badTerm"]).toContain(decoded(value));
      }),
    );
  });

  test.each([
    [null, "malformed"],
    [[], "malformed"],
    ["hello", "malformed"],
    [{ kind: "goodbye" }, "unknownKind"],
    [{ kind: "hello", proof: "t", from: "S1", to: "S2", incarnation: 0, attempt: 1, id: "x" }, "malformed"],
    [{ kind: "hello", proof: "t", from: "S1", to: "S2", incarnation: 1, attempt: 1.5, id: "x" }, "malformed"],
    [{ kind: "welcome", proof: "t", from: "S1", to: "S2", id: "x", more: 1 }, "malformed"],
    [{ kind: "welcome", proof: "", from: "S1", to: "S2", id: "x" }, "malformed"],
    [{ kind: "welcome", proof: "t", from: "S".repeat(200), to: "S2", id: "x" }, "malformed"],
  ] as const)("%j is %s", (value, fault) => {
    expect(decoded(value)).toBe(fault);
  });

  test.each([
    [{ kind: "LeaderHeartbeat", term: 0 }, "badTerm"],
    [{ kind: "LeaderHeartbeat", term: -1 }, "badTerm"],
    [{ kind: "LeaderHeartbeat", term: 1.5 }, "badTerm"],
    [{ kind: "LeaderHeartbeat", term: 2 ** 31 }, "badTerm"],
    [{ kind: "LeaderHeartbeat", term: "1" }, "malformed"],
    [{ kind: "LeaderHeartbeat", term: 1, willVote: true }, "malformed"],
    [{ kind: "LeaderHearbeat", term: 1 }, "unknownKind"],
    [{ kind: "toString", term: 1 }, "unknownKind"],
    [{ kind: "ScoutingResponse", term: 0 }, "malformed"],
    [{ kind: "ScoutingResponse", term: 0, willVote: "yes" }, "malformed"],
    [{ kind: "NodeStatus", term: 1, isAvailable: false }, "badTerm"],
    [{ term: 1 }, "malformed"],
    [null, "malformed"],
  ] as const)("the message %j is %s", (content, fault) => {
    expect(carried(content)).toBe(fault);
  });
});
