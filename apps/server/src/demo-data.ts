import { openQuarters } from "@loconomy/bookings/open-quarters";
import { seed as bookings } from "@loconomy/bookings/seed";
import { seed as communication } from "@loconomy/communication/seed";
import { loadGazetteer } from "@loconomy/geolocation/gazetteer";
import { createProminent } from "@loconomy/geolocation/prominent";
import { ConfigError, query, systemClock, type Db, type DemoWorld } from "@loconomy/kit";
import { seed as payments } from "@loconomy/payments/seed";
import { seed as providers } from "@loconomy/providers/seed";
import { seedAccounts } from "@loconomy/sandbox";
import { seed as reviews } from "@loconomy/reviews/seed";
import { seed as listings, seedLandings, seedOpenTimes } from "@loconomy/search/seed";
import { seed as users } from "@loconomy/users/seed";
import { DEMO_EMAILS } from "./demo/accounts.ts";
import { createCategories } from "./demo/categories.ts";
import { loadDemo } from "./demo/load.ts";
import { createRandom } from "./demo/prng.ts";
import { createDemoWorld, DEMO_PASSWORD } from "./demo/world.ts";

/** Listings come last, so that they tell that everything is there. */
const search = async (db: Db, world: DemoWorld): Promise<void> => {
  await seedOpenTimes(db, world, (providerIds) =>
    openQuarters({ db, clock: systemClock }, { providerIds }),
  );
  await listings(db, world);
  await seedLandings(db, createProminent(loadGazetteer()));
};

/** What the stand-in for Stripe has to know of the businesses that payments names. */
const standIn = (db: Db, { providers: all }: DemoWorld): Promise<void> =>
  seedAccounts(
    db.pool,
    all.flatMap(({ id: providerId, payoutAccountId: id, ...rest }) =>
      id ? [{ ...rest, id, metadata: { providerId } }] : [],
    ),
  );

/** In the order of their foreign keys; search goes by what the others have. */
export const SEEDS = Object.entries({
  users,
  providers,
  bookings,
  communication,
  payments,
  standIn,
  reviews,
  search,
}).map(([name, seed]) => ({ name, seed }));

/**
 * Fills an empty marketplace before the first request is answered.
 * @param owner connection that owns the tables.
 * @returns a line for each demo account, to print.
 */
export const bringDemoData = async (owner: Db, now: Date): Promise<string[]> => {
  await oneAtATime(owner, async () => {
    await clearHalfLoaded(owner);
    const categories = await countCategories(owner);
    await loadDemo(
      owner,
      () => {
        assertEmpty(categories);
        return createDemoWorld({ now });
      },
      SEEDS,
      (line) => process.stdout.write(`• ${line}\n`),
    );
  });
  const line = (who: string, email: string): string =>
    `${who.padEnd(22)} ${email} / ${DEMO_PASSWORD}`;
  return [
    line("Demo customer", DEMO_EMAILS.customer),
    line("Demo provider", DEMO_EMAILS.provider),
    line("Demo operator", DEMO_EMAILS.admin),
  ];
};

/** Any number, the same in every process: whoever holds this advisory lock fills the marketplace. */
const LOCK = 7_130_246_513;

/** Of several instances that start on an empty database one fills it, and the others wait. */
export const oneAtATime = async (owner: Db, fill: () => Promise<void>): Promise<void> => {
  const client = await owner.pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await fill();
  } finally {
    // Closing it gives the lock back.
    client.release(true);
  }
};

/** A first start that was stopped while loading: nobody has been served yet, so nothing of anybody's is lost. */
export const clearHalfLoaded = async (owner: Db): Promise<void> => {
  const [state] = await query<{ half: boolean }>(
    owner,
    `select exists (select from users.users where email = $1) and not exists (select from search.listings) as half`,
    [DEMO_EMAILS.customer],
  );
  if (!state?.half) return;
  // One message is one transaction. What may never be changed afterwards has not begun.
  const ledger = ["payments.ledger_transactions", "payments.ledger_entries"];
  const each = (change: string) =>
    ledger.map((table) => `alter table ${table} ${change} trigger append_only`);
  await owner.pool.query(
    [
      ...each("disable"),
      `truncate users.users, providers.categories, payments.payments, ${ledger.join(", ")}, payments.payout_accounts, payments.payouts cascade`,
      ...each("enable"),
    ].join(";"),
  );
};

/** Gives an empty marketplace its tree of categories: without one nobody could offer anything. */
export const bringCategories = (owner: Db, now: Date): Promise<void> =>
  oneAtATime(owner, async () => {
    if ((await countCategories(owner)) > 0) return;
    const { categories } = createCategories(createRandom("categories"), now);
    await providers(owner, { ...NOTHING, categories });
  });

const NOTHING: DemoWorld = {
  password: "",
  users: [],
  categories: [],
  providers: [],
  services: [],
  schedules: [],
  bookings: [],
  messages: [],
  reviews: [],
};

const countCategories = async (owner: Db): Promise<number> =>
  (await query<{ n: number }>(owner, "select count(*)::int as n from providers.categories"))[0]!.n;

const assertEmpty = (categories: number): void => {
  if (categories > 0)
    throw new ConfigError(
      "This database is in use already, and demo data would mix with it. Set DEMO_DATA=0, or use another database.",
    );
};
