import { createRouterClient } from "@orpc/server";
import { expect, test } from "vitest";
import type { ServiceDependencies } from "@loconomy/kit";
import { createGeolocation } from "./service.ts";

const service = createGeolocation({} as ServiceDependencies);
const client = createRouterClient(
  service.router as never,
  { context: { actor: { kind: "guest", guestId: null } } } as never,
) as unknown as {
  searchPlaces(input: object): Promise<{ items: Array<{ label: string }> }>;
  reversePlace(input: object): Promise<{ place: unknown; timeZone: string }>;
};

test("guests find places and zones", async () => {
  const { items } = await client.searchPlaces({ q: "Austin, TX", limit: "1" });
  expect(items.map((place) => place.label)).toEqual(["Austin, TX, United States"]);
  expect(await client.reversePlace({ lat: "52.52", lng: "13.405" })).toMatchObject({
    timeZone: "Europe/Berlin",
    place: { country: "DE" },
  });
});

test.each([
  { q: "" },
  { q: "   " },
  {},
  { q: "a\u0000b" },
  { q: "a".repeat(10_000) },
  { q: "a", limit: 0 },
  { q: "a", limit: 21 },
  { q: 7 },
])("refuses %j", async (input) => {
  await expect(client.searchPlaces(input)).rejects.toMatchObject({ status: 400 });
});

test.each([
  { lat: 91, lng: 0 },
  { lat: 0, lng: 181 },
  { lat: "x", lng: 0 },
  {},
  { lat: "NaN", lng: 0 },
])("refuses the position %j", async (input) => {
  await expect(client.reversePlace(input)).rejects.toMatchObject({ status: 400 });
});
