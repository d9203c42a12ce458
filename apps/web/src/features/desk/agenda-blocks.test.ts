import { describe, expect, it } from "vitest";
import { weekAxis } from "./agenda-axis.ts";
import { blocksOf, neighborOf, placeBlocks } from "./agenda-blocks.ts";
import { isMovable } from "./use-agenda-move.ts";
import { bookingItem, exampleBooking, exampleItem, weekIn } from "./example-agenda.ts";

const axis = weekAxis(weekIn("UTC", "2026-11-30"));
const off = (start: string, end: string) =>
  exampleItem("time_off", `2026-12-${start}:00.000Z`, `2026-12-${end}:00.000Z`);
const place = (...items: ReturnType<typeof off>[]) => placeBlocks(axis, blocksOf({ items }));
const lanes = (placed: ReturnType<typeof place>) =>
  placed.map(({ from, lane, lanes: of }) => [from / 60, lane, of]);

describe("blocks in their columns", () => {
  it("have the whole width while they only meet", () => {
    expect(lanes(place(off("01T09:00", "01T10:00"), off("01T10:00", "01T11:00")))).toEqual([
      [9, 0, 1],
      [10, 0, 1],
    ]);
  });

  it("share it with those they overlap, also by way of a third", () => {
    expect(
      lanes(
        place(
          off("01T09:00", "01T12:00"),
          off("01T10:00", "01T11:00"),
          off("01T11:00", "01T13:00"),
          off("01T14:00", "01T15:00"),
        ),
      ),
    ).toEqual([
      [9, 0, 2],
      [10, 1, 2],
      [11, 1, 2],
      [14, 0, 1],
    ]);
  });

  it("make room for the height that a short one is drawn with", () => {
    expect(lanes(place(off("01T09:00", "01T09:10"), off("01T09:15", "01T10:00")))).toEqual([
      [9, 0, 2],
      [9.25, 1, 2],
    ]);
  });

  it("are cut at midnight and share each column on its own", () => {
    const placed = place(off("01T22:00", "02T02:00"), off("02T01:00", "02T03:00"));
    expect(placed.map(({ column, lane, lanes: of }) => [column, lane, of])).toEqual([
      [1, 0, 1],
      [2, 0, 2],
      [2, 1, 2],
    ]);
  });

  it("show the seats of a session as one, those that are booked first", () => {
    const start = "2026-12-01T10:00:00.000Z";
    const session = { id: "018f0000-0000-7000-8000-0000000000e1", taken: 3, capacity: 8 };
    const seat = (id: string, of = session) => ({
      ...bookingItem(exampleBooking(start, { id })),
      session: of,
    });
    const held = { ...exampleItem("hold", start, "2026-12-01T11:00:00.000Z"), session };
    const other = seat("b3", { ...session, id: "018f0000-0000-7000-8000-0000000000e2" });
    const blocks = blocksOf({ items: [held, seat("b1"), seat("b2"), other] });
    expect(blocks.map(({ seats }) => seats.map(({ id }) => id))).toEqual([
      ["b1", "b2", held.id],
      ["b3"],
    ]);
    expect(blocks.map(isMovable)).toEqual([false, true]);
  });

  it("show a booking where it is, and where it is proposed to be", () => {
    const booking = exampleBooking("2026-12-01T10:00:00.000Z", {
      proposal: {
        by: "provider",
        start: "2026-12-03T12:00:00.000Z",
        end: "2026-12-03T13:00:00.000Z",
        expiresAt: "2026-12-01T09:00:00.000Z",
        reason: null,
      },
    });
    expect(
      place(bookingItem(booking)).map(({ column, from, block }) => [
        column,
        from,
        block.isProposal,
      ]),
    ).toEqual([
      [1, 600, false],
      [3, 720, true],
    ]);
  });
});

describe("arrow keys", () => {
  const placed = place(
    off("01T09:00", "01T10:00"),
    off("01T15:00", "01T16:00"),
    off("03T08:00", "03T09:00"),
    off("03T14:00", "03T15:00"),
  );
  const startOf = (key: string, direction: Parameters<typeof neighborOf>[2]) => {
    const found = neighborOf(placed, key, direction);
    return found && new Date(found.start).toISOString().slice(8, 16);
  };
  const key = (index: number) => placed[index]!.block.key;

  it("go up and down within a day, left and right to the nearest time of the next day with something", () => {
    expect(startOf(key(0), "ArrowDown")).toBe("01T15:00");
    expect(startOf(key(1), "ArrowUp")).toBe("01T09:00");
    expect(startOf(key(1), "ArrowDown")).toBeNull();
    expect(startOf(key(1), "ArrowRight")).toBe("03T14:00");
    expect(startOf(key(2), "ArrowLeft")).toBe("01T09:00");
    expect(startOf(key(0), "ArrowLeft")).toBeNull();
    expect(startOf("gone", "ArrowLeft")).toBeNull();
  });
});
