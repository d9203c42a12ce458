import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ChosenServiceProvider } from "./chosen-service.tsx";
import { exampleData } from "./example-data.ts";
import { TimesPanel } from "./times-panel.tsx";
import type { LoadTimes } from "./use-open-times.ts";

afterEach(cleanup);

const visitorZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const now = () => Date.parse("2026-11-23T12:00:00Z");
const slot = (start: string) => ({
  start,
  end: new Date(Date.parse(start) + 3_600_000).toISOString(),
  spotsLeft: 1,
});

/** The provider works in Kiritimati, far from any zone tests run in; times depend on the month asked for. */
const fakeTimes: LoadTimes = async ({ from }) => ({
  timeZone: "Pacific/Kiritimati",
  slots: from.startsWith("2026-11")
    ? [slot("2026-11-24T12:00:00Z"), slot("2026-11-24T14:00:00Z")]
    : [],
  nextFreeDay: "2026-11-24",
});

function setup(load: LoadTimes = fakeTimes) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <ChosenServiceProvider services={exampleData.services}>
        <TimesPanel
          providerId={exampleData.provider.id}
          policy="flexible"
          bookableDaysMax={5}
          load={load}
          now={now}
        />
      </ChosenServiceProvider>
    </QueryClientProvider>,
  );
}
const times = () => screen.findAllByRole("button", { name: /, until / });

describe("TimesPanel", () => {
  it("shows the times of the first open day at once", async () => {
    setup();
    expect(await times()).toHaveLength(2);
    expect(screen.getByRole("button", { name: "Pick a time" })).toHaveProperty("disabled", true);
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

  it("says of a month too far ahead that it opens later, and leads back", async () => {
    setup();
    await times();
    await userEvent.click(screen.getByRole("button", { name: "Next month" }));
    expect(await screen.findByText(/opens for booking 5 days ahead/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Back to the open days" }));
    expect(await times()).toHaveLength(2);
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
    await userEvent.click(
      screen.getByRole("button", { name: "Provider’s time (Kiritimati time)" }),
    );
    await times();
    const after = screen.getByRole("link", { name: /^Book / });
    expect(after.getAttribute("href")).toBe(href);
    expect(after.getAttribute("aria-label")).toContain("Wed 25 Nov, 2:00");
    expect(screen.getByText("Times are in Kiritimati time.")).toBeTruthy();
    expect(visitorZone).not.toBe("Pacific/Kiritimati");
  });

  it("offers the next open day from a month without any", async () => {
    setup(async (asked) => ({
      ...(await fakeTimes(asked)),
      slots: asked.from.startsWith("2026-12") ? [slot("2026-12-01T08:00:00Z")] : [],
      nextFreeDay: "2026-12-01",
    }));
    await userEvent.click(await screen.findByRole("button", { name: /Next open day: Tue 1 Dec/ }));
    expect(await times()).toHaveLength(1);
  });

  it("says so when times cannot be loaded, and tries again", async () => {
    const load = vi.fn(fakeTimes).mockRejectedValueOnce(new Error("offline"));
    setup(load);
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await times()).toHaveLength(2);
  });
});
