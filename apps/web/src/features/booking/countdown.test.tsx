import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Countdown } from "./countdown.tsx";
import { remainingWords } from "./remaining.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-27T09:00:00Z") });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = (seconds: number) => act(() => vi.advanceTimersByTime(seconds * 1000));

describe("Countdown", () => {
  it("says the rest in words, every second", () => {
    render(<Countdown deadline={Date.now() + 600_000} onEnd={vi.fn()} />);
    expect(screen.getByRole("timer").textContent).toBe("Held for you for 10 min");
    pass(20);
    expect(screen.getByRole("timer").textContent).toBe("Held for you for 9 min 40 s");
  });

  it("speaks seldom", () => {
    render(<Countdown deadline={Date.now() + 600_000} onEnd={vi.fn()} />);
    expect(screen.getByRole("status").textContent).toBe("");
    pass(301);
    expect(screen.getByRole("status").textContent).toBe("Held for you for 5 min");
    pass(60);
    expect(screen.getByRole("status").textContent).toBe("Held for you for 5 min");
  });

  it("offers in the last minutes to keep the time for longer, and says when that fails", async () => {
    const onRenew = vi.fn(async () => Promise.reject(new TypeError("offline")));
    const props = { deadline: Date.now() + 600_000, onEnd: vi.fn() };
    const { rerender } = render(<Countdown {...props} onRenew={onRenew} />);
    const offer = () => screen.queryByRole("button", { name: "Keep it ten minutes longer" });
    pass(419);
    expect(offer()).toBeNull();
    pass(1);
    await act(async () => offer()!.click());
    expect(onRenew).toHaveBeenCalledTimes(1);
    expect(screen.getByRole("alert").textContent).toContain("We could not reach the server");
    rerender(<Countdown {...props} />);
    expect(offer()).toBeNull();
  });

  it("tells once that it is over", () => {
    const onEnd = vi.fn();
    render(<Countdown deadline={Date.now() + 3000} onEnd={onEnd} />);
    pass(2);
    expect(onEnd).not.toHaveBeenCalled();
    pass(5);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });
});

describe("remainingWords", () => {
  it.each([
    [580, "9 min 40 s"],
    [600, "10 min"],
    [59.9, "59 s"],
    [-3, "0 s"],
    [7_199, "1 h 59 min"],
    [7_200, "2 h"],
  ])("%d s is %j", (seconds, words) => expect(remainingWords(seconds)).toBe(words));
});
