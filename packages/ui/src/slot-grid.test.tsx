import { cleanup, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SlotGrid } from "./slot-grid.tsx";

afterEach(cleanup);

const slot = (start: string, end: string) => ({ start, end });
const slots = [
  slot("2026-11-28T08:00:00Z", "2026-11-28T09:30:00Z"),
  slot("2026-11-28T11:00:00Z", "2026-11-28T12:00:00Z"),
  slot("2026-11-28T16:00:00Z", "2026-11-28T17:00:00Z"),
];

describe("SlotGrid", () => {
  it("groups by the wall clock of the zone", () => {
    render(<SlotGrid slots={slots} timeZone="Europe/Berlin" />);
    const group = (name: string) => within(screen.getByRole("group", { name }));
    expect(group("Morning").getByText("9:00 AM")).toBeTruthy();
    expect(group("Afternoon").getByText("12:00 PM")).toBeTruthy();
    expect(group("Evening").getByText("5:00 PM")).toBeTruthy();
    expect(screen.getByText("Times are in Berlin time.")).toBeTruthy();
  });

  it("marks the chosen time and reports another", async () => {
    const onSelect = vi.fn();
    render(
      <SlotGrid
        slots={slots}
        timeZone="Europe/Berlin"
        selected={slots[0]?.start}
        onSelect={onSelect}
      />,
    );
    const chosen = screen.getByRole("button", { pressed: true });
    expect(chosen.getAttribute("aria-label")).toBe("9:00 AM, until 10:30 AM");
    await userEvent.click(screen.getByRole("button", { name: /12:00 PM/ }));
    expect(onSelect).toHaveBeenCalledWith(slots[1]);
  });

  it("links every time in its link form", () => {
    render(
      <SlotGrid
        slots={slots}
        timeZone="Europe/Berlin"
        hrefFor={(one) => `/book?start=${one.start}`}
      />,
    );
    const links = screen.getAllByRole("link");
    expect(links).toHaveLength(3);
    expect(links[0]?.getAttribute("href")).toBe("/book?start=2026-11-28T08:00:00Z");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("says a few words under a time, and reads them out", () => {
    const left = slots.map((one, index) => ({ ...one, spotsLeft: index + 1 }));
    render(
      <SlotGrid
        slots={left}
        timeZone="Europe/Berlin"
        onSelect={() => {}}
        noteFor={({ spotsLeft }) => `${spotsLeft} left`}
      />,
    );
    expect(screen.getByText("3 left")).toBeTruthy();
    expect(
      screen.getByRole("button", { name: "9:00 AM, until 10:30 AM, 1 left" }).textContent,
    ).toBe("9:00 AM1 left");
  });

  it("tells apart a time that occurs twice when clocks go back", () => {
    const twice = [
      slot("2026-11-01T05:30:00Z", "2026-11-01T06:00:00Z"),
      slot("2026-11-01T06:30:00Z", "2026-11-01T07:00:00Z"),
    ];
    render(<SlotGrid slots={twice} timeZone="America/New_York" />);
    expect(screen.getByText("1:30 AM EDT")).toBeTruthy();
    expect(screen.getByText("1:30 AM EST")).toBeTruthy();
  });

  it("says that it loads, and what an empty day means", () => {
    const { rerender } = render(<SlotGrid slots={[]} timeZone="UTC" loading />);
    expect(screen.getByRole("status").textContent).toBe("Loading open times");
    rerender(<SlotGrid slots={[]} timeZone="UTC" empty={<p>Fully booked.</p>} />);
    expect(screen.getByText("Fully booked.")).toBeTruthy();
  });
});
