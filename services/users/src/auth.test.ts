import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Browser, lastEvent, ORIGIN, PASSWORD, startUsers, type UsersHarness } from "./testing.ts";

let users: UsersHarness;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.database.drop());

const browser = (options?: { origin?: string }) => new Browser(users.service, options);
const who = (from: Browser) =>
  users.clients.users.authenticate({ cookie: from.cookieHeader, authorization: null });
const row = async (email: string) =>
  (await users.database.owner.pool.query("select * from users.users where email = $1", [email]))
    .rows[0];

test("signing up signs in, keeps the address in lower case, and asks for its verification", async () => {
  const ada = browser();
  const response = await ada.signUp("Ada@Example.com", { callbackURL: "/bookings" });
  expect(response.status).toBe(200);
  expect(await who(ada)).toEqual({
    userId: (await row("ada@example.com")).id,
    role: "customer",
    isVerified: false,
  });

  const event = await lastEvent<{ url: string; displayName: string; email: string }>(
    users.database,
    "user.verification_requested",
  );
  expect(event).toMatchObject({ email: "ada@example.com", displayName: "Ada Marsh" });
  const verified = await browser().get(event!.url);
  expect([verified.status, verified.headers.get("location")]).toEqual([302, "/bookings"]);
  expect(await who(ada)).toMatchObject({ isVerified: true });
});

test("the session cookie is out of reach of scripts, and kept to https where the site is", async () => {
  const [line] = (await browser().signUp("cookie@example.com")).headers.getSetCookie();
  expect(line).toMatch(
    /^loconomy\.session_token=.+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const secure = await startUsers({
    PUBLIC_URL: "https://loconomy.example",
    AUTH_SECRET: "a secret for tests only, long enough",
  });
  const there = new Browser(secure.service, { origin: "https://loconomy.example" });
  const [secureLine] = (await there.signUp("cookie@example.com")).headers.getSetCookie();
  expect(secureLine).toMatch(/^__Secure-loconomy\.session_token=.+; Secure/);
  expect(
    await secure.clients.users.authenticate({ cookie: there.cookieHeader, authorization: null }),
  ).toMatchObject({ role: "customer" });
  await secure.database.drop();
});

test("an address that is taken is refused at sign-up, whatever its case, and once if two come at the same time", async () => {
  await browser().signUp("taken@example.com");
  const again = await browser().signUp("TAKEN@example.com");
  expect([again.status, (await again.json()).code]).toEqual([
    422,
    "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL",
  ]);
  const both = await Promise.all([
    browser().signUp("race@example.com"),
    browser().signUp("race@example.com"),
  ]);
  expect(both.map((response) => response.status).toSorted()).toEqual([200, 422]);
});

test("signing in: the right password opens; a wrong one and an unknown address get the same answer", async () => {
  await browser().signUp("sam@example.com");
  const sam = browser();
  expect((await sam.signIn("SAM@example.com")).status).toBe(200);
  expect(await who(sam)).toMatchObject({ role: "customer" });

  const answer = async (email: string) => {
    const startedAt = performance.now();
    const response = await browser().signIn(email, "not the password");
    return {
      status: response.status,
      body: await response.text(),
      cookies: response.headers.getSetCookie(),
      late: performance.now() - startedAt >= 99,
    };
  };
  const wrong = await answer("sam@example.com");
  expect(wrong).toMatchObject({ status: 401, cookies: [], late: true });
  expect(await answer("nobody@example.com")).toEqual(wrong);
});

test("signing out ends the session, for copies of the cookie too", async () => {
  const tab = browser();
  await tab.signUp("out@example.com");
  const stolen = tab.cookieHeader;
  expect((await tab.post("/sign-out", {})).status).toBe(200);
  expect(tab.cookies.size).toBe(0);
  expect(
    await users.clients.users.authenticate({ cookie: stolen, authorization: null }),
  ).toBeNull();
});

test("a forgotten password: link by mail, new password, all sessions end, the link works once", async () => {
  const old = browser();
  await old.signUp("reset@example.com");
  const ask = async (email: string) => {
    const startedAt = performance.now();
    const response = await browser().post("/request-password-reset", { email });
    return {
      status: response.status,
      body: await response.text(),
      late: performance.now() - startedAt >= 249,
    };
  };
  const asked = await ask("Reset@example.com");
  expect(asked).toMatchObject({ status: 200, late: true });
  expect(await ask("unknown@example.com")).toEqual(asked);

  const event = await lastEvent<{ url: string; email: string }>(
    users.database,
    "user.password_reset_requested",
  );
  expect(event).toMatchObject({
    email: "reset@example.com",
    url: expect.stringMatching(`^${ORIGIN}/reset-password\\?token=\\w+$`),
  });
  const token = new URL(event!.url).searchParams.get("token");
  expect((await browser().post("/reset-password", { token, newPassword: "short" })).status).toBe(
    400,
  );
  expect(
    (await browser().post("/reset-password", { token, newPassword: "another long password" }))
      .status,
  ).toBe(200);
  expect(await who(old)).toBeNull();
  expect((await browser().signIn("reset@example.com", PASSWORD)).status).toBe(401);
  expect((await browser().signIn("reset@example.com", "another long password")).status).toBe(200);
  expect(
    (await browser().post("/reset-password", { token, newPassword: "a third long password" }))
      .status,
  ).toBe(400);
});

/** The token of a new link to choose a password, as its mail has it. */
const resetToken = async (email: string): Promise<string> => {
  await browser().post("/request-password-reset", { email });
  const event = await lastEvent<{ url: string }>(users.database, "user.password_reset_requested");
  return new URL(event!.url).searchParams.get("token")!;
};
const reset = async (token: string): Promise<number> =>
  (await browser().post("/reset-password", { token, newPassword: "a third long password" })).status;

test("changing the password takes the old one, and ends the other sessions and the links that were asked for before", async () => {
  const [here, there] = [browser(), browser()];
  await here.signUp("change@example.com");
  await there.signIn("change@example.com");
  const token = await resetToken("change@example.com");
  const change = (currentPassword: string) =>
    here.post("/change-password", {
      currentPassword,
      newPassword: "another long password",
      revokeOtherSessions: false,
    });
  expect((await change("not the password")).status).toBe(400);
  expect(await who(there)).not.toBeNull();
  expect((await change(PASSWORD)).status).toBe(200);
  expect([await who(there), await who(here)]).toEqual([
    null,
    expect.objectContaining({ role: "customer" }),
  ]);
  expect(await reset(token)).toBe(400);
});

test("a new password by one link ends the other links of the same person, and nobody else's", async () => {
  await browser().signUp("links@example.com");
  await browser().signUp("bystander@example.com");
  const [first, second] = [
    await resetToken("links@example.com"),
    await resetToken("links@example.com"),
  ];
  const other = await resetToken("bystander@example.com");
  expect(await reset(second)).toBe(200);
  expect(await reset(first)).toBe(400);
  expect(await reset(other)).toBe(200);
});

test("sessions are listed, and ended, by their owner only", async () => {
  const [mine, other] = [browser(), browser()];
  await mine.signUp("mine@example.com");
  await other.signUp("other@example.com");
  const [session, ...more] = (await (await mine.get("/list-sessions")).json()) as Array<{
    token: string;
  }>;
  expect(more).toEqual([]);
  await other.post("/revoke-session", { token: session!.token });
  expect(await who(mine)).not.toBeNull();
  expect((await mine.post("/revoke-session", { token: session!.token })).status).toBe(200);
  expect(await who(mine)).toBeNull();
  expect((await browser().get("/list-sessions")).status).toBe(401);
});

test("a verification mail can be asked for again; a link that is too old or not ours verifies nothing", async () => {
  const tab = browser();
  await tab.signUp("again@example.com");
  const count = async () =>
    (
      await users.database.owner.pool.query(
        "select from platform.outbox where type = 'user.verification_requested' and data->>'email' = 'again@example.com'",
      )
    ).rowCount;
  expect(
    (
      await tab.post("/send-verification-email", {
        email: "again@example.com",
        callbackURL: "/verified",
      })
    ).status,
  ).toBe(200);
  expect(await count()).toBe(2);
  expect((await tab.post("/send-verification-email", { email: "sam@example.com" })).status).toBe(
    400,
  );

  const { url } = (await lastEvent<{ url: string }>(
    users.database,
    "user.verification_requested",
  ))!;
  const forged = await browser().get(url.replace(/token=[^&]+/, "token=a.b.c"));
  expect(forged.headers.get("location")).toBe("/verified?error=INVALID_TOKEN");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 3_600_000 });
  expect((await browser().get(url)).headers.get("location")).toBe("/verified?error=TOKEN_EXPIRED");
  vi.useRealTimers();
  expect((await row("again@example.com")).is_verified).toBe(false);
});

