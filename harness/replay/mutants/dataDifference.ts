/** Where two values of plain data differ first: a path, and both leaves as JSON. */
export interface DataDifference {
  readonly path: string;
  readonly left: string;
  readonly right: string;
}

/** Whether two values of plain data are equal but for what stands under the names that are to be ignored. */
export const sameData = (left: unknown, right: unknown, ignored: ReadonlySet<string> = NONE): boolean => {
  // Parts that both share are not looked into: two steps out of one world cost what they changed.
  if (Object.is(left, right)) return true;
  if (left instanceof Map && right instanceof Map) return sameData([...left], [...right], ignored);
  if (Array.isArray(left) && Array.isArray(right))
    return (
      left.length === right.length && left.every((value, index) => sameData(value, right[index], ignored))
    );
  if (!isRecord(left) || !isRecord(right) || Array.isArray(left) !== Array.isArray(right)) return false;
  for (const name in left)
    if (!ignored.has(name) && !sameData(left[name], right[name], ignored)) return false;
  for (const name in right) if (!ignored.has(name) && !(name in left)) return false;
  return true;
};

const NONE: ReadonlySet<string> = new Set();

/** The first place in which two values of plain data differ, or null. */
export const dataDifference = (left: unknown, right: unknown, path = ""): DataDifference | null => {
  if (sameData(left, right)) return null;
  const [ours, others] = [partsOf(left), partsOf(right)];
  if (ours === null || others === null)
    return { path: path === "" ? "(whole)" : path, left: textOf(left), right: textOf(right) };
  for (const name of new Set([...ours.keys(), ...others.keys()])) {
    const inside = `${path}${path === "" ? "" : "."}${name}`;
    const found = dataDifference(ours.get(name), others.get(name), inside);
    if (found !== null) return found;
  }
  return null;
};

const partsOf = (value: unknown): ReadonlyMap<string, unknown> | null => {
  if (value instanceof Map) return new Map([...value].map(([name, part]) => [String(name), part]));
  return isRecord(value) ? new Map(Object.entries(value)) : null;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const textOf = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
