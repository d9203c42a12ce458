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
 * @param seeds in the order of their foreign keys: users, providers, bookings, then those that speak of bookings, search last.
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
  await countTables(ownerDb);
  onProgress(`tables counted (${seconds(since)})`);
  return true;
};

/**
 * Otherwise PostgreSQL knows nothing of what it was given, plans badly and tidies up while the first visitors are there. Tables without
 * rows are left out: told that they are empty, it would plan to read them from end to end, long after they have filled.
 */
const countTables = async (ownerDb: Db): Promise<void> => {
  const [tables] = await query<{ filled: string; parents: string }>(
    ownerDb,
    `select string_agg(oid::regclass::text, ', ') filter (where relkind = 'r' and pg_relation_size(oid) > 0) as filled,
            string_agg('only ' || oid::regclass, ', ') filter (where relkind = 'p') as parents
       from pg_class where relkind in ('r', 'p') and relnamespace <> all ('{pg_catalog,pg_toast,information_schema}'::regnamespace[])`,
  );
  await query(ownerDb, `vacuum analyze ${tables!.filled}`);
  await query(ownerDb, `analyze ${tables!.parents}`);
};

const isLoaded = async (db: Db): Promise<boolean> =>
  (await query(db, "select from users.users where email = $1", [DEMO_EMAILS.customer])).length > 0;
