import { afterAll, beforeAll, expect, test } from "vitest";
import { createFixture, eventually, payWith, type Fixture } from "./testing-fixture.ts";
import { createServerProcess, type ServerProcess } from "./testing-process.ts";
import type { People, Person } from "./testing.ts";

/** How often the server is killed; `npm run verify` does it more often. */
const KILLS = Number(process.env["CRASH_KILLS"] ?? 3);
/** Bookings of each customer between two kills; all must fit into the days that can be booked. */
const ROUND = KILLS > 3 ? 1 : 4;

let server: ServerProcess;
let people: People;
let fixture: Fixture;

beforeAll(async () => {
  server = await createServerProcess();
  ({ people } = server);
  await server.boot();
  fixture = await createFixture(people);
}, 60_000);
afterAll(() => server.drop());

/** Books and pays as far as the server lives; answers what it was told, 2xx only. */
interface Told {
  holdId?: string;
  bookingId?: string;
  paid?: boolean;
}
const bookOnce = async (who: Person, start: string, onPaid: () => void): Promise<Told> => {
  const told: Told = {};
  try {
    const held = await who.call<{ id: string }>("POST", "/api/v1/bookings/holds", {
      serviceId: fixture.serviceId,
      start,
    });
    if (held.status !== 201) return told;
    told.holdId = held.body.id;
    const booked = await who.call<{ id: string; payment: { clientSecret: string } }>(
      "POST",
      "/api/v1/bookings",
      { holdId: held.body.id, address: { line1: "1 Main St", city: "Austin" } },
    );
    if (booked.status !== 201) return told;
    told.bookingId = booked.body.id;
    told.paid = (await payWith(people, booked.body.payment.clientSecret, "4242424242424242")).ok;
    if (told.paid) onPaid();
  } catch {
    // The server died in the middle: what it had not answered is not promised.
  }
  return told;
};

test(
  "killed in the middle of bookings, nothing that was answered is lost and nobody is told twice",
  async () => {
    const customers = await Promise.all(
      Array.from({ length: 6 }, (_v, i) => people.signUp(`Crash Customer ${i}`)),
    );
    const day = Math.ceil((Date.now() + 26 * 3_600_000) / 3_600_000) * 3_600_000;
    const told: Told[] = [];
    for (let round = 0, slot = 0; round < KILLS; round++) {
      // Killed when some are paid and most are in the middle, a little later each time.
      let paid = 0;
      const enough = Promise.withResolvers<void>();
      const onPaid = (): void => void (++paid > 2 * round && enough.resolve());
      const running = customers.flatMap((who) =>
        Array.from({ length: ROUND }, () =>
          bookOnce(who, new Date(day + slot++ * 3_600_000).toISOString(), onPaid),
        ),
      );
      await Promise.race([enough.promise, Promise.all(running)]);
      await server.kill();
      told.push(...(await Promise.all(running)));
      await server.boot();
    }
    expect(told.some((one) => one.paid)).toBe(true);

    const { pool } = people.database.owner;
    const count = async (sql: string, params: unknown[] = []): Promise<number> =>
      Number((await pool.query<{ n: number }>(sql, params)).rows[0]?.n);
    const holds = told.flatMap((one) => one.holdId ?? []);
    const bookings = told.flatMap((one) => one.bookingId ?? []);
    const paid = told.flatMap((one) => (one.paid && one.bookingId ? [one.bookingId] : []));
    expect(
      await count("select count(*)::int as n from bookings.holds where id = any($1)", [holds]),
    ).toBe(holds.length);
    expect(
      await count("select count(*)::int as n from bookings.bookings where id = any($1)", [
        bookings,
      ]),
    ).toBe(bookings.length);

    // Paid and answered means confirmed, charged once in the stand-in's books too, and one mail to each side.
    await eventually(
      async () =>
        (await count(
          "select count(*)::int as n from bookings.bookings where id = any($1) and status = 'confirmed'",
          [paid],
        )) === paid.length,
      40_000,
    );
    await eventually(
      async () =>
        (await count(
          "select count(*)::int as n from notifications.notifications where status <> 'sent'",
        )) === 0,
      40_000,
    );
    const { rows: mails } = await pool.query<{ to: string; n: number }>(
      "select to_address as to, count(*)::int as n from notifications.notifications group by event_id, recipient_id, template, to_address having count(*) > 1",
    );
    expect(mails).toEqual([]);
    expect(await count("select count(*)::int as n from sandbox.messages")).toBe(
      await count(
        "select count(*)::int as n from notifications.notifications where status = 'sent'",
      ),
    );
    const { rows: ledger } = await pool.query(
      "select currency, sum(amount) from payments.ledger_entries group by currency having sum(amount) <> 0",
    );
    expect(ledger).toEqual([]);
  },
  60_000 + KILLS * 20_000,
);
