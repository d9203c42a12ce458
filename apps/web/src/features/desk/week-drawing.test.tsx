import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Week } from "./hours.ts";
import { WeekDrawing } from "./week-drawing.tsx";

beforeEach(() => {
  // Seven columns of 100 pixels, an hour 20 pixels tall.
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(
    new DOMRect(0, 0, 700, 480),
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const nineToFive: Week = [[{ start: "09:00", end: "17:00" }], [], [], [], [], [], []];
/** The week after the last change. */
let week: Week = [];
const onEdit = vi.fn();

function Harness({ initial }: { initial: Week }) {
  const [value, setValue] = useState(initial);
  const change = (next: Week) => {
    week = next;
    setValue(next);
  };
  return <WeekDrawing week={value} onChange={change} onEdit={onEdit} />;
}
const setup = (initial = nineToFive) => {
  week = initial;
  render(<Harness initial={initial} />);
};
const block = (name: string | RegExp) => screen.getByRole("button", { name });
const column = (day: string) => document.querySelector(`[data-column="${day}"]`)!;

/** From the middle of a column at an hour to another. */
const at = (day: number, hour: number) => ({ clientX: day * 100 + 50, clientY: hour * 20 });
const drag = (
  element: Element,
  from: ReturnType<typeof at>,
  to: ReturnType<typeof at>,
  pointerType = "mouse",
) => {
  fireEvent.pointerDown(element, { ...from, pointerId: 1, button: 0, pointerType });
  fireEvent.pointerMove(window, { ...to, pointerId: 1 });
  fireEvent.pointerUp(window, { ...to, pointerId: 1 });
};

describe("the drawn week by mouse", () => {
  it("moves hours to another day and time", () => {
    setup();
    drag(block("Monday, 9:00 AM–5:00 PM"), at(0, 10), at(2, 11.5));
    expect(week[0]).toEqual([]);
    expect(week[2]).toEqual([{ start: "10:30", end: "18:30" }]);
    expect(document.activeElement).toBe(block("Wednesday, 10:30 AM–6:30 PM"));
  });

  it("changes either end, over midnight too", () => {
    setup();
    const grip = (end: string) => document.querySelector(`[data-grip="${end}"]`)!;
    drag(grip("start"), at(0, 9), at(0, 7));
    expect(week[0]).toEqual([{ start: "07:00", end: "17:00" }]);
    drag(grip("end"), at(0, 17), at(1, 2));
    expect(week[0]).toEqual([{ start: "07:00", end: "02:00" }]);
    expect(block("Monday, 7:00 AM–2:00 AM, into Tuesday")).toBeTruthy();
    expect(column("Tuesday").childElementCount).toBe(1);
  });

  it("adds hours by drawing over a day, and by a click", async () => {
    setup();
    drag(column("Friday"), at(4, 8), at(4, 12));
    expect(week[4]).toEqual([{ start: "08:00", end: "12:00" }]);
    // The click that browsers report at the end of a drag is none.
    fireEvent.click(column("Friday"), at(4, 12));
    expect(screen.getByRole("status").textContent).toBe("Friday, 8:00 AM–12:00 PM");
    await new Promise((done) => setTimeout(done));
    fireEvent.click(column("Sunday"), at(6, 10));
    // The first press on an empty place lets go of what was chosen.
    expect(week[6]).toEqual([]);
    fireEvent.click(column("Sunday"), at(6, 10));
    expect(week[6]).toEqual([{ start: "10:00", end: "12:00" }]);
  });

  it("stays where it last had room", () => {
    setup([
      [
        { start: "09:00", end: "12:00" },
        { start: "13:00", end: "17:00" },
      ],
      [],
      [],
      [],
      [],
      [],
      [],
    ]);
    const press = { pointerId: 1, button: 0, pointerType: "mouse" };
    fireEvent.pointerDown(block("Monday, 9:00 AM–12:00 PM"), { ...at(0, 10), ...press });
    fireEvent.pointerMove(window, { ...at(0, 10.5), pointerId: 1 });
    fireEvent.pointerMove(window, { ...at(0, 12), pointerId: 1 });
    expect(block("Monday, 9:30 AM–12:30 PM")).toBeTruthy();
    fireEvent.pointerUp(window, { ...at(0, 12), pointerId: 1 });
    expect(week[0]?.[0]).toEqual({ start: "09:30", end: "12:30" });
  });

  it("gives a drag up with Escape", () => {
    setup();
    const press = { pointerId: 1, button: 0, pointerType: "mouse" };
    fireEvent.pointerDown(block(/^Monday/), { ...at(0, 10), ...press });
    fireEvent.pointerMove(window, { ...at(3, 10), pointerId: 1 });
    expect(block(/^Thursday/)).toBeTruthy();
    fireEvent.keyDown(window, { key: "Escape" });
    expect(block("Monday, 9:00 AM–5:00 PM")).toBeTruthy();
    expect(week).toBe(nineToFive);
  });
});

describe("the drawn week by touch", () => {
  it("scrolls the page until a tap has chosen the hours", async () => {
    setup();
    drag(block(/^Monday/), at(0, 10), at(0, 12), "touch");
    expect(week).toBe(nineToFive);
    await userEvent.click(block(/^Monday/));
    drag(block(/^Monday/), at(0, 10), at(0, 12), "touch");
    expect(week[0]).toEqual([{ start: "11:00", end: "19:00" }]);
  });
});

describe("the drawn week by keyboard", () => {
  it("moves with arrows, changes the end with Shift, and keeps the focus", async () => {
    setup();
    block(/^Monday/).focus();
    await userEvent.keyboard("{ArrowDown}{ArrowRight}{Shift>}{ArrowDown}{/Shift}");
    expect(week[1]).toEqual([{ start: "09:15", end: "17:30" }]);
    expect(document.activeElement).toBe(block("Tuesday, 9:15 AM–5:30 PM"));
    expect(screen.getByRole("status").textContent).toBe("Tuesday, 9:15 AM–5:30 PM");
  });

  it("removes with Delete, and leads to the time fields", async () => {
    setup();
    await userEvent.click(block(/^Monday/));
    await userEvent.click(screen.getByRole("button", { name: "Edit times" }));
    expect(onEdit).toHaveBeenCalledWith(expect.objectContaining({ day: 0, index: 0 }));
    block(/^Monday/).focus();
    await userEvent.keyboard("{Delete}");
    expect(week[0]).toEqual([]);
  });
});
