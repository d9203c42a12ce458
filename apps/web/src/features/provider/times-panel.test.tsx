import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { areaOf } from "./area.ts";
import { ChosenServiceProvider } from "./chosen-service.tsx";
import { exampleData } from "./example-data.ts";
import { TimesPanel } from "./times-panel.tsx";
import type { LoadTimes } from "./use-open-times.ts";

afterEach(() => {
  cleanup();
  window.history.replaceState(null, "", "/");
});

const visitorZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const now = () => Date.parse("2026-11-23T12:00:00Z");
const slot = (start: string) => ({
  start,
  end: new Date(Date.parse(start) + 3_600_000).toISOString(),
  day: start.slice(0, 10),
  spotsLeft: 1,
});

/** The provider works in Kiritimati, far from any zone tests run in; times depend on the month asked for. */
const fakeTimes: LoadTimes = async ({ from }) => ({
  timeZone: "Pacific/Kiritimati",
  slots: from.startsWith("2026-11")
    ? [slot("2026-11-24T12:00:00Z"), slot("2026-11-24T14:00:00Z"), slot("2026-11-26T14:00:00Z")]
    : [],
  nextFreeDay: null,
  bookableUntil: "2027-01-22",
  held: [],
});

const panel = (load: LoadTimes = fakeTimes, services = exampleData.services) => (
  <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
    <ChosenServiceProvider services={services}>
      <TimesPanel
        providerId={exampleData.provider.id}
        policy="flexible"
        area={areaOf(exampleData.provider)}
        othersHref="/search?category=plumbing"
        weeksLeft={2}
        load={load}
        now={now}
      />
    </ChosenServiceProvider>
  </QueryClientProvider>
);
const setup = (load?: LoadTimes, services?: typeof exampleData.services) =>
  render(panel(load, services));
const times = () => screen.findAllByRole("button", { name: /, until / });
const status = () =>
  screen
    .getAllByRole("status")
    .map((region) => region.textContent)
    .join(" ")
    .trim();

