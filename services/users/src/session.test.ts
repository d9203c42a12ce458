import { createPublicKey, verify, type webcrypto } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { guestActor } from "@loconomy/testing";
import { PERMISSIONS } from "@loconomy/contracts";
import { Browser, ORIGIN, startUsers, type UsersHarness } from "./testing.ts";

let users: UsersHarness;
let tab: Browser;
beforeAll(async () => {
  users = await startUsers();
  tab = new Browser(users.service);
  await tab.signUp("token@example.com");
});
afterAll(() => users.database.drop());
afterEach(() => vi.useRealTimers());

const authenticate = (cookie: string | null, authorization: string | null = null) =>
  users.clients.users.authenticate({ cookie, authorization });
const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
const token = async (): Promise<string> => (await (await tab.get("/token")).json()).token;

test("a token says who, what role and for how long, and verifies against the published keys", async () => {
  const [head = "", body = "", signature = ""] = (await token()).split(".");
  const { alg, kid } = decode(head);
  const jwks = (await (await new Browser(users.service).get("/jwks")).json()) as {
    keys: Array<webcrypto.JsonWebKey & { kid: string }>;
  };
  const key = createPublicKey({
    key: jwks.keys.find((candidate) => candidate.kid === kid)!,
    format: "jwk",
  });
  expect(alg).toBe("EdDSA");
  expect(
    verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")),
  ).toBe(true);

  const payload = decode(body);
  expect(Object.keys(payload).toSorted()).toEqual([
    "aud",
    "email_verified",
    "exp",
    "iat",
    "iss",
    "permissions",
    "role",
    "sub",
  ]);
  expect(payload).toMatchObject({
    iss: ORIGIN,
    aud: ORIGIN,
    sub: (await authenticate(tab.cookieHeader))!.userId,
    role: "customer",
    permissions: PERMISSIONS.customer,
  });
  expect(payload.exp - payload.iat).toBe(600);
  expect(JSON.stringify(jwks)).not.toContain('"d"');
});

test("a bearer token authenticates until it is ten minutes old", async () => {
  const bearer = `Bearer ${await token()}`;
  expect(await authenticate(null, bearer)).toEqual(await authenticate(tab.cookieHeader));
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
  expect(await authenticate(null, bearer)).toBeNull();
});

test("without a session there is no token", async () => {
  expect((await new Browser(users.service).get("/token")).status).toBe(401);
});

test("garbage is nobody", async () => {
  const good = await token();
  const [head = "", body = "", signature = ""] = good.split(".");
  const forged = Buffer.from(JSON.stringify({ ...decode(body), role: "super_admin" })).toString(
    "base64url",
  );
  const unsigned = Buffer.from(JSON.stringify({ alg: "none", kid: decode(head).kid })).toString(
    "base64url",
  );
  const bearers = [
    "Bearer",
    "Bearer ",
    "Bearer x",
    "Bearer a.b.c",
    `Bearer ${head}.${forged}.${signature}`,
    `Bearer ${unsigned}.${forged}.`,
    `Bearer ${good}x`,
    "Basic YTpi",
  ];
  for (const authorization of bearers)
    expect(await authenticate(null, authorization), authorization).toBeNull();
  const value = decodeURIComponent(tab.cookies.get("loconomy.session_token")!);
  const cookies = [
    "",
    ";;=",
    "loconomy.session_token=",
    "loconomy.session_token=x",
    "loconomy.session_token=%zz",
    `loconomy.session_token=${value.split(".")[0]}`,
    `loconomy.session_token=${encodeURIComponent(`x${value}`)}`,
    `loconomy.session_token=${encodeURIComponent("a\0b.c")}`,
    `other=${value}`,
  ];
  for (const cookie of cookies) expect(await authenticate(cookie), cookie).toBeNull();
  expect(await authenticate(null)).toBeNull();
});

test("a bad token is not made good by a cookie; other schemes leave the cookie alone", async () => {
  expect(await authenticate(tab.cookieHeader, "Bearer a.b.c")).toBeNull();
  expect(await authenticate(tab.cookieHeader, "Basic YTpi")).not.toBeNull();
});

test("a session that has ended is nobody, and is swept away", async () => {
  const old = new Browser(users.service);
  await old.signUp("old@example.com");
  const { userId } = (await authenticate(old.cookieHeader))!;
  await users.database.owner.pool.query(
    "update users.sessions set expires_at = now() - interval '1 second' where user_id = $1",
    [userId],
  );
  expect(await authenticate(old.cookieHeader)).toBeNull();
  await users.service.jobs["users.delete-expired"]!(undefined as never);
  expect(
    (
      await users.database.owner.pool.query("select from users.sessions where user_id = $1", [
        userId,
      ])
    ).rowCount,
  ).toBe(0);
});

test("only our own services may ask", async () => {
  const call = users.clients.users.authenticate(
    { cookie: null, authorization: null },
    { context: { actor: guestActor() } },
  );
  await expect(call).rejects.toMatchObject({ code: "not_found" });
});
