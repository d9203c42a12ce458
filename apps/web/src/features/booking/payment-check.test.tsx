import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { PaymentCheck } from "./payment-check.tsx";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it("says that a payment takes longer than usual once it does, and not before", () => {
  vi.useFakeTimers();
  render(<PaymentCheck />);
  expect(screen.getByText("Checking your payment…")).toBeTruthy();
  expect(screen.getByText(/^This takes a few seconds/)).toBeTruthy();
  act(() => vi.advanceTimersByTime(7_999));
  expect(screen.queryByText(/longer than usual/)).toBeNull();
  act(() => vi.advanceTimersByTime(1));
  expect(screen.getByText(/^This takes longer than usual/)).toBeTruthy();
});
