import { sha256 } from "../../cache/entry.ts";
import { toolDigest } from "../../cache/toolDigest.ts";
import { compareTexts } from "../../graph/stateDigest.ts";
import type { DrivenSpec } from "../driverFile/driverContext.ts";
import { readModules } from "./moduleFiles.ts";

/** The code of an implementation and of what judges it, as it stands in the files. */
export interface ImplementationCode {
  readonly digest: string;
  /** What a driver uses besides: with that, nobody can tell from the files what it does. */
  readonly beyond: readonly string[];
}

/**
 * The code of this program with its targets, Node and the machine, and of a driver of one's own all modules that it reaches
 * by relative imports. To be read before the code is loaded, and once more when something is said of it.
 */
export const readCode = async (driver?: string): Promise<ImplementationCode> => {
  const modules = driver === undefined ? NO_MODULES : await modulesOf(driver);
  const machine = [process.version, process.platform, process.arch];
  const digest = sha256(JSON.stringify([machine, toolDigest(undefined, ROOMS), modules.digests]));
  return { digest, beyond: modules.beyond };
};

const NO_MODULES = { digests: [], beyond: [] };

/** Who loads the file says what is wrong with it. */
const modulesOf = (driver: string): ReturnType<typeof readModules> =>
  readModules(driver).catch(() => ({ digests: [], beyond: [driver] }));

/** Folders of this program whose code has a say in what its targets do. */
const ROOMS = ["harness", "traces", "impl"];

/** What decides besides the code. */
export interface Implementation {
  readonly target: string;
  /** What the user says of the version of what the driver drives. */
  readonly version?: string;
  readonly told: Told;
}

/** What of the spec has a say in what an implementation does, besides the steps that it is asked for. */
export interface Told {
  /** The same for the same implementation. */
  readonly fixed: string;
  /** Actions that it may say it did: any other is a mistake of the driver's. Null: nobody looks at that. */
  readonly actions: readonly string[] | null;
}

/** Which implementation it is: a digest of all that decides what it does and how it is judged, or why nobody knows. */
export type Identity =
  | { readonly kind: "known"; readonly digest: string; readonly actions: Told["actions"] }
  | { readonly kind: "unknown"; readonly reason: string };

export const implementationOf = (
  { digest, beyond }: ImplementationCode,
  { target, version, told }: Implementation,
): Identity =>
  beyond.length > 0 && version === undefined
    ? { kind: "unknown", reason: notInModules(beyond) }
    : {
        kind: "known",
        digest: sha256(JSON.stringify([digest, target, version ?? null, told.fixed])),
        actions: told.actions,
      };

const notInModules = (beyond: readonly string[]): string => {
  const named = beyond.slice(0, MOST_NAMED).join(", ");
  const more = beyond.length > MOST_NAMED ? ` and ${beyond.length - MOST_NAMED} more` : "";
  return `the driver uses ${named}${more}, and only --impl-version can say whether that is the same`;
};

const MOST_NAMED = 5;

/** A target: the model decides only which of its deviations it declares, and evidence names those. */
export const TOLD_NOTHING: Told = { fixed: "", actions: null };

/** A driver's file: texts are model values by the spec; one that a function makes may be anything by all that it is told. */
export const toldDriver = ({ actions, variables, modelValues }: DrivenSpec, isMade: boolean): Told => {
  const names = [...modelValues].sort(compareTexts);
  return { fixed: JSON.stringify(isMade ? [names, actions, variables] : [names]), actions };
};
