import { ORPCError } from "@orpc/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readWish, wishParam } from "./wish.ts";

const { push, joinWaitlist } = vi.hoisted(() => ({ push: vi.fn(), joinWaitlist: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));
vi.mock("../../api/browser.ts", () => ({ api: { bookings: { joinWaitlist } } }));

// Another file may have loaded it before, without what stands in for the router and the API here.
vi.resetModules();
const { WishForm } = await import("./wish-form.tsx");

afterEach(() => {
  cleanup();
  vi.resetAllMocks();
});

const refusal = (code: string, status: number, data: object = {}) =>
  new ORPCError(code, { status, message: `Refused: ${code}`, data });

const setup = (wish?: string) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WishForm
        provider="barton-creek"
        serviceId="service-1"
        variantId="variant-1"
        today="2026-11-27"
        day="2026-11-28"
        providerZone="America/Chicago"
        wish={wish === undefined ? undefined : readWish(wish)}
      />
    </QueryClientProvider>,
  );
const submit = () => userEvent.click(screen.getByRole("button", { name: "Put me on the list" }));

describe("WishForm", () => {
  it("opens on demand and asks for a day and a part of it, by the provider's clock", async () => {
    setup();
    expect(screen.queryByLabelText("Day")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Tell me when something opens" }));
    await userEvent.selectOptions(screen.getByLabelText(/Time of day/), "Morning, before 12:00");
    expect(screen.getByText(/Chicago time/)).toBeTruthy();
    await submit();
    expect(joinWaitlist).toHaveBeenCalledWith({
      serviceId: "service-1",
      variantId: "variant-1",
      day: "2026-11-28",
      partOfDay: "morning",
    });
    expect(await screen.findByText(/You are on the list/)).toBeTruthy();
    expect(screen.getByRole("link").getAttribute("href")).toBe("/bookings#waitlist");
  });

  it("keeps the wish while its visitor signs in, and shows it again afterwards", async () => {
    joinWaitlist.mockRejectedValue(refusal("unauthenticated", 401));
    setup("any");
    await userEvent.selectOptions(screen.getByLabelText(/Time of day/), "Between two times");
    fireEvent.change(screen.getByLabelText("From"), { target: { value: "10:30" } });
    fireEvent.change(screen.getByLabelText("To"), { target: { value: "12:00" } });
    await submit();
    await waitFor(() => expect(push).toHaveBeenCalledTimes(1));
    const next = new URL(String(push.mock.calls[0]![0]), "http://site").searchParams.get("next")!;
    const back = new URL(next, "http://site");
    expect(back.pathname).toBe("/providers/barton-creek/times");
    expect(back.searchParams.get("day")).toBe("2026-11-28");
    cleanup();
    setup(back.searchParams.get("wish")!);
    expect(screen.getByLabelText("From")).toHaveProperty("value", "10:30");
    expect(screen.getByLabelText("To")).toHaveProperty("value", "12:00");
  });

  it("says why a wish was refused, at the field it is about", async () => {
    joinWaitlist.mockRejectedValueOnce(refusal("conflict", 409));
    setup("evening");
    await submit();
    expect(await screen.findByText("Refused: conflict")).toBeTruthy();
    joinWaitlist.mockRejectedValueOnce(
      refusal("unprocessable", 422, { errors: [{ path: "day", message: "is over" }] }),
    );
    await submit();
    expect(await screen.findByText("is over")).toBeTruthy();
    expect(screen.queryByText("Refused: conflict")).toBeNull();
  });
});

it.each(["any", "morning", "afternoon", "evening", "09:00-11:30", "17:00-24:00"])(
  "the wish %s stays the same in an address",
  (text) => expect(wishParam(readWish(text)!)).toBe(text),
);
it.each(["", "night", "9:00-10:00", "25:00-26:00", "09:00"])("%j is no wish", (text) =>
  expect(readWish(text)).toBeUndefined(),
);
