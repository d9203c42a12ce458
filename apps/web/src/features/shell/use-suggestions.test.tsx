import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useSuggestions } from "./use-suggestions.ts";

const ask = vi.fn(async (q: string) => {
  if (q === "broken") throw new TypeError("offline");
  return { items: [`${q}!`] };
});

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockClear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const setup = (text: string, enabled = true) =>
  renderHook((props) => useSuggestions(props.text, props.enabled, ask), {
    initialProps: { text, enabled },
  });
const wait = () => act(() => vi.advanceTimersByTimeAsync(200));

it("asks when typing has paused, and keeps the last proposals until the next are there", async () => {
  const { result, rerender } = setup("");
  for (const text of ["t", "ta", "tap"]) rerender({ text, enabled: true });
  await wait();
  expect(ask.mock.calls).toEqual([["tap"]]);
  expect(result.current).toEqual({ items: ["tap!"], isFetching: false });
  ask.mockReturnValueOnce(new Promise(() => undefined));
  rerender({ text: "taps", enabled: true });
  await wait();
  expect(result.current).toEqual({ items: ["tap!"], isFetching: true });
});

it("asks nothing while it is off or the text is empty", async () => {
  const { result, rerender } = setup("tap", false);
  await wait();
  rerender({ text: " ", enabled: true });
  await wait();
  expect(ask).not.toHaveBeenCalled();
  expect(result.current).toEqual({ items: [], isFetching: false });
});

it("proposes nothing when the server does not answer", async () => {
  const { result } = setup("broken");
  await wait();
  expect(result.current).toEqual({ items: [], isFetching: false });
});
