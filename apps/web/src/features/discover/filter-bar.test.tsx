import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { FilterBar } from "./filter-bar.tsx";
import { filterFields, filterLabel } from "./filter-choices.ts";
import type { SearchState } from "./read-search-state.ts";
import { NavigationProvider } from "./search-navigation.tsx";
import { activeFilters } from "./search-state.ts";

afterEach(cleanup);

const setup = (state: SearchState) => {
  const go = vi.fn();
  const fields = filterFields(state, {
    days: [{ value: "2026-11-28", label: "Tomorrow" }],
    currency: "USD",
    unit: "mi",
    usualRadiusKm: 25,
  });
  const active = activeFilters(state).map((name) => ({
    name,
    label: filterLabel(name, state, fields),
  }));
  render(
    <NavigationProvider value={{ go, pending: false }}>
      <FilterBar {...{ state, fields, active }} languages={[]} counts={{}} />
    </NavigationProvider>,
  );
  return go;
};

it("gives up the lowest price for a highest price below it", async () => {
  const go = setup({ near: "Austin, TX", minPrice: 20_000 });
  await userEvent.selectOptions(screen.getByLabelText("Price up to"), "Up to $100");
  expect(go).toHaveBeenCalledWith("/search?near=Austin%2C+TX&maxPrice=10000");
});

it("shows distance and times as filters that can be taken away, and no other time of day beside them", async () => {
  const go = setup({ near: "Austin, TX", radiusKm: 8.05, date: "2026-11-28", time: "09:00-12:00" });
  expect(screen.getByRole("link", { name: "Remove filter: Within 5 mi" })).toBeTruthy();
  expect(screen.queryByLabelText("Time of day")).toBeNull();
  await userEvent.click(screen.getByRole("link", { name: "Remove filter: 9:00 AM–12:00 PM" }));
  expect(go).toHaveBeenCalledWith("/search?near=Austin%2C+TX&radiusKm=8.05&date=2026-11-28");
});

it("shows what was chosen while the page that has it is on its way", async () => {
  setup({ near: "Austin, TX" });
  const rating = screen.getByLabelText<HTMLSelectElement>("Rating");
  await userEvent.selectOptions(rating, "4.5 and up");
  expect(rating.value).toBe("4.5");
});
