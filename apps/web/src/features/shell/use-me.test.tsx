import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

/** A module that knows nothing yet, as in a tab that was just opened. */
const fresh = async () => {
  vi.resetModules();
  return import("./use-me.ts");
};

let answer: () => Response | Promise<Response>;
const asked = vi.fn(async () => answer());
const answers = (me: object | null) => () => Response.json({ me });

beforeEach(() => {
  asked.mockClear();
  vi.stubGlobal("fetch", asked);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("asks once for all who want to know, and says null for nobody", async () => {
  answer = answers(null);
  const { useMe } = await fresh();
  const [one, other] = [renderHook(() => useMe()), renderHook(() => useMe())];
  expect(one.result.current).toEqual({ data: undefined, isPending: true });
  await waitFor(() => expect(other.result.current).toEqual({ data: null, isPending: false }));
  expect(asked).toHaveBeenCalledOnce();
});

it("knows who has signed in when told to ask anew", async () => {
  answer = answers(null);
  const { useMe, refreshMe } = await fresh();
  const { result } = renderHook(() => useMe());
  await waitFor(() => expect(result.current.isPending).toBe(false));
  answer = answers({ id: "anna" });
  await act(refreshMe);
  expect(result.current.data).toEqual({ id: "anna" });
});

it("keeps what it knew when the server cannot be reached", async () => {
  answer = answers({ id: "anna" });
  const { useMe, refreshMe } = await fresh();
  const { result } = renderHook(() => useMe());
  await waitFor(() => expect(result.current.data).toEqual({ id: "anna" }));
  answer = () => Promise.reject(new TypeError("offline"));
  await act(refreshMe);
  expect(result.current).toEqual({ data: { id: "anna" }, isPending: false });
});

it("asks once more when a question got lost, and knows nobody after signing out", async () => {
  answer = () => {
    answer = answers({ id: "anna" });
    return Promise.reject(new TypeError("lost"));
  };
  const { useMe, forgetMe } = await fresh();
  const { result } = renderHook(() => useMe());
  await waitFor(() => expect(result.current.data).toEqual({ id: "anna" }));
  expect(asked).toHaveBeenCalledTimes(2);
  act(forgetMe);
  expect(result.current).toEqual({ data: null, isPending: false });
});

it("believes the answer to the last question, whichever comes last", async () => {
  const { useMe, refreshMe } = await fresh();
  let answerFirst: (response: Response) => void = () => undefined;
  answer = () =>
    new Promise<Response>((resolve) => {
      answerFirst = resolve;
    });
  const { result } = renderHook(() => useMe());
  answer = answers({ id: "anna" });
  await act(refreshMe);
  await act(async () => answerFirst(Response.json({ me: null })));
  expect(result.current.data).toEqual({ id: "anna" });
});
