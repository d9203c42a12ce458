import type { RefundRecord } from "@loconomy/contracts";
import { ToastProvider } from "@loconomy/ui";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { MoneyView } from "./money-view.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));
vi.mock("../../api/browser.ts", () => ({ api: {} }));

const me = "019ab000-0000-7000-8000-000000000001";
const another = "019ab000-0000-7000-8000-000000000002";
const proposed = (reason: string, requestedBy: string): RefundRecord => ({
  id: `019ab000-0000-7000-8000-${reason.padStart(12, "0")}`,
  bookingId: "019ab000-0000-7000-8000-000000000003",
  amount: { amount: 52_000, currency: "USD" },
  isOfTip: false,
  reason,
  requestedBy,
  decidedBy: null,
  status: "proposed",
  requestedAt: "2026-11-28T10:00:00Z",
});

afterEach(cleanup);

it("offers to decide what others proposed, and says of one's own that somebody else does", () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <MoneyView
          me={me}
          overview={{ accounts: [], openDiscrepancies: 0, failedCharges: [] }}
          discrepancies={[]}
          proposedRefunds={[proposed("mine", me), proposed("theirs", another)]}
          latestRefunds={[]}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const row = (reason: string) =>
    within(screen.getByRole("cell", { name: reason }).closest<HTMLElement>("[role=row]")!);
  expect(row("theirs").getByRole("button", { name: "Decide on the refund: theirs" })).toBeTruthy();
  expect(row("mine").queryByRole("button")).toBeNull();
  expect(row("mine").getByText("You proposed it: another operator decides.")).toBeTruthy();
});
