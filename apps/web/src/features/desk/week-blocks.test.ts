import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Week } from "./hours.ts";
import {
  moved,
  newBlock,
  overlap,
  putBlock,
  segmentsOf,
  toBlocks,
  withEnd,
  withoutBlock,
  withStart,
  type Block,
} from "./week-blocks.ts";

const closed: Week = Array.from({ length: 7 }, () => []);
const weekWith = (day: number, ...windows: Week[number]): Week =>
  closed.map((_, other) => (other === day ? windows : []));
const at = (hour: number) => hour * 60;

describe("the drawn week", () => {
  it("shows a night in two columns, Sunday's in Monday's", () => {
    const [night] = toBlocks(weekWith(6, { start: "22:00", end: "02:00" }));
    expect(night).toEqual({ day: 6, index: 0, start: at(22), end: at(26) });
    expect(segmentsOf(night!)).toEqual([
      { day: 6, start: at(22), end: at(24), isRest: false },
      { day: 0, start: 0, end: at(2), isRest: true },
    ]);
    const [evening] = toBlocks(weekWith(0, { start: "18:00", end: "00:00" }));
    expect(segmentsOf(evening!)).toHaveLength(1);
  });

  it("leaves out a stretch whose times are not filled in yet", () => {
    expect(toBlocks(weekWith(0, { start: "09:00", end: "" }))).toEqual([]);
  });

  it("sees that a night and the next morning share time, also over the end of the week", () => {
    const night: Block = { day: 6, start: at(22), end: at(30) };
    expect(overlap(night, { day: 0, start: at(5), end: at(9) })).toBe(true);
    expect(overlap(night, { day: 0, start: at(6), end: at(9) })).toBe(false);
    expect(overlap({ day: 0, start: at(5), end: at(9) }, night)).toBe(true);
  });
});

describe("moving and resizing", () => {
  const block: Block = { day: 2, start: at(9), end: at(17) };

  it("goes in steps of a quarter of an hour and keeps its length", () => {
    expect(moved(block, 4, at(10) + 8)).toEqual({ day: 4, start: at(10) + 15, end: at(18) + 15 });
    expect(moved(block, 9, -100)).toEqual({ day: 6, start: 0, end: at(8) });
    // Late in the evening it goes on through the night.
    expect(moved(block, 2, at(23))).toEqual({ day: 2, start: at(23), end: at(31) });
  });

  it("ends in its own column or in the next, at least a quarter after its start and at most a day", () => {
    expect(withEnd(block, 2, at(12) + 4).end).toBe(at(12));
    expect(withEnd(block, 2, at(7)).end).toBe(at(9) + 15);
    expect(withEnd(block, 3, at(2)).end).toBe(at(26));
    expect(withEnd(block, 5, at(2)).end).toBe(at(33));
    expect(withEnd(block, 1, at(12)).end).toBe(at(12));
    expect(withEnd({ ...block, day: 6 }, 0, at(2)).end).toBe(at(26));
  });

  it("begins on its own day", () => {
    expect(withStart(block, at(7)).start).toBe(at(7));
    expect(withStart(block, at(20)).start).toBe(at(17) - 15);
    expect(withStart({ day: 2, start: at(22), end: at(26) }, at(30)).start).toBe(at(24) - 15);
    expect(withStart({ day: 2, start: at(22), end: at(26) }, -10).start).toBe(at(2));
  });

  it("adds two hours where a day was pressed, or what others leave", () => {
    expect(newBlock([], 1, at(9) + 20)).toEqual({ day: 1, start: at(9) + 15, end: at(11) + 15 });
    expect(newBlock([{ day: 1, start: at(10), end: at(12) }], 1, at(9))).toEqual({
      day: 1,
      start: at(9),
      end: at(10),
    });
    expect(newBlock([{ day: 1, start: at(9), end: at(12) }], 1, at(9))).toBeNull();
    expect(newBlock([], 1, at(23))).toEqual({ day: 1, start: at(23), end: at(24) });
  });
});

describe("putBlock", () => {
  const week = weekWith(0, { start: "09:00", end: "12:00" }, { start: "13:00", end: "17:00" });

  it("puts a block in order among the others of its day and says where", () => {
    const put = putBlock(week, { day: 0, index: 1 }, { day: 0, start: at(6), end: at(8) });
    expect(put?.week[0]).toEqual([
      { start: "06:00", end: "08:00" },
      { start: "09:00", end: "12:00" },
    ]);
    expect(put?.place).toEqual({ day: 0, index: 0 });
  });

  it("takes it to another day", () => {
    const put = putBlock(week, { day: 0, index: 0 }, { day: 3, start: at(22), end: at(26) });
    expect(put?.week[0]).toHaveLength(1);
    expect(put?.week[3]).toEqual([{ start: "22:00", end: "02:00" }]);
  });

  it("refuses a time that others have", () => {
    expect(putBlock(week, { day: 0, index: 0 }, { day: 0, start: at(11), end: at(14) })).toBeNull();
    expect(putBlock(week, null, { day: 6, start: at(22), end: at(34) })).toBeNull();
  });

  it("never lets two stretches share time, whatever is done", () => {
    const steps = fc.array(
      fc.record({
        pick: fc.nat(20),
        kind: fc.constantFrom("add", "move", "start", "end", "remove"),
        day: fc.integer({ min: -1, max: 7 }),
        minute: fc.integer({ min: -60, max: 1500 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let now: Week = week;
        for (const { pick, kind, day, minute } of all) {
          const blocks = toBlocks(now);
          const block = blocks[pick % Math.max(1, blocks.length)];
          const changed = {
            add: () => newBlock(blocks, Math.max(0, Math.min(6, day)), minute),
            move: () => block && moved(block, day, minute),
            start: () => block && withStart(block, minute),
            end: () => block && withEnd(block, day, minute),
            remove: () => undefined,
          }[kind]();
          if (kind === "remove" && block) now = withoutBlock(now, block);
          if (changed) now = putBlock(now, kind === "add" ? null : block!, changed)?.week ?? now;
        }
        const after = toBlocks(now);
        for (const [index, a] of after.entries())
          for (const b of after.slice(index + 1)) expect(overlap(a, b)).toBe(false);
        for (const { start, end } of after) expect(end - start).toBeGreaterThanOrEqual(15);
      }),
    );
  });
});
