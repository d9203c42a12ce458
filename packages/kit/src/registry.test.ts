import { serve } from "./testing-http.ts";
import { implement } from "@orpc/server";
import { serviceContracts } from "@loconomy/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  problem,
  requireSystem,
  ServiceRegistry,
  signActor,
  type RequestContext,
  type Service,
} from "./index.ts";

const os = implement(serviceContracts.users).$context<RequestContext>();
const contact = {
  id: "0197a000-0000-7000-8000-000000000001",
  email: "a@example.com",
  displayName: "A",
  avatarUrl: null,
};
const router = os.router({
  getSession: os.getSession.handler(() => ({ me: null })),
  getMe: os.getMe.handler(() => {
    throw problem("conflict", "as it happens", { alternatives: [1, 2] });
  }),
  updateMe: os.updateMe.handler(() => {
    throw new Error("private cause");
  }),
  listUsers: os.listUsers.handler(() => ({ items: [], nextCursor: null })),
  authenticate: os.authenticate.handler(() => null),
  getContacts: os.getContacts.handler(({ context }) => {
    requireSystem(context.actor);
    return [contact];
  }),
});
const users: Service = {
  router: {},
  internalRouter: router,
  consumers: [],
  jobs: {},
  recurring: [],
};

const secret = "a secret for tests";
const here = new ServiceRegistry({ secret });
here.register("users", users);
let remote: Awaited<ReturnType<typeof serve>>;
let there: ServiceRegistry;
beforeAll(async () => {
  remote = await serve(here.host("users"));
  there = new ServiceRegistry({ secret, urls: { users: remote.url } });
});
afterAll(() => remote.close());

// One suite, both topologies: callers must not be able to tell.
for (const [name, clients] of [
  ["in this process", () => here.clients("bookings")],
  ["over HTTP", () => there.clients("bookings")],
] as const) {
  test(`${name}: values come back as copies`, async () => {
    const [answer] = await clients().users.getContacts({ userIds: [contact.id] });
    expect(answer).toEqual(contact);
    expect(answer).not.toBe(contact);
  });
  test(`${name}: a declared problem keeps its code, status, words and members`, async () => {
    await expect(clients().users.getMe()).rejects.toMatchObject({
      code: "conflict",
      status: 409,
      message: "as it happens",
      data: { alternatives: [1, 2] },
    });
  });
  test(`${name}: the actor is passed on`, async () => {
    const call = clients().users.getContacts(
      { userIds: [] },
      { context: { actor: { kind: "guest", guestId: null } } },
    );
    await expect(call).rejects.toMatchObject({ code: "not_found", status: 404 });
  });
  test(`${name}: bad input is refused`, async () => {
    await expect(clients().users.getContacts({ userIds: ["x"] })).rejects.toMatchObject({
      status: 400,
    });
  });
}

test("the host lets nobody in without a signed actor", async () => {
  const call = (token?: string) =>
    fetch(`${remote.url}/rpc/getContacts`, {
      method: "POST",
      body: "{}",
      headers: token ? { "x-loconomy-actor": token } : {},
    });
  expect((await call()).status).toBe(401);
  expect((await call("x.y")).status).toBe(401);
  expect((await call(signActor({ kind: "system", service: "x" }, "another secret"))).status).toBe(
    401,
  );
  expect(
    (await call(signActor({ kind: "system", service: "x" }, secret, Date.now() - 120_000))).status,
  ).toBe(401);
});

test("a service that is nowhere is named", () => {
  expect(() => there.clients("x").payments).toThrow("PAYMENTS_URL");
});
