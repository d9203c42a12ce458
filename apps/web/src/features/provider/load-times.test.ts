import { describe, expect, it, vi } from "vitest";
import type { Api } from "../../api/types.ts";
import { loadTimes } from "./load-times.ts";
import type { OpenTimes } from "./use-open-times.ts";

const now = Date.parse("2026-11-27T15:00:00Z");
const ids = { id: "p", serviceId: "s" };

/** Open at noon on the days given, bookable until the middle of January. */
const clientWith = (days: string[]) => {
  const listSlots = vi.fn(
    async ({ from, to }: { from: string; to: string }): Promise<OpenTimes> => {
      const within = days.filter(
        (day) => day >= from.slice(0, 10) && day <= to && from.length === 10,
      );
      return {
        timeZone: "America/Chicago",
        slots: within.map((day) => ({
          start: `${day}T18:00:00.000Z`,
          end: `${day}T19:00:00.000Z`,
          day,
          spotsLeft: 1,
        })),
        nextFreeDay: within.length > 0 ? null : (days.find((day) => day > to.slice(0, 10)) ?? null),
        bookableUntil: "2027-01-15",
        held: [],
      };
    },
  );
  return { listSlots, client: { bookings: { listSlots } } as unknown as Api };
};

describe("loadTimes", () => {
  it("opens at the first month with something open, in the provider's zone", async () => {
    const { client } = clientWith(["2026-12-03", "2026-12-04"]);
    expect(await loadTimes(client, ids, {}, now)).toMatchObject({
      timeZone: "America/Chicago",
      today: "2026-11-27",
      month: "2026-12",
      day: "2026-12-03",
    });
  });

  it("shows the month and the day asked for, in the zone asked for", async () => {
    const { client, listSlots } = clientWith(["2026-12-03", "2026-12-04"]);
    const query = { day: "2026-12-04", month: "2026-12", zone: "Asia/Tokyo" };
    const times = await loadTimes(client, ids, query, now);
    // Noon in Chicago is the next morning in Tokyo.
    expect([...times.byDay.keys()]).toEqual(["2026-12-04", "2026-12-05"]);
    expect(times.day).toBe("2026-12-04");
    expect(listSlots).toHaveBeenLastCalledWith({
      ...ids,
      from: "2026-12-01",
      to: "2026-12-31",
      timeZone: "Asia/Tokyo",
    });
  });

  it("stays between today and the horizon", async () => {
    const { client } = clientWith(["2026-12-03"]);
    const monthOf = async (month: string) => (await loadTimes(client, ids, { month }, now)).month;
    expect(await monthOf("2020-01")).toBe("2026-11");
    expect(await monthOf("2031-05")).toBe("2027-01");
  });
});
