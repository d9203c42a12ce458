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

test.each([
  ["a proxy's page", () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
  ["a page of somebody else", () => new Response("<h1>Hello</h1>")],
  ["nothing there", () => new Response("Not found", { status: 404 })],
  ["nothing at all", () => new Response(null)],
])(
  "over HTTP: %s is a service that is away, not an answer to the caller",
  async (_what, answer) => {
    vi.useRealTimers();
    const remote = await serve(async () => answer());
    const there = new ServiceRegistry({ secret, urls: { users: remote.url } });
    await expect(there.clients("bookings").users.listUsers({})).rejects.toMatchObject(away);
    await remote.close(true);
  },
);

test("over HTTP: with another secret nobody is signed out, the service is away", async () => {
  vi.useRealTimers();
  const remote = await serve(here.host("users"));
  const there = new ServiceRegistry({ secret: "another", urls: { users: remote.url } });
  await expect(there.clients("bookings").users.listUsers({})).rejects.toMatchObject(away);
  await remote.close(true);
});
