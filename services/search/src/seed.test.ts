import { afterAll, beforeAll, expect, test } from "vitest";
import { query, type DemoWorld } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { seed } from "./seed.ts";
import { HOME, nextId, PLUMBING } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

test("the demo world is indexed in bulk, with its category tree, and seeding twice changes nothing", async () => {
  const categories = [HOME, PLUMBING].map((category) => ({
    ...category,
    description: "",
    iconName: "wrench",
  }));
  const providers = Array.from({ length: 1_200 }, (_, n): DemoWorld["providers"][number] => ({
    id: nextId(),
    userId: nextId(),
    slug: `p-${n}`,
    businessName: `Müller & Sons ${n}`,
    bio: "Pipes.",
    avatarUrl: "",
    coverPhotoUrl: "",
    categoryId: PLUMBING.id,
    locationLabel: "Berlin, Germany",
    position: { lat: 52.52, lng: 13.4 },
    serviceRadiusKm: 20,
    currency: "EUR",
    cancellationPolicy: "flexible",
    isVerified: true,
    responseTimeMinutes: 20,
    timeZone: "Europe/Berlin",
    ratingAverage: 4.5,
    ratingCount: 3,
    keptCount: 9,
    brokenCount: 1,
    createdAt: "2026-01-01T00:00:00Z",
  }));
  const services = providers.slice(1).map(({ id }): DemoWorld["services"][number] => ({
    id: nextId(),
    providerId: id,
    name: "Leak repair",
    description: "",
    priceAmount: 7_000,
    durationMinutes: 60,
    location: "customer",
    isInstant: true,
  }));
  const world: DemoWorld = {
    password: "",
    users: [],
    categories,
    providers,
    services,
    schedules: [],
    bookings: [],
    messages: [],
    reviews: [],
  };
  await seed(database.owner, world);
  await seed(database.owner, world);
  const [row] = await query(
    database.owner,
    `select count(*) as n, min(category_ids[1]::text) as root, min(time_zone) as zone, min(currency) as currency,
            count(*) filter (where tsv @@ to_tsquery('english', 'muller & leaks & home')) as found from search.listings`,
  );
  expect(row).toEqual({
    n: 1_199,
    root: HOME.id,
    zone: "Europe/Berlin",
    currency: "EUR",
    found: 1_199,
  });
});
