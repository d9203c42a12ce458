import type { Booking } from "@loconomy/contracts";
import { ToastProvider } from "@loconomy/ui";
import { ORPCError } from "@orpc/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MoveDialog } from "./move-dialog.tsx";

const { listNewTimes, rescheduleBooking } = vi.hoisted(() => ({
  listNewTimes: vi.fn(),
  rescheduleBooking: vi.fn(),
}));
vi.mock("../../api/browser.ts", () => ({ api: { bookings: { listNewTimes, rescheduleBooking } } }));
vi.mock("next/navigation", () => ({ notFound: vi.fn(), redirect: vi.fn() }));

const slot = (start: string) => ({
  start: `2026-12-0${start}:00.000Z`,
  end: `2026-12-0${start.replace(/T../, "T23")}:00.000Z`,
  day: `2026-12-0${start.slice(0, 1)}`,
  spotsLeft: 1,
});
const booking = {
  id: "018f0000-0000-7000-8000-0000000000b1",
  start: "2026-12-01T10:00:00.000Z",
  durationMinutes: 60,
  timeZone: "UTC",
  party: "provider",
  actions: ["propose"],
} as unknown as Booking;
const onClose = vi.fn();

beforeEach(() => {
  onClose.mockReset();
  rescheduleBooking.mockReset();
  listNewTimes.mockResolvedValue({ slots: [slot("1T12:00"), slot("2T09:00"), slot("2T11:00")] });
});
afterEach(cleanup);

const setup = (wished: string) =>
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <ToastProvider>
        <MoveDialog booking={booking} wished={wished} onClose={onClose} onDone={async () => {}} />
      </ToastProvider>
    </QueryClientProvider>,
  );
const day = () => screen.findByLabelText<HTMLSelectElement>("Day");
const time = () => screen.getByLabelText<HTMLSelectElement>("Time");
const propose = () => screen.getByRole("button", { name: "Propose another time" });
const hint = () => screen.queryByText(/^Customers cannot book this time/);

it("opens with the wished time, and sends it with a reason", async () => {
  setup("2026-12-02T11:00:00.000Z");
  expect((await day()).value).toBe("2026-12-02");
  expect(time().value).toBe("2026-12-02T11:00:00.000Z");
  expect(hint()).toBeNull();
  await userEvent.type(screen.getByLabelText(/Reason/), "A pipe burst.");
  await userEvent.click(propose());
  expect(rescheduleBooking).toHaveBeenCalledExactlyOnceWith({
    id: booking.id,
    start: "2026-12-02T11:00:00.000Z",
    reason: "A pipe burst.",
  });
  expect(onClose).toHaveBeenCalledOnce();
});

it("lets a provider propose a time that is not open, and says that it is not", async () => {
  setup("2026-12-03T20:00:00.000Z");
  expect((await day()).value).toBe("2026-12-03");
  expect(time().value).toBe("2026-12-03T20:00:00.000Z");
  expect(hint()).toBeTruthy();
  await userEvent.selectOptions(await day(), "2026-12-02");
  expect(time().value).toBe("2026-12-02T09:00:00.000Z");
  expect(hint()).toBeNull();
});

it("shows what is open instead when somebody has the time, and takes it", async () => {
  rescheduleBooking.mockRejectedValue(
    new ORPCError("slot_taken", {
      status: 409,
      message: "Somebody has this time.",
      data: { alternatives: [slot("2T09:00")] },
    }),
  );
  setup("2026-12-02T11:00:00.000Z");
  await day();
  await userEvent.click(propose());
  expect((await screen.findByRole("alert")).textContent).toContain("Somebody has this time.");
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Wed 2 Dec, 9:00 AM" }));
  expect(screen.queryByRole("alert")).toBeNull();
  expect(time().value).toBe("2026-12-02T09:00:00.000Z");
});
