import { expect, test } from "vitest";
import { mayBeRenewed, renewalRefusal, renewedUntil } from "./renewal.ts";

const now = new Date("2026-11-27T09:00:00Z");
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const hold = (more: Partial<Parameters<typeof renewalRefusal>[0]> = {}) => ({
  status: "active" as const,
  expiresAt: inMinutes(3),
  renewedAt: null,
  ...more,
});

test("a hold is kept for ten minutes from now, once, while it lasts", () => {
  expect(renewalRefusal(hold(), now)).toBeNull();
  expect(renewedUntil(now)).toEqual(inMinutes(10));
  expect(renewalRefusal(hold({ status: "used" }), now)).toBeNull();
  expect(renewalRefusal(hold({ renewedAt: inMinutes(-1) }), now)).toBe("renewed");
});

test("what is over stays over, from its very last moment on", () => {
  expect(renewalRefusal(hold({ expiresAt: new Date(now.getTime() + 1) }), now)).toBeNull();
  expect(renewalRefusal(hold({ expiresAt: now }), now)).toBe("over");
  expect(renewalRefusal(hold({ status: "expired" }), now)).toBe("over");
  expect(renewalRefusal(hold({ status: "released" }), now)).toBe("given_back");
});

test("a hold that lasts longer anyway is not shortened; it can be renewed when less is left", () => {
  expect(renewalRefusal(hold({ expiresAt: inMinutes(10) }), now)).toBe("long_enough");
  expect(mayBeRenewed(hold({ expiresAt: inMinutes(120) }), now)).toBe(true);
  expect(mayBeRenewed(hold({ expiresAt: now }), now)).toBe(false);
});