test("many sign-ups at once neither wait for each other's connections nor lose a mail", async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => browser().signUp(`crowd${index}@example.com`)),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  const { rowCount } = await users.database.owner.pool.query(
    "select from platform.outbox where data->>'email' like 'crowd%'",
  );
  expect(rowCount).toBe(30);
});

test("nobody gives themselves a role, a picture or a verified address", async () => {
  for (const extra of [
    { role: "admin" },
    { image: "https://tracker.example/x.png" },
    { emailVerified: true },
    { isVerified: true },
  ]) {
    expect((await browser().signUp("sneaky@example.com", extra)).status).toBe(400);
  }
  expect(await row("sneaky@example.com")).toBeUndefined();
  const tab = browser();
  await tab.signUp("climber@example.com");
  expect((await tab.post("/update-user", { role: "admin" })).status).toBe(404);
  await users.clients.users.updateMe({ role: "admin" } as never, {
    context: { actor: { kind: "user", ...(await who(tab))!, guestId: null } },
  });
  expect((await row("climber@example.com")).role).toBe("customer");
});

test("writes from a foreign page are refused", async () => {
  const tab = browser();
  await tab.signUp("victim@example.com");
  const evil = browser({ origin: "https://evil.example" });
  for (const [name, value] of tab.cookies) evil.cookies.set(name, value);
  expect((await evil.post("/sign-out", {})).status).toBe(403);
  expect(
    (await browser({ origin: "https://evil.example" }).signIn("victim@example.com")).status,
  ).toBe(403);
  expect(
    (await browser().signUp("redirected@example.com", { callbackURL: "https://evil.example/" }))
      .status,
  ).toBe(403);
  expect(await who(tab)).not.toBeNull();
});

test("the address of the client is the gateway's word, not the client's", async () => {
  await browser().send("/sign-up/email", {
    method: "POST",
    body: JSON.stringify({ name: "Ada", email: "where@example.com", password: PASSWORD }),
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": "198.51.100.1",
      "x-loconomy-client-address": "198.51.100.2",
    },
  });
  const { rows } = await users.database.owner.pool.query(
    "select ip_address from users.sessions where user_id = $1",
    [(await row("where@example.com")).id],
  );
  expect(rows).toEqual([{ ip_address: "203.0.113.7" }]);
});
