import { query } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { seed as bookings } from "@loconomy/bookings/seed";
import { seed as payments } from "@loconomy/payments/seed";
import { seed as providers } from "@loconomy/providers/seed";
import { seed as reviews } from "@loconomy/reviews/seed";
import { seed as search } from "@loconomy/search/seed";
import { seed as users } from "@loconomy/users/seed";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDemo } from "./load.ts";
import { createDemoWorld } from "./world.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

test("every service takes its part of the world, once", async () => {
  const seeds = Object.entries({ users, providers, bookings, payments, reviews, search }).map(
    ([name, seed]) => ({ name, seed }),
  );
  const lines: string[] = [];
  const now = new Date();
  expect(
    await loadDemo(
      database.owner,
      () => createDemoWorld({ now }),
      seeds,
      (line) => lines.push(line),
    ),
  ).toBe(true);
  expect(lines).toHaveLength(7);

  const world = createDemoWorld({ now });
  const [counts] = await query<Record<string, number>>(
    database.owner,
    `select (select count(*) from users.users) as users, (select count(*) from providers.providers) as providers, (select count(*) from providers.services) as services,
       (select count(*) from bookings.bookings) as bookings, (select count(*) from reviews.reviews) as reviews`,
  );
  expect(counts).toEqual({
    users: world.users.length,
    providers: world.providers.length,
    services: world.services.length,
    bookings: world.bookings.length,
    reviews: world.reviews.length,
  });
  const never = (): never => {
    throw new Error("must not be made up again");
  };
  expect(await loadDemo(database.owner, never, seeds)).toBe(false);
}, 60_000);
