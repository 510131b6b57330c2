import type { Standing } from "./control.ts";
import type { Member } from "./member.ts";

/** Steps recorded by all processes so far, as they said last. */
export const eventsOf = (members: readonly Member[]): number =>
  members.reduce((sum, member) => sum + stepsOf(member), 0);

/** Who leads, and who has no process. */
export const describeCluster = (members: readonly Member[]): string => {
  const each = members.map((member) => ({ node: member.node, standing: member.current()?.standing() }));
  const leaders = each.flatMap(({ node, standing }) =>
    standing?.role === "Leader" ? [`leader ${node} term ${standing.term}`] : [],
  );
  const gone = members
    .filter((member) => member.current() === undefined)
    .map(({ node }) => `${node} crashed`);
  const stopped = members
    .filter((member) => member.heldPid() !== undefined)
    .map(({ node }) => `${node} paused`);
  return [leaders.join(", ") || "no leader", ...gone, ...stopped].join(", ");
};

const stepsOf = (member: Member): number => {
  const standings: readonly (Standing | undefined)[] = [
    ...member.incarnations().map(({ standing }) => standing),
    member.current()?.standing(),
  ];
  return standings.reduce((sum, standing) => sum + (standing?.events ?? 0), 0);
};
