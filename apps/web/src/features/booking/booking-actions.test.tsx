import type { Booking } from "@loconomy/contracts";
import { ToastProvider } from "@loconomy/ui";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { BookingActions } from "./booking-actions.tsx";

vi.mock("../../api/browser.ts", () => ({ api: {} }));
afterEach(cleanup);

const show = (actions: Booking["actions"]) => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <BookingActions
          booking={
            { actions, timeZone: "America/Chicago", start: "2026-12-01T15:00:00Z" } as Booking
          }
          onDone={async () => undefined}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return screen.getAllByRole("button").map((button) => button.textContent);
};

it("offers one way out of a request: to decline it", () => {
  expect(show(["accept", "decline", "cancel"])).toEqual(["Accept", "Decline"]);
});

it("offers to cancel what was agreed", () => {
  expect(show(["cancel"])).toEqual(["Cancel booking"]);
});
