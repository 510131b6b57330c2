import type { NodeTransition } from "../../../impl/cluster/tcp/nodeTransition.ts";
import type { NewEvent } from "../../../traces/recorder.ts";
import { nodeState } from "./projection.ts";
import { loggedArguments } from "./transitionEvent.ts";

/** The event by which a process tells its own step: no channels and links, which no process can see. */
export const tcpEvent = ({ action, state, connected, received, sent, at }: NodeTransition): NewEvent => ({
  node: state.self,
  action: action.name,
  args: loggedArguments(action),
  state: { ...nodeState(state), connected: { "#at": [[state.self, { "#set": connected }]] } },
  ...(received === undefined ? {} : { received }),
  ...(sent.length === 0 ? {} : { sent }),
  at,
});
