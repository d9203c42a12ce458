import { randomUUIDv7 } from "node:crypto";
import type { Actor, Role } from "@loconomy/contracts";
import { publish, system, transaction, type DemoWorld } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "./seed.ts";
import { createUsers } from "./service.ts";
import { Browser, startUsers, type UsersHarness } from "./testing.ts";

const person = (email: string, displayName: string, role: Role, day: number) =>
  ({
    id: `01999f5a-000${day}-7000-8000-000000000001`,
    email,
    displayName,
    avatarUrl: null,
    phone: null,
    role,
    createdAt: `2026-10-0${day}T09:00:00Z`,
  }) as const;
const customer = person("Cleo@Example.com", "Cleo 100% Hart", "customer", 1);
const plumber = person("pat@example.com", "Pat Reyes", "customer", 2);
const admin = person("admin@example.com", "Olga Operator", "admin", 3);

let users: UsersHarness;
beforeAll(async () => {
  users = await startUsers();
  await seed(users.database.owner, {
    password: "demo password",
    users: [customer, plumber, admin],
  } as unknown as DemoWorld);
});
afterAll(() => users.database.drop());

const as = (who: { id: string; role: Role }): { context: { actor: Actor } } => ({
  context: { actor: userActor(who.id, who.role) },
});
const guest = { context: { actor: guestActor() } };

test("seeded people can sign in", async () => {
  const tab = new Browser(users.service);
  expect((await tab.signIn("cleo@example.com", "demo password")).status).toBe(200);
  expect(
    await users.clients.users.authenticate({ cookie: tab.cookieHeader, authorization: null }),
  ).toEqual({
    userId: customer.id,
    role: "customer",
    isVerified: true,
  });
});

describe("me", () => {
  test("is the signed-in user with their permissions", async () => {
    expect(await users.clients.users.getMe(undefined, as(admin))).toMatchObject({
      id: admin.id,
      email: "admin@example.com",
      permissions: expect.arrayContaining(["admin:access"]),
    });
  });
  test("changes what is given and nothing else", async () => {
    const changed = await users.clients.users.updateMe(
      { displayName: " Pat R. ", phone: "+1 512 555 0100" },
      as(plumber),
    );
    expect(changed).toMatchObject({
      displayName: "Pat R.",
      phone: "+1 512 555 0100",
      email: "pat@example.com",
    });
    expect(await users.clients.users.updateMe({ phone: null }, as(plumber))).toMatchObject({
      displayName: "Pat R.",
      phone: null,
    });
    expect(await users.clients.users.updateMe({}, as(plumber))).toMatchObject({
      displayName: "Pat R.",
    });
  });
  test.each([
    { displayName: "" },
    { displayName: "x".repeat(121) },
    { displayName: "a\0b" },
    { phone: "call me" },
  ])("refuses %j", async (input) => {
    await expect(users.clients.users.updateMe(input, as(plumber))).rejects.toMatchObject({
      status: 400,
    });
  });
  test("the session says the same without refusing anybody", async () => {
    expect(await users.clients.users.getSession(undefined, as(admin))).toMatchObject({
      me: { id: admin.id, permissions: expect.arrayContaining(["admin:access"]) },
    });
  });
  test("is nobody for guests and for deleted accounts", async () => {
    for (const context of [guest, as({ id: randomUUIDv7(), role: "customer" })]) {
      expect(await users.clients.users.getSession(undefined, context)).toEqual({ me: null });
      await expect(users.clients.users.getMe(undefined, context)).rejects.toMatchObject({
        code: "unauthenticated",
      });
      await expect(users.clients.users.updateMe({}, context)).rejects.toMatchObject({
        code: "unauthenticated",
      });
    }
  });
});

describe("the operators' list", () => {
  test("pages through everybody, newest first", async () => {
    const ids: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = await users.clients.users.listUsers(
        { limit: 2, cursor },
        as(admin),
      );
      ids.push(...items.map((item) => item.id));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(ids).toEqual([admin.id, plumber.id, customer.id]);
  });
  test.each([
    ["CLEO", customer],
    ["hart", customer],
    ["0% h", customer],
    ["operator", admin],
    ["admin@ex", admin],
  ])("finds %j", async (q, found) => {
    const { items } = await users.clients.users.listUsers({ q }, as(admin));
    expect(items.map((item) => item.id)).toEqual([found.id]);
  });
  test.each(["%", "_", "\\", "nobody"])("takes %j literally", async (q) => {
    const { items } = await users.clients.users.listUsers({ q }, as(admin));
    expect(items.map((item) => item.id)).toEqual(q === "%" ? [customer.id] : []);
  });
  test("is for operators only, and takes only its own cursors", async () => {
    await expect(users.clients.users.listUsers({}, guest)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(users.clients.users.listUsers({}, as(customer))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(users.clients.users.listUsers({ cursor: "x" }, as(admin))).rejects.toMatchObject({
      code: "invalid_request",
    });
    await expect(users.clients.users.listUsers({ limit: 1000 }, as(admin))).rejects.toMatchObject({
      status: 400,
    });
  });
});

test("contacts: known ids only, between services only", async () => {
  const { getContacts } = users.clients.users;
  expect(await getContacts({ userIds: [customer.id, randomUUIDv7()] })).toEqual([
    {
      id: customer.id,
      email: "cleo@example.com",
      displayName: customer.displayName,
      avatarUrl: null,
    },
  ]);
  await expect(getContacts({ userIds: [customer.id] }, as(admin))).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a customer who opens a provider profile becomes a provider at once; an operator stays one", async () => {
  const tab = new Browser(users.service);
  await tab.signIn("cleo@example.com", "demo password");
  for (const { id } of [customer, admin]) {
    await transaction(users.database.owner, system("test"), (tx) =>
      publish(tx, users.clock, "provider.created", id, {
        providerId: randomUUIDv7(),
        userId: id,
        timeZone: "Europe/Berlin",
      }),
    );
  }
  await users.settle();
  expect(
    await users.clients.users.authenticate({ cookie: tab.cookieHeader, authorization: null }),
  ).toMatchObject({ role: "provider" });
  expect(await users.clients.users.getMe(undefined, as(admin))).toMatchObject({ role: "admin" });
});

test("the boot stops without a secret or with a wrong address", async () => {
  const deps = {
    db: users.database.owner,
    env: { PUBLIC_URL: "ftp://x", AUTH_SECRET: "short" },
  } as never;
  await expect(createUsers(deps)).rejects.toThrow(/PUBLIC_URL[\s\S]*AUTH_SECRET/);
});
