import { expect, it } from "vitest";
import { chooseTime } from "./use-new-times.ts";

const slot = (day: string, hour: string) => ({
  start: `${day}T${hour}:00:00Z`,
  end: `${day}T${hour}:30:00Z`,
  day,
  spotsLeft: 1,
});
const slots = [slot("2026-12-01", "09"), slot("2026-12-02", "09"), slot("2026-12-02", "10")];

it("is what was wished, where that is open", () => {
  const wished = { day: "2026-12-02", start: "2026-12-02T10:00:00Z" };
  expect(chooseTime(slots, wished, "2026-12-01T00:00:00Z").chosen).toEqual(slots[2]);
});

it("else the first of the wished day, the first after the time it has now, or the first at all", () => {
  const none = { day: "", start: "" };
  expect(
    chooseTime(slots, { day: "2026-12-02", start: "" }, "2026-12-01T00:00:00Z").chosen,
  ).toEqual(slots[1]);
  expect(chooseTime(slots, none, "2026-12-01T12:00:00Z").chosen).toEqual(slots[1]);
  expect(chooseTime(slots, none, "2027-01-01T00:00:00Z").chosen).toEqual(slots[0]);
  expect(chooseTime([], none, "2027-01-01T00:00:00Z").chosen).toBeUndefined();
});
