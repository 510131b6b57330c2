import { tupleText } from "../../../tla/moduleText.ts";
import type { Variant } from "./variant.ts";

/** Further events that a variant follows after the failed one; a variant that gets so far is as good as to the end. */
export const HORIZON = 100;

/** A trace with the edits to try on it. */
export interface Asked {
  /** Events of the trace. */
  readonly length: number;
  /** Index of the event that could not happen. */
  readonly failed: number;
  readonly variants: readonly Variant[];
}

/** The variants of a batch as tables; equal ones of different traces, told by their distance from `base`, are one. */
export interface SuspectTables {
  readonly lines: readonly string[];
  /** Per trace the variant of a number of the generated module. */
  readonly variant: (trace: number, number: number) => Variant | undefined;
  /** Per trace the last position (from 1) that a variant has to match. */
  readonly last: readonly number[];
}

/**
 * `Conf_TryV`: variants, `<<items, next>>` with places counted from `Conf_TryB` of the trace; `Conf_TryM`: menus, the variants
 * that begin at one place; `Conf_TryS`: per trace its menus from `Conf_TryB` to `Conf_TryK`, the failed event; `Conf_TryN`: the end.
 */
export const suspectTables = (asked: readonly Asked[]): SuspectTables => {
  const variants = new Map<string, number>();
  const menus = new Map<string, number>();
  const known = asked.map(() => new Map<number, Variant>());
  const menusOf = (one: Asked, trace: number): string => {
    const base = baseOf(one);
    const places = Array.from({ length: one.failed - base + 1 }, (_, index) => base + index);
    const numbers = places.map((place) => {
      const here = one.variants.filter(({ start }) => start === place);
      const menu = here.map((variant) => {
        const number = numberOf(variantText(variant, base), variants);
        known[trace]?.set(number, variant);
        return number;
      });
      return numberOf(`<<${menu.join(", ")}>>`, menus);
    });
    return `<<${numbers.join(", ")}>>`;
  };
  const perTrace = asked.map(menusOf);
  const last = asked.map(({ length, failed }) => Math.min(length, failed + 1 + HORIZON));
  return {
    lines: [
      `Conf_TryV == ${tupleText([...variants.keys()])}`,
      `Conf_TryM == ${tupleText([...menus.keys()])}`,
      `Conf_TryS == ${tupleText(perTrace)}`,
      `Conf_TryB == <<${asked.map((one) => baseOf(one) + 1).join(", ")}>>`,
      // What makes a position the number of its menu; TLC cannot read the text of every number below 0.
      `Conf_TryZ == <<${asked.map((one) => negated(baseOf(one))).join(", ")}>>`,
      `Conf_TryK == <<${asked.map(({ failed }) => failed + 1).join(", ")}>>`,
      `Conf_TryN == <<${last.join(", ")}>>`,
    ],
    variant: (trace, number) => known[trace]?.get(number),
    last,
  };
};

const baseOf = ({ failed, variants }: Asked): number =>
  Math.min(failed, ...variants.map(({ start }) => start));

const negated = (count: number): string => (count === 0 ? "0" : `Conf_Below(${count - 1})`);

const variantText = ({ items, next }: Variant, base: number): string =>
  `<<<<${items.map(({ at, take }) => `<<${at - base}, ${take}>>`).join(", ")}>>, ${next - base}>>`;

const numberOf = (text: string, numbers: Map<string, number>): number => {
  const number = numbers.get(text) ?? numbers.size + 1;
  numbers.set(text, number);
  return number;
};
