import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SearchState } from "./read-search-state.ts";
import { SearchForm } from "./search-form.tsx";
import { NavigationProvider } from "./search-navigation.tsx";
import { forgetSearches, rememberSearch } from "./use-recent-searches.ts";

afterEach(() => {
  cleanup();
  forgetSearches();
  vi.unstubAllGlobals();
});

const days = [{ value: "2026-11-28", label: "Today" }];
const categories = [{ name: "Plumbing", slug: "plumbing", iconName: "droplets" }];

const tree = (state: SearchState, go: (href: string) => void, categoryName?: string) => (
  <QueryClientProvider client={new QueryClient()}>
    <NavigationProvider value={{ go, pending: false }}>
      <SearchForm {...{ state, categoryName, categories, days }} />
    </NavigationProvider>
  </QueryClientProvider>
);
function setup(state: SearchState = {}, categoryName?: string) {
  const go = vi.fn();
  render(tree(state, go, categoryName));
  return { go, submit: () => userEvent.click(screen.getByRole("button", { name: "Search" })) };
}
const need = () => screen.getByRole("combobox", { name: "What do you need?" });
const place = () => screen.getByRole("combobox", { name: "Where?" });
/** All at once: what happens at every key is shown where the field is tested. */
const write = async (field: HTMLElement, text: string) => {
  await userEvent.click(field);
  await userEvent.paste(text);
};

describe("SearchForm", () => {
  it("searches for words at a place on a day, and keeps filters", async () => {
    const { go, submit } = setup({ verified: true, cursor: "later" });
    await write(need(), "leaking tap");
    await write(place(), "Berlin");
    await userEvent.selectOptions(screen.getByLabelText("When?"), "Today");
    await submit();
    expect(go).toHaveBeenCalledWith(
      "/search?q=leaking+tap&near=Berlin&date=2026-11-28&verified=true",
    );
  });

  it("searches a category that was picked by its slug, not by its name", async () => {
    const { go, submit } = setup({ near: "Berlin" });
    await userEvent.click(need());
    await userEvent.click(screen.getByRole("option", { name: "Plumbing" }));
    await submit();
    expect(go).toHaveBeenCalledWith("/search?category=plumbing&near=Berlin");
  });

  it("forgets the category when other words are typed over it", async () => {
    const { go, submit } = setup({ near: "Berlin", category: "plumbing" }, "Plumbing");
    await userEvent.clear(need());
    await write(need(), "piano");
    await submit();
    expect(go).toHaveBeenCalledWith("/search?q=piano&near=Berlin");
  });

  it("takes the browser's location, rounded", async () => {
    const here = { coords: { latitude: 30.2671534, longitude: -97.7430608 } };
    vi.stubGlobal(
      "navigator",
      Object.assign(Object.create(navigator), {
        geolocation: { getCurrentPosition: (done: (at: typeof here) => void) => done(here) },
      }),
    );
    const { go, submit } = setup({ near: "Berlin" });
    await userEvent.click(place());
    await userEvent.click(screen.getByRole("option", { name: "Use my location" }));
    await submit();
    expect(go).toHaveBeenCalledWith("/search?lat=30.267&lng=-97.743");
  });

  it("says what to do when the location is refused", async () => {
    vi.stubGlobal(
      "navigator",
      Object.assign(Object.create(navigator), {
        geolocation: { getCurrentPosition: (_done: unknown, refused: () => void) => refused() },
      }),
    );
    setup();
    await userEvent.click(place());
    await userEvent.click(screen.getByRole("option", { name: "Use my location" }));
    expect(await screen.findByText(/Type a city instead/)).toBeTruthy();
    expect((place() as HTMLInputElement).value).toBe("");
  });

  it("keeps the area of the map until another place is typed", async () => {
    const box = "-97.9,30.1,-97.5,30.5";
    const { go, submit } = setup({ box });
    expect((place() as HTMLInputElement).value).toBe("Area on the map");
    await submit();
    expect(go).toHaveBeenLastCalledWith(`/search?box=${encodeURIComponent(box)}`);
    await userEvent.clear(place());
    await write(place(), "Berlin");
    await submit();
    expect(go).toHaveBeenLastCalledWith("/search?near=Berlin");
  });

  it("keeps the radius until another place is typed", async () => {
    const { go, submit } = setup({ near: "Berlin", radiusKm: 5 });
    await submit();
    expect(go).toHaveBeenLastCalledWith("/search?near=Berlin&radiusKm=5");
    await userEvent.clear(place());
    await write(place(), "Hamburg");
    await submit();
    expect(go).toHaveBeenLastCalledWith("/search?near=Hamburg");
  });

  it("offers recent searches, goes to one at once, and forgets them when told", async () => {
    const href = "/search?category=plumbing&near=Austin%2C+TX";
    rememberSearch({ href, need: "Plumbing", place: "Austin, TX", near: "Austin, TX" });
    const { go } = setup();
    await userEvent.click(need());
    await userEvent.click(screen.getByRole("option", { name: /Plumbing.*Austin, TX/ }));
    expect(go).toHaveBeenCalledWith(href);
    await userEvent.click(place());
    expect(screen.getByRole("option", { name: "Austin, TX" })).toBeTruthy();
    await userEvent.click(need());
    await userEvent.click(screen.getByRole("option", { name: "Clear recent searches" }));
    expect(localStorage.getItem("loconomy.searches")).toBeNull();
    await userEvent.click(need());
    expect(screen.getByRole("option", { name: "Plumbing" })).toBeTruthy();
    expect(screen.queryByRole("option", { name: /recent|Austin/ })).toBeNull();
  });

  it("is a plain form to /search without JavaScript", () => {
    const html = renderToStaticMarkup(tree({ near: "Berlin" }, () => undefined));
    const form = new DOMParser().parseFromString(html, "text/html").querySelector("form");
    expect(form?.getAttribute("action")).toBe("/search");
    expect(
      [...(form?.elements ?? [])].map((field) => field.getAttribute("name")).filter(Boolean),
    ).toEqual(["q", "near", "date"]);
  });
});
