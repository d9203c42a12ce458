import type { Hold } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { CouponField } from "./coupon-field.tsx";

const server = vi.hoisted(() => ({ asked: [] as unknown[], refusal: null as Error | null }));
vi.mock("../../api/browser.ts", () => ({
  api: {
    bookings: {
      applyCoupon: async (input: { id: string; code: string }) => {
        server.asked.push(input);
        if (server.refusal) throw server.refusal;
        return { id: input.id, quote: { couponCode: input.code } };
      },
      removeCoupon: async (input: { id: string }) => {
        server.asked.push(input);
        return { id: input.id, quote: { couponCode: null } };
      },
    },
  },
}));
afterEach(() => {
  cleanup();
  server.asked = [];
  server.refusal = null;
});

const show = (couponCode: string | null) => {
  const changed = vi.fn();
  const hold = { id: "hold-1", quote: { couponCode } } as Hold;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <CouponField hold={hold} onChange={changed} />
    </QueryClientProvider>,
  );
  return changed;
};
const enter = (code: string) => {
  fireEvent.change(screen.getByLabelText("Coupon code"), { target: { value: code } });
  fireEvent.click(screen.getByRole("button", { name: "Apply" }));
};

it("takes a code off and hands the hold at its new price on", async () => {
  const changed = show(null);
  enter("ten");
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  expect(changed.mock.calls[0]![0]).toMatchObject({ quote: { couponCode: "ten" } });
});

it("says why a code is refused, and asks nothing for an empty one", async () => {
  server.refusal = new ORPCError("coupon_refused", {
    status: 422,
    message: "You have used this code already.",
    data: { reason: "already_used" },
  });
  show(null);
  enter(" ");
  expect(server.asked).toEqual([]);
  enter("TEN");
  expect(await screen.findByText("You have used this code already.")).toBeTruthy();
  server.refusal = new ORPCError("invalid_request", { status: 400, message: "Malformed" });
  enter("T!");
  expect(await screen.findByText(/We do not know this code/)).toBeTruthy();
});

it("keeps the place of who cannot see it: the focus goes to what comes next, and both changes are said", async () => {
  const field = (couponCode: string | null) => (
    <QueryClientProvider client={client}>
      <CouponField hold={{ id: "hold-1", quote: { couponCode } } as Hold} onChange={changed} />
    </QueryClientProvider>
  );
  const [client, changed] = [new QueryClient(), vi.fn()];
  const { rerender } = render(field(null));
  const status = screen.getByRole("status");
  enter("TEN");
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  rerender(field("TEN"));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Remove" }));
  expect(status.textContent).toBe("Coupon TEN is taken off.");
  fireEvent.click(screen.getByRole("button", { name: "Remove" }));
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
  rerender(field(null));
  expect(document.activeElement).toBe(screen.getByLabelText("Coupon code"));
  expect(screen.getByRole("status")).toBe(status);
  expect(status.textContent).toBe("The coupon is removed.");
});

it("gives a coupon back", async () => {
  const changed = show("TEN");
  expect(screen.getByRole("status").textContent).toBe("Coupon TEN is taken off.");
  fireEvent.click(screen.getByRole("button", { name: "Remove" }));
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  expect(server.asked).toEqual([{ id: "hold-1" }]);
});
