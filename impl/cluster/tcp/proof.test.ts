import { expect, test } from "vitest";
import { helloProof, isSameProof, welcomeProof } from "./proof.ts";

const hello = { from: "S1", to: "S2", incarnation: 1, attempt: 1, id: "S1.1.1" };
const welcome = { from: "S2", to: "S1", id: "S2.1.1" };

test("a proof holds for nothing but what it was made for", () => {
  const proofs = [
    helloProof("token", hello, 5000),
    helloProof("other token", hello, 5000),
    helloProof("token", hello, 5001),
    helloProof("token", { ...hello, to: "S3" }, 5000),
    helloProof("token", { ...hello, attempt: 2 }, 5000),
    helloProof("token", { ...hello, incarnation: 2 }, 5000),
    helloProof("token", { ...hello, from: "S1S2", to: "" }, 5000),
    welcomeProof("token", welcome, { proof: "a" }),
    welcomeProof("token", welcome, { proof: "b" }),
  ];
  expect(new Set(proofs).size).toBe(proofs.length);
  expect(proofs.every((proof) => !proof.includes("token") && proof.length <= 60)).toBe(true);
});

test("only equal proofs are the same", () => {
  expect([isSameProof("abc", "abc"), isSameProof("abc", "abd"), isSameProof("abc", "abcd")]).toEqual([
    ...[true, false, false],
  ]);
});
