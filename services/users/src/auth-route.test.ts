import { expect, test } from "vitest";
import { createAuthRoute } from "./auth-route.ts";
import { AUTH_PATH } from "./auth.ts";

/** Better Auth that is still hashing, for as long as the test likes. */
const busyAuth = () => {
  const waiting: Array<() => void> = [];
  const handler = () =>
    new Promise<Response>((done) => waiting.push(() => done(Response.json({ ok: true }))));
  return { auth: { handler } as never, waiting };
};

test("four sign-ups are made at once, a hundred wait for their turn, and one more is asked to come again", async () => {
  const { auth, waiting } = busyAuth();
  const route = createAuthRoute(auth)![AUTH_PATH]!;
  const context = { actor: { kind: "guest" as const, guestId: null }, clientAddress: "::1" };
  const post = (path: string, body: object): Promise<Response> =>
    route(
      new Request(`http://shop.test${AUTH_PATH}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
      context,
    );
  const signUp = (n: number) =>
    post("/sign-up/email", { name: "N", email: `n${n}@example.com`, password: "a long password" });

  const accepted = Array.from({ length: 104 }, (_, n) => signUp(n));
  await expect.poll(() => waiting.length).toBe(4);
  const refused = await signUp(104);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await refused.json()).toMatchObject({ code: "TOO_MANY_SIGN_UPS" });

  // Whoever signs in does not wait behind them.
  const signIn = post("/sign-in/email", { email: "a@example.com", password: "a long password" });
  await expect.poll(() => waiting.length).toBe(5);
  waiting.splice(4)[0]!();
  expect((await signIn).status).toBe(200);

  for (let made = 0; made < 104; made++) {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    waiting.shift()!();
  }
  expect((await Promise.all(accepted)).map(({ status }) => status)).toEqual(
    Array.from({ length: 104 }, () => 200),
  );
});
