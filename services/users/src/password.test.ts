import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";

test("a hash is argon2id in PHC format, salted anew each time", async () => {
  const [first, second] = [
    await hashPassword("a long password"),
    await hashPassword("a long password"),
  ];
  expect(first).toMatch(
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  );
  expect(second).not.toBe(first);
});

test("only the password that made it fits, however its accents are composed", async () => {
  const hash = await hashPassword("caf\u00e9 au lait");
  expect(await verifyPassword({ hash, password: "cafe\u0301 au lait" })).toBe(true);
  expect(await verifyPassword({ hash, password: "cafe au lait" })).toBe(false);
});

test("a hash of the reference implementation is understood, with the cost it names", async () => {
  // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 24
  const hash =
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  expect(await verifyPassword({ hash, password: "password" })).toBe(true);
});

test.each(["", "x", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$", "$2b$10$abcdefghijklmnopqrstuv"])(
  "what is no hash fits nothing: %j",
  async (hash) => {
    expect(await verifyPassword({ hash, password: "a long password" })).toBe(false);
  },
);
