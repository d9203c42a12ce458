import { implement } from "@orpc/server";
import { serviceContracts } from "@loconomy/contracts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ServiceRegistry, type RequestContext, type Service } from "./index.ts";
import { serve } from "./testing-http.ts";

const os = implement(serviceContracts.users).$context<RequestContext>();
const never = () => new Promise<never>(() => {});
let late: (error: Error) => void;
const router = {
  listUsers: os.listUsers.handler(never),
  getMe: os.getMe.handler(() => new Promise((_done, fail) => (late = fail))),
};
const users: Service = {
  router: {},
  internalRouter: router,
  consumers: [],
  jobs: {},
  recurring: [],
};
const secret = "a secret for tests";
const away = { code: "service_unavailable", status: 503 };

// Only the limit is faked: the wire needs its own timers.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const here = new ServiceRegistry({ secret });
here.register("users", users);

/** What has become of a call: nothing yet, or how it ended. */
const watch = (call: Promise<unknown>) => {
  const state: { ended?: unknown } = {};
  call.then(
    (value) => (state.ended = value),
    (error: unknown) => (state.ended = error),
  );
  return state;
};
const breathe = () => new Promise(setImmediate);

test("in this process: a call that is never answered ends with 503 after five seconds", async () => {
  const state = watch(here.clients("bookings").users.listUsers({}));
  await breathe();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(state.ended).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  await breathe();
  expect(state.ended).toMatchObject(away);
});

test("in this process: one that fails after its time is over disturbs nobody", async () => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  const state = watch(here.clients("bookings").users.getMe());
  await breathe();
  await vi.advanceTimersByTimeAsync(5_000);
  await breathe();
  expect(state.ended).toMatchObject(away);
  late(new Error("too late"));
  await breathe();
  await breathe();
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test("over HTTP: a call that is never answered ends with 503 after five seconds", async () => {
  const requested = Promise.withResolvers<void>();
  const remote = await serve(() => {
    requested.resolve();
    return never();
  });
  const there = new ServiceRegistry({ secret, urls: { users: remote.url } });
  const state = watch(there.clients("bookings").users.listUsers({}));
  await requested.promise;
  await vi.advanceTimersByTimeAsync(4_999);
  await breathe();
  expect(state.ended).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  await breathe();
  expect(state.ended).toMatchObject(away);
  await remote.close(true);
});

test("over HTTP: a service that is not there ends with 503 at once", async () => {
  vi.useRealTimers();
  const remote = await serve(never);
  await remote.close();
  const there = new ServiceRegistry({ secret, urls: { users: remote.url } });
  await expect(there.clients("bookings").users.listUsers({})).rejects.toMatchObject(away);
});

test("over HTTP: an answer that is not ours is 503, not an error of the caller", async () => {
  vi.useRealTimers();
  const remote = await serve(
    async () =>
      new Response("<h1>Bad gateway</h1>", {
        status: 502,
        headers: { "content-type": "text/html" },
      }),
  );
  const there = new ServiceRegistry({ secret, urls: { users: remote.url } });
  await expect(there.clients("bookings").users.listUsers({})).rejects.toMatchObject({
    status: expect.toSatisfy((n: number) => n >= 500),
  });
  await remote.close();
});