describe("TimesPanel", () => {
  it("shows the times of the first open day at once", async () => {
    setup();
    expect(await times()).toHaveLength(2);
    expect(screen.getByRole("button", { name: "Pick a time" })).toHaveProperty("disabled", true);
  });

  it("asks for the times of the chosen variant, and books it at its price", async () => {
    const load = vi.fn(fakeTimes);
    const [service] = exampleData.services;
    const variant = (id: string, name: string, amount: number) => ({
      id,
      name,
      price: { amount, currency: "USD" },
      durationMinutes: 60,
    });
    setup(load, [
      {
        ...service!,
        variants: [variant("small", "Small flat", 6_000), variant("big", "House", 9_900)],
      },
    ]);
    await times();
    expect(load.mock.lastCall![0].variantId).toBe("small");
    await userEvent.click(screen.getByRole("button", { name: /^House/ }));
    expect(screen.getByRole("button", { name: /^House/, pressed: true })).toBeTruthy();
    await userEvent.click((await times())[0]!);
    expect(load.mock.lastCall![0].variantId).toBe("big");
    expect(screen.getAllByText("$99")).toHaveLength(2);
    expect(screen.getByRole("link", { name: /^Book / }).getAttribute("href")).toContain(
      "&variantId=big&",
    );
  });

  it("says of a group class how many spots a time has left", async () => {
    const [service] = exampleData.services;
    const load: LoadTimes = async (input) => ({
      ...(await fakeTimes(input)),
      slots: [{ ...slot("2026-11-24T12:00:00Z"), spotsLeft: 3 }],
    });
    setup(load, [{ ...service!, capacity: 8, location: "provider" }]);
    const [time] = await times();
    expect(time!.getAttribute("aria-label")).toMatch(/, 3 spots left$/);
    cleanup();
    setup();
    expect((await times())[0]!.getAttribute("aria-label")).not.toContain("left");
  });

  it("renders a skeleton on the server that is the same for everybody", () => {
    const html = renderToString(panel());
    expect(html).toContain("Book a time");
    expect(html).not.toContain("2026");
  });

  it("says when times have loaded, how many there are on a day, and in which zone", async () => {
    setup();
    await times();
    expect(status()).toMatch(
      /^November 2026: open times on 2 days. The first is Tuesday 24 November: 2 open times, in /,
    );
    await userEvent.click(
      screen.getByRole("button", { name: /^Thursday 26 November 2026, 1 open time$/ }),
    );
    expect(status()).toMatch(/^Thursday 26 November: 1 open time, in /);
  });

  it("is used by keyboard: arrows and Enter in the month, then the times", async () => {
    setup();
    await times();
    const day = (name: RegExp) => within(screen.getByRole("grid")).getByRole("button", { name });
    day(/^Tuesday 24/).focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{Enter}");
    expect(document.activeElement).toBe(day(/^Thursday 26/));
    expect(await times()).toHaveLength(1);
    await userEvent.keyboard("{PageDown}");
    expect(await screen.findByRole("grid", { name: "December 2026" })).toBeTruthy();
    expect((document.activeElement as HTMLElement).dataset.day).toBe("2026-12-26");
  });

  it("leads to booking with the chosen time, and dates the policy", async () => {
    setup();
    await userEvent.click((await times())[0]!);
    const book = screen.getByRole("link", { name: /^Book / });
    expect(book.getAttribute("href")).toBe(
      `/book?serviceId=${exampleData.services[0]?.id}&start=2026-11-24T12%3A00%3A00Z`,
    );
    expect(screen.getByText(/Cancel for free/).textContent).toContain("24 hours before");
  });

  it("loads a month when it is looked at, up to the provider's horizon", async () => {
    const load = vi.fn(fakeTimes);
    setup(load);
    await times();
    expect(load).toHaveBeenCalledTimes(1);
    const next = () => screen.getByRole("button", { name: "Next month" });
    await userEvent.click(next());
    expect(await screen.findByText(/^No open times until Fri 22 Jan/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Find others nearby" }).getAttribute("href")).toBe(
      "/search?category=plumbing",
    );
    await userEvent.click(next());
    expect(load.mock.calls.map(([{ from, to }]) => [from, to])).toEqual([
      ["2026-11-23", "2026-11-30"],
      ["2026-12-01", "2026-12-31"],
      ["2027-01-01", "2027-01-31"],
    ]);
    expect(next()).toHaveProperty("disabled", true);
  });

  it("shows a time that the visitor holds, how long it is theirs, and the way on", async () => {
    const held = {
      ...slot("2026-11-25T12:00:00Z"),
      holdId: "019ab000-0000-7000-8000-00000000000a",
      expiresAt: "2026-11-23T12:07:12Z",
      expiresInSeconds: 432,
    };
    setup(async (input) => ({ ...(await fakeTimes(input)), held: [held] }));
    expect((await screen.findByText(/Held for you, 7:1\d left/)).textContent).toBeTruthy();
    expect(screen.getByRole("link", { name: "Continue" }).getAttribute("href")).toBe(
      `/book?serviceId=${exampleData.services[0]?.id}&start=2026-11-25T12%3A00%3A00Z&hold=${held.holdId}`,
    );
  });

  it("asks again for another service", async () => {
    const load = vi.fn(fakeTimes);
    setup(load);
    await times();
    await userEvent.selectOptions(screen.getByLabelText("Service"), "Drain cleaning");
    await times();
    expect(load.mock.calls.map(([input]) => input.serviceId)).toEqual(
      exampleData.services.map((service) => service.id),
    );
  });

  it("reads times in the provider's zone when asked, and keeps the chosen time", async () => {
    setup();
    await userEvent.click((await times())[0]!);
    const before = screen.getByRole("link", { name: /^Book / });
    const href = before.getAttribute("href");
    const zone = () => screen.getByRole("button", { name: "Provider’s time Kiritimati time" });
    await userEvent.click(zone());
    await times();
    const after = screen.getByRole("link", { name: /^Book / });
    expect(after.getAttribute("href")).toBe(href);
    expect(after.getAttribute("aria-label")).toContain("Wed 25 Nov, 2:00");
    expect(zone().getAttribute("aria-pressed")).toBe("true");
    expect(visitorZone).not.toBe("Pacific/Kiritimati");
  });

  it("remembers the zone in the address", async () => {
    const { unmount } = setup();
    await times();
    const named = () => new URLSearchParams(window.location.search).get("zone");
    await userEvent.click(screen.getByRole("button", { name: /^Provider’s time/ }));
    expect(named()).toBe("Pacific/Kiritimati");
    unmount();
    const load = vi.fn(fakeTimes);
    setup(load);
    await times();
    expect(load.mock.calls[0]?.[0].timeZone).toBe("Pacific/Kiritimati");
    await userEvent.click(screen.getByRole("button", { name: /^Your time/ }));
    expect(named()).toBeNull();
  });

  it("offers the next open day from a month without any, and takes the focus there", async () => {
    setup(async (asked) => ({
      ...(await fakeTimes(asked)),
      slots: asked.from.startsWith("2026-12") ? [slot("2026-12-01T08:00:00Z")] : [],
      nextFreeDay: "2026-12-01",
    }));
    await userEvent.click(await screen.findByRole("button", { name: /Next open day: Tue 1 Dec/ }));
    expect(document.activeElement?.tagName).toBe("H3");
    expect(await times()).toHaveLength(1);
  });

  it("says so when times cannot be loaded, and tries again", async () => {
    const load = vi.fn(fakeTimes).mockRejectedValueOnce(new Error("offline"));
    setup(load);
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await times()).toHaveLength(2);
  });
});

describe("a service at the customer's place", () => {
  const area = areaOf(exampleData.provider);
  const go = (kmNorth: number, label: string) =>
    window.history.replaceState(
      null,
      "",
      `?lat=${area.position.lat + kmNorth / 111.195}&lng=${area.position.lng}&place=${label}`,
    );

  it("is asked for at the place of the search, and booked there", async () => {
    const load = vi.fn(fakeTimes);
    go(3, "Elmwood");
    setup(load);
    await userEvent.click((await times())[0]!);
    expect(load.mock.calls[0]![0]).toMatchObject({ lng: area.position.lng });
    const field = screen.getByRole("combobox", { name: "Where should they come to?" });
    expect(field).toHaveProperty("value", "Elmwood");
    expect(screen.getByText(/from the provider$/)).toBeTruthy();
    expect(screen.getByRole("link", { name: /^Book / }).getAttribute("href")).toContain(
      "&place=Elmwood",
    );
  });

  it("is not offered farther away than the provider comes, and says who does", async () => {
    const load = vi.fn(fakeTimes);
    go(area.serviceRadiusKm + 30, "Elmwood");
    setup(load);
    expect(
      await screen.findByText(/^This place is .* away; this provider comes up to /),
    ).toBeTruthy();
    expect(screen.getByRole("link", { name: "Find others near Elmwood" })).toHaveProperty(
      "search",
      `?category=${area.category}&near=Elmwood`,
    );
    expect(load).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: "Pick a time" })).toHaveProperty("disabled", true);
  });
});
