import { createHmac, timingSafeEqual } from "node:crypto";
import type { Hello, Welcome } from "./wire.ts";

// Who belongs to the run knows its token, and shows that without saying it: a program that has got hold of the port of
// a process that is gone hears hellos, too, and must not learn from them how to be let in elsewhere.

/** What a hello shows: that its sender knows the token, for this one call of this one port. */
export const helloProof = (token: string, hello: Omit<Hello, "kind" | "proof">, port: number): string =>
  proofOf(token, ["hello", hello.from, hello.to, hello.incarnation, hello.attempt, hello.id, port]);

/** What a welcome shows: that its sender knows the token and answers this very hello. */
export const welcomeProof = (
  token: string,
  welcome: Omit<Welcome, "kind" | "proof">,
  hello: Pick<Hello, "proof">,
): string => proofOf(token, ["welcome", welcome.from, welcome.to, welcome.id, hello.proof]);

/** Takes the same time wherever the two differ. */
export const isSameProof = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const proofOf = (token: string, said: readonly (string | number)[]): string =>
  createHmac("sha256", token).update(JSON.stringify(said)).digest("base64url");
