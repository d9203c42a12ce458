import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { filterFields } from "./filter-choices.ts";
import FilterPanel from "./filter-panel.tsx";
import type { SearchState } from "./read-search-state.ts";

afterEach(cleanup);

const days = [
  { value: "2026-11-27", label: "Today" },
  { value: "2026-11-28", label: "Tomorrow" },
];
const setup = (state: SearchState) => {
  const onLeave = vi.fn();
  const facts = { days, currency: "USD", unit: "mi" as const, usualRadiusKm: 25 };
  render(
    <FilterPanel
      state={state}
      fields={filterFields(state, facts)}
      languages={[]}
      counts={{}}
      open
      onOpenChange={() => undefined}
      onLeave={onLeave}
    />,
  );
  const choose = (label: string, choice: string) =>
    userEvent.selectOptions(screen.getByLabelText(label), choice);
  const chosen = (label: string) =>
    screen.getByLabelText<HTMLSelectElement>(label).selectedOptions[0]?.textContent;
  const show = async () => {
    await userEvent.click(screen.getByRole("button", { name: "Show results" }));
    return onLeave.mock.lastCall?.[0];
  };
  return { choose, chosen, show };
};

describe("FilterPanel", () => {
  it("asks for times of a day within a distance", async () => {
    const { choose, show } = setup({ near: "Austin, TX" });
    await choose("Distance", "Within 5 mi");
    await choose("Day", "Tomorrow");
    await choose("Starts from", "9:00 AM");
    await choose("Starts before", "12:00 PM");
    expect(await show()).toBe(
      "/search?near=Austin%2C+TX&radiusKm=8.05&date=2026-11-28&time=09%3A00-12%3A00",
    );
  });

  it("gives times a day, and takes them away with it", async () => {
    const { choose, chosen, show } = setup({ near: "Austin, TX" });
    await choose("Starts before", "12:00 PM");
    expect(chosen("Day")).toBe("Today");
    await choose("Day", "Any day");
    expect(chosen("Starts before")).toBe("Any time");
    expect(await show()).toBe("/search?near=Austin%2C+TX");
  });

  it("has times or a part of the day, whichever is chosen last", async () => {
    const { choose, chosen } = setup({ date: "2026-11-28", partOfDay: "morning" });
    await choose("Starts from", "3:00 PM");
    expect(chosen("Time of day")).toBe("Any time");
    await choose("Time of day", "Evening");
    expect(chosen("Starts from")).toBe("Any time");
    expect(chosen("Day")).toBe("Tomorrow");
  });
});
