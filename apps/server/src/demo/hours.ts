import type { WeeklyWindow } from "@loconomy/contracts";
import type { Random } from "./prng.ts";
import type { Hours } from "./trades/trade.ts";

const WEEKDAYS = [1, 2, 3, 4, 5];
const on = (
  days: readonly number[],
  ...windows: Array<readonly [start: string, end: string]>
): WeeklyWindow[] =>
  days.flatMap((weekday) => windows.map(([start, end]) => ({ weekday, start, end })));

/** A week of opening hours of a kind, with small differences from one business to the next. */
export const weekOf = (random: Random, kind: Hours): WeeklyWindow[] => {
  switch (kind) {
    case "weekdays":
      return on(WEEKDAYS, [
        random.pick(["08:00", "08:30", "09:00"]),
        random.pick(["16:00", "17:00", "17:30"]),
      ]);
    case "long-days":
      return [
        ...on(WEEKDAYS, ["07:30", random.pick(["18:00", "18:30", "19:00"])]),
        ...(random.chance(0.6) ? on([6], ["09:00", "14:00"]) : []),
      ];
    case "split":
      return [
        ...on([1, 2, 4, 5], ["09:00", "12:30"], [random.pick(["13:30", "14:00"]), "18:30"]),
        ...on([3], ["09:00", "12:30"]),
      ];
    case "evenings":
      return [
        ...on(random.pick([[1, 2, 3, 4], [1, 2, 4, 5], WEEKDAYS]), [
          random.pick(["16:00", "17:00"]),
          random.pick(["20:30", "21:00"]),
        ]),
        ...on([6], ["10:00", "16:00"]),
      ];
    case "weekend":
      return [
        ...on([5], ["14:00", "20:00"]),
        ...on([6, 7], [random.pick(["08:00", "09:00", "10:00"]), "18:00"]),
      ];
    case "six-days":
      return on(
        [...WEEKDAYS, 6],
        [random.pick(["08:00", "09:00"]), random.pick(["15:00", "16:00", "17:00"])],
      );
    case "late":
      return [...on(WEEKDAYS, ["10:00", "22:00"]), ...on([6, 7], ["12:00", "20:00"])];
    case "tuesday-to-saturday":
      return [
        ...on(
          [2, 3, 4, 5],
          [random.pick(["09:30", "10:00"]), random.pick(["18:30", "19:00", "20:00"])],
        ),
        ...on([6], ["09:00", "16:00"]),
      ];
    case "night":
      return on(
        [...WEEKDAYS, 6, 7],
        [random.pick(["16:00", "18:00", "20:00"]), random.pick(["02:00", "04:00", "06:00"])],
      );
  }
};
