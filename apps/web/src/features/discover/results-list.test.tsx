import type { SearchAnswer, SearchResult } from "@loconomy/contracts";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { SearchState } from "./read-search-state.ts";
import { ResultsList } from "./results-list.tsx";

afterEach(cleanup);

const result = (id: string): SearchResult => ({
  provider: {
    id,
    slug: id,
    businessName: id,
    avatarUrl: null,
    coverPhotoUrl: null,
    category: { id, slug: "plumbing", name: "Plumbing", iconName: "droplets" },
    ratingAverage: 4.5,
    ratingCount: 3,
    responseTimeMinutes: null,
    languages: ["en"],
    isVerified: false,
    locationLabel: "Austin, TX",
    position: { lat: 30.27, lng: -97.74 },
  },
  distanceMeters: 500,
  priceFrom: { amount: 6000, currency: "USD" },
  serviceId: id,
  serviceName: "Leaking tap",
  variantId: null,
  timeZone: "America/Chicago",
  nextTimes: [],
  why: "0.3 mi away",
});

const setup = (state: SearchState, answer: Partial<SearchAnswer>) =>
  render(
    <ResultsList
      state={state}
      heading="Plumbing near Austin, TX"
      unit="mi"
      results={{
        items: [],
        nextCursor: null,
        place: null,
        total: 154,
        totalIsExact: true,
        corrected: null,
        facets: null,
        widen: [],
        understood: null,
        didYouMean: [],
        ...answer,
      }}
    />,
  );
const tomorrow = { near: "Austin, TX", date: "2026-11-28" };
const hrefOf = (name: string) => screen.getByRole("link", { name }).getAttribute("href");

describe("ResultsList", () => {
  it("goes on when nobody of those asked so far is free, and there are more", () => {
    setup(tomorrow, { nextCursor: "further" });
    expect(screen.getByText(/^Nobody we have asked so far has a time that fits/)).toBeTruthy();
    expect(hrefOf("Keep looking")).toBe("/search?near=Austin%2C+TX&date=2026-11-28&cursor=further");
    expect(screen.queryByText(/Nothing found/)).toBeNull();
  });

  it("says so when nobody is left on a later page, and leads back", () => {
    setup({ ...tomorrow, cursor: "further" }, {});
    expect(screen.getByText(/^That was everybody/)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Keep looking" })).toBeNull();
    expect(hrefOf("Back to the first results")).toBe("/search?near=Austin%2C+TX&date=2026-11-28");
  });

  it("says what to widen when there is nobody at all", () => {
    setup(tomorrow, { total: 0, widen: [{ change: "radiusKm", to: 50, found: 12 }] });
    expect(screen.getByText(/^Nothing found for Plumbing near Austin/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "12 within 31 mi" })).toBeTruthy();
  });

  it("says what to widen on a later page too, when none before it had anybody", () => {
    setup({ ...tomorrow, cursor: "further" }, { widen: [{ change: "time", to: null, found: 9 }] });
    expect(screen.getByRole("link", { name: "9 at any time" })).toBeTruthy();
    expect(screen.queryByText(/^That was everybody/)).toBeNull();
  });

  it("never counts a total beside a list that is not a part of it", () => {
    const items = [result("a"), result("b")];
    setup({ near: "Austin, TX" }, { items, nextCursor: "further" });
    expect(screen.getByText("Showing 2 of 154")).toBeTruthy();
    cleanup();
    setup(tomorrow, { items });
    setup({ near: "Austin, TX", cursor: "later" }, { items });
    setup({ near: "Austin, TX" }, { items, nextCursor: "further", totalIsExact: false });
    expect(screen.queryByText(/^Showing/)).toBeNull();
    expect(screen.getAllByRole("link", { name: "Show more" })).toHaveLength(1);
  });
});
