import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOverlapping, pinGroups, pinWidth } from "./pin-groups.ts";

const pin = (id: string, x: number, y = 0) => ({ id, x, y, width: pinWidth("$60") });
const ids = (groups: ReturnType<typeof pinGroups>) =>
  groups.map((group) => group.map(({ id }) => id));

describe("pins that lie over each other", () => {
  it("joins them, and leaves the others alone", () => {
    expect(ids(pinGroups([pin("a", 0), pin("b", 20), pin("c", 200), pin("d", 10, 50)]))).toEqual([
      ["a", "b"],
      ["c"],
      ["d"],
    ]);
  });

  it("knows that a long price needs more room", () => {
    const wide = { ...pin("b", 60), width: pinWidth("$12,000") };
    expect(pinGroups([pin("a", 0), pin("b", 60)])).toHaveLength(2);
    expect(pinGroups([pin("a", 0), wide])).toHaveLength(1);
  });

  it("never shows two that overlap, and loses none", () => {
    const pixel = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(fc.array(fc.tuple(pixel, pixel), { maxLength: 40 }), (points) => {
        const pins = points.map(([x, y], index) => pin(String(index), x, y));
        const groups = pinGroups(pins);
        expect(groups.flat().toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(pins);
        const shown = groups.flatMap(([first]) => (first ? [first] : []));
        for (const [index, one] of shown.entries())
          for (const other of shown.slice(index + 1)) expect(isOverlapping(one, other)).toBe(false);
      }),
    );
  });
});
