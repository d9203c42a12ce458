import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser, PASSWORD, startUsers, type UsersHarness } from "./testing.ts";

let users: UsersHarness;
beforeAll(async () => {
  users = await startUsers();
});
afterAll(() => users.database.drop());

const PATHS = [
  "/sign-up/email",
  "/sign-in/email",
  "/sign-out",
  "/revoke-session",
  "/revoke-sessions",
  "/revoke-other-sessions",
  "/send-verification-email",
  "/request-password-reset",
  "/reset-password",
  "/change-password",
];
const NUL = "a\0b";
const fields = (value: unknown) => ({
  name: value,
  email: value,
  password: value,
  newPassword: value,
  currentPassword: value,
  token: value,
  callbackURL: value,
  redirectTo: value,
});
const BODIES: Record<string, string> = {
  "not JSON": "{",
  "an array": "[]",
  "a number": "7",
  numbers: JSON.stringify(fields(-1e300)),
  nulls: JSON.stringify(fields(null)),
  objects: JSON.stringify(fields({ $ne: 1 })),
  NUL: JSON.stringify(fields(NUL)),
  "NUL in one field": JSON.stringify({
    name: NUL,
    email: "a@example.com",
    password: PASSWORD,
    newPassword: PASSWORD,
    token: NUL,
  }),
  "long texts": JSON.stringify(fields("x".repeat(5_000))),
  "a megabyte": JSON.stringify(fields("x".repeat(1_000_000))),
  "deep nesting": `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
  "a polluted prototype": `{"__proto__":{"role":"admin"},"constructor":1}`,
  "a lone surrogate and a smile": JSON.stringify({
    name: "\ud800😀",
    email: "😀@example.com",
    password: "😀😀😀😀😀😀😀😀😀😀",
    token: "\ud800",
    newPassword: PASSWORD,
  }),
};

test.each([
  ["application/json", 401],
  ["Application/JSON; charset=UTF-8", 401],
  ["application/json-patch+json", 415],
  ["text/plain", 415],
])("a body of the type %s is answered %i", async (type, status) => {
  const response = await new Browser(users.service).send("/sign-in/email", {
    method: "POST",
    body: JSON.stringify({ email: "nobody@example.com", password: PASSWORD }),
    headers: { "content-type": type },
  });
  expect(response.status).toBe(status);
});

test.each(Object.keys(BODIES))("%s never breaks anything", async (kind) => {
  const statuses = await Promise.all(
    PATHS.map(async (path) => {
      const response = await new Browser(users.service).send(path, {
        method: "POST",
        body: BODIES[kind],
        headers: { "content-type": "application/json" },
      });
      return [path, response.status, await response.json()] as const;
    }),
  );
  for (const [path, status, body] of statuses) {
    if (path === "/sign-out" && status === 200) continue;
    expect([path, status], JSON.stringify(body)).toEqual([
      path,
      expect.toSatisfy((code: number) => code >= 400 && code < 500),
    ]);
    expect(body).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  }
});

test.each([
  "/verify-email?token=%00",
  "/verify-email?token=x&callbackURL=%00",
  "/verify-email",
  "/verify-email?token=%zz",
])("GET %s is refused", async (path) => {
  const { status } = await new Browser(users.service).get(path);
  expect(status).toSatisfy((code: number) => code >= 400 && code < 500);
});

test.each([
  "/update-user",
  "/change-email",
  "/delete-user",
  "/sign-in/social",
  "/link-social",
  "/set-password",
  "/error",
  "/ok",
  "/constructor",
  "/..%2fx",
  "/",
  "",
])("%s is not served", async (path) => {
  const response = await new Browser(users.service).post(path, {});
  expect([response.status, (await response.json()).code]).toEqual([404, "NOT_FOUND"]);
});

test("another method, another media type and an empty name are named", async () => {
  const tab = new Browser(users.service);
  const method = await tab.get("/sign-in/email");
  expect([method.status, method.headers.get("allow")]).toEqual([405, "POST"]);
  expect(
    (
      await tab.send("/sign-in/email", {
        method: "POST",
        body: "email=a",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      })
    ).status,
  ).toBe(415);
  const name = await tab.signUp("blank@example.com", { name: "  " });
  expect([name.status, (await name.json()).message]).toEqual([400, "name: must not be empty"]);
});
