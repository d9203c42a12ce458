import type { WaitlistEntry } from "@loconomy/contracts";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WishList } from "./wish-list.tsx";

const server = vi.hoisted(() => ({ items: [] as unknown[], left: [] as string[] }));
vi.mock("../../api/browser.ts", () => ({
  api: {
    bookings: {
      listWaitlist: async () => ({ items: server.items }),
      leaveWaitlist: async ({ id }: { id: string }) => {
        server.left.push(id);
        server.items = [];
      },
    },
  },
}));

afterEach(() => {
  cleanup();
  server.left = [];
});

const entry = (more: Partial<WaitlistEntry> = {}): WaitlistEntry => ({
  id: "entry-1",
  providerId: "provider-1",
  providerName: "Barton Creek Plumbing",
  providerSlug: "barton-creek",
  serviceId: "service-1",
  variantId: null,
  serviceName: "Leaking tap",
  day: "2026-11-28",
  from: "00:00",
  to: "12:00",
  timeZone: "America/Chicago",
  state: "waiting",
  offer: null,
  bookingId: null,
  createdAt: "2026-11-27T09:00:00.000Z",
  ...more,
});
const offer = {
  holdId: "hold-1",
  start: "2026-11-28T15:00:00.000Z",
  end: "2026-11-28T16:00:00.000Z",
  expiresAt: "2026-11-27T20:10:00.000Z",
  expiresInSeconds: 7_000,
};

const setup = (...items: WaitlistEntry[]) => {
  server.items = items;
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <WishList first={items} />
    </QueryClientProvider>,
  );
};

describe("WishList", () => {
  it("is not there when nothing is waited for", () => {
    expect(setup().container.textContent).toBe("");
  });

  it("says what is waited for, by the provider's clock, and lets it go", async () => {
    setup(entry());
    expect(screen.getByText(/Sat 28 Nov, before 12:00 PM \(Chicago time\)/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Stop waiting" }));
    expect(server.left).toEqual(["entry-1"]);
    expect(await screen.findByText("", { selector: "body > div:empty" })).toBeTruthy();
  });

  it("leads to the time that is kept, and says until when", () => {
    setup(entry({ state: "offered", offer }));
    expect(screen.getByText(/kept for you until Fri 27 Nov, 2:10/)).toBeTruthy();
    expect(screen.getByRole("link", { name: /^Book 9:00/ }).getAttribute("href")).toBe(
      "/book?serviceId=service-1&start=2026-11-28T15%3A00%3A00.000Z&hold=hold-1",
    );
  });

  it("leads on to the booking that was begun, or made", () => {
    setup(
      entry({ state: "offered", offer, bookingId: "booking-1" }),
      entry({ id: "entry-2", state: "booked", bookingId: "booking-2" }),
      entry({ id: "entry-3", state: "ended" }),
    );
    expect(screen.getByRole("link", { name: "Finish booking" }).getAttribute("href")).toBe(
      "/bookings/booking-1",
    );
    expect(screen.getByRole("link", { name: "See the booking" }).getAttribute("href")).toBe(
      "/bookings/booking-2",
    );
    expect(screen.getAllByRole("button", { name: "Remove" })).toHaveLength(2);
  });
});
