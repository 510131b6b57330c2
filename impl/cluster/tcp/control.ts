import type { Role } from "../../elector/types.ts";
import type { Order, Ports } from "./node.ts";
import type { RefusalCounts } from "./refusals.ts";
import type { NodeSetup } from "./setup.ts";

/** From whoever started a process to the process, over its IPC channel. */
export type Command =
  | { readonly kind: "configure"; readonly setup: NodeSetup }
  | { readonly kind: "begin"; readonly ports: Ports }
  | { readonly kind: "ports"; readonly ports: Ports }
  | { readonly kind: "order"; readonly order: Order }
  /** Nothing more is to happen; the record is closed. The process ends when the channel closes. */
  | { readonly kind: "finish" };

/** What a process tells of itself. */
export interface Standing {
  readonly events: number;
  readonly role: Role;
  readonly term: number;
  readonly refusals: RefusalCounts;
}

/** From a process to whoever started it. */
export type Report =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "failed"; readonly cause: "listen" | "record"; readonly reason: string }
  | { readonly kind: "standing"; readonly standing: Standing }
  | { readonly kind: "finished"; readonly standing: Standing };
