import { actingAs, query, system, type DemoWorld } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { replay } from "@loconomy/bookings/replay";
import { firstBrokenEntry, type ChainedFact } from "@loconomy/bookings/timeline";
import { countTrackRecords } from "@loconomy/bookings/track-record-store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clearHalfLoaded, SEEDS } from "../demo-data.ts";
import { loadDemo } from "./load.ts";
import { createDemoWorld } from "./world.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

test("every service takes its part of the world, once", async () => {
  const lines: string[] = [];
  const now = new Date();
  expect(
    await loadDemo(
      database.owner,
      () => createDemoWorld({ now }),
      SEEDS,
      (line) => lines.push(line),
    ),
  ).toBe(true);
  // What was made up, each seed, and the counting of tables.
  expect(lines).toHaveLength(SEEDS.length + 2);

  const world = createDemoWorld({ now });
  const [counts] = await query<Record<string, number>>(
    database.owner,
    `select (select count(*) from users.users) as users, (select count(*) from providers.providers) as providers, (select count(*) from providers.services) as services,
       (select sum(deposit_percent) from providers.services) as deposits,
       (select count(*) from payments.payout_accounts a join sandbox.stripe_objects o on o.id = a.account_id) as accounts,
       (select count(*) from bookings.bookings) as bookings, (select count(*) from reviews.reviews) as reviews,
       (select count(*) from communication.messages where read_at is not null) as messages,
       (select count(*) from search.open_times where bit_count(bits) > 0) as open`,
  );
  expect(counts!["deposits"]).toBeGreaterThan(1_000);
  expect(counts).toEqual({
    users: world.users.length,
    providers: world.providers.length,
    services: world.services.length,
    deposits: world.services.reduce((sum, { depositPercent = 0 }) => sum + depositPercent, 0),
    accounts: world.providers.length,
    bookings:
      world.bookings.length + world.sessions!.reduce((sum, { seats }) => sum + seats.length, 0),
    reviews: world.reviews.length,
    messages: world.messages.length,
    open: world.providers.length,
  });
  await everyTimelineReplays();
  await everyRecordIsCounted(world, now);
  const never = (): never => {
    throw new Error("must not be made up again");
  };
  expect(await loadDemo(database.owner, never, SEEDS)).toBe(false);
  await clearHalfLoaded(database.owner);
  expect(await count("users.users")).toBe(world.users.length);

  // As if it had been stopped before its last step.
  await query(database.owner, "truncate search.listings cascade");
  await clearHalfLoaded(database.owner);
  for (const table of [
    "users.users",
    "bookings.bookings",
    "communication.messages",
    "payments.ledger_entries",
  ])
    expect(await count(table)).toBe(0);
  await expect(query(database.owner, "truncate payments.ledger_entries")).rejects.toThrow(
    /append-only/,
  );
}, 240_000);

const count = async (table: string): Promise<number> =>
  (await query<{ n: number }>(database.owner, `select count(*)::int as n from ${table}`))[0]!.n;

/** What each demo profile says of its answers and kept jobs is what bookings counts. */
const everyRecordIsCounted = async (world: DemoWorld, now: Date): Promise<void> => {
  const today = new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000);
  const counted = await countTrackRecords(
    actingAs(database.owner, system("bookings")),
    world.providers.map(({ id }) => id),
    today,
  );
  expect(counted.filter(({ responseMinutes }) => responseMinutes !== null).length).toBeGreaterThan(
    80,
  );
  expect(counted).toEqual(
    world.providers.map(({ id, responseTimeMinutes, keptCount, brokenCount }) => ({
      providerId: id,
      responseMinutes: responseTimeMinutes,
      keptCount,
      brokenCount,
    })),
  );
};

/** The timeline of each demo booking holds, and leads to the status and time that its row has. */
const everyTimelineReplays = async (): Promise<void> => {
  const booked = await query<{ status: string; start: Date; end: Date; entries: ChainedFact[] }>(
    database.owner,
    `select b.status, b.scheduled_at as start, b.ends_at as "end", t.entries
       from bookings.bookings b cross join lateral (
         select json_agg(json_build_object('bookingId', booking_id, 'sequence', sequence, 'action', action, 'by', by_party,
                  'from', from_status, 'to', to_status, 'at', ${iso("at")}, 'start', ${iso("starts_at")}, 'end', ${iso("ends_at")},
                  'reasonDigest', reason_digest, 'previousHash', previous_hash, 'hash', hash) order by sequence) as entries
           from bookings.timeline where booking_id = b.id) t`,
  );
  const seen = new Set<string>();
  for (const { entries, status, start, end } of booked) {
    if (firstBrokenEntry(entries) !== null) throw new Error(JSON.stringify(entries));
    expect(replay(entries)).toEqual({
      status,
      start: start.toISOString(),
      end: end.toISOString(),
      proposal: null,
    });
    for (const { action } of entries) seen.add(action);
  }
  expect([...seen].toSorted()).toEqual([
    "accept",
    "accept_proposal",
    "book",
    "cancel",
    "complete",
    "no_show",
    "pay",
    "propose",
    "reschedule",
    "start",
  ]);
};

const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
