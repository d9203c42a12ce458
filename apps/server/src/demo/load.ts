import { query, type Db, type DemoWorld } from "@loconomy/kit";
import { DEMO_EMAILS } from "./accounts.ts";

/** One service's part of the demo data; each writes its own tables. */
export interface DemoSeed {
  /** Name of the service, for the progress line. */
  name: string;
  seed(db: Db, world: DemoWorld): Promise<void>;
}

/**
 * Fills an empty marketplace with demo data, once.
 * @param ownerDb connection that owns the tables.
 * @param createWorld is called only when there is something to do.
 * @param seeds in the order of their foreign keys: users, providers, bookings, payments, reviews, search.
 * @param onProgress gets a line for each step, with the seconds it took.
 * @returns false when the demo data was there already.
 */
export const loadDemo = async (
  ownerDb: Db,
  createWorld: () => DemoWorld,
  seeds: readonly DemoSeed[],
  onProgress: (line: string) => void = () => {},
): Promise<boolean> => {
  if (await isLoaded(ownerDb)) return false;
  const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  let since = performance.now();
  const world = createWorld();
  onProgress(
    `${world.providers.length} providers, ${world.bookings.length} past bookings and ${world.reviews.length} reviews made up (${seconds(since)})`,
  );
  for (const { name, seed } of seeds) {
    since = performance.now();
    await seed(ownerDb, world);
    onProgress(`${name} filled in (${seconds(since)})`);
  }
  since = performance.now();
  // Otherwise PostgreSQL knows nothing of what it was given, plans badly and tidies up while the first visitors are there.
  await query(ownerDb, "vacuum analyze");
  onProgress(`tables counted (${seconds(since)})`);
  return true;
};

const isLoaded = async (db: Db): Promise<boolean> =>
  (await query(db, "select from users.users where email = $1", [DEMO_EMAILS.customer])).length > 0;
