import type { Actor } from "@loconomy/contracts";
import { expect, test } from "vitest";
import { signActor, verifyActor } from "./actor-token.ts";

const secret = "a secret for tests";
const now = Date.parse("2026-03-01T12:00:00Z");
const user: Actor = {
  kind: "user",
  userId: "0197a000-0000-7000-8000-000000000001",
  role: "provider",
  isVerified: true,
  guestId: null,
};

test.each<Actor>([user, { kind: "guest", guestId: null }, { kind: "system", service: "bookings" }])(
  "$kind comes through",
  (actor) => {
    expect(verifyActor(signActor(actor, secret, now), secret, now + 59_999)).toEqual(actor);
  },
);

test("is void after a minute", () => {
  expect(verifyActor(signActor(user, secret, now), secret, now + 60_000)).toBeNull();
});

test("is void when signed with another secret", () => {
  expect(verifyActor(signActor(user, "another", now), secret, now)).toBeNull();
});

test("is void when the actor was put in by somebody else", () => {
  const signature = signActor(user, secret, now).split(".")[1];
  const payload = signActor({ ...user, role: "super_admin" }, "another", now).split(".")[0];
  expect(verifyActor(`${payload}.${signature}`, secret, now)).toBeNull();
});

test("is void when what was signed is no actor", () => {
  const token = signActor({ kind: "root" } as unknown as Actor, secret, now);
  expect(verifyActor(token, secret, now)).toBeNull();
});

test.each([null, "", ".", "a", "a.", ".a", "a.b", "a.b.c", "💥.💥"])("%j is no token", (token) => {
  expect(verifyActor(token, secret, now)).toBeNull();
});
