import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { systemClock } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFixture, eventually, payWith, type Fixture } from "./testing-fixture.ts";
import { createPeople, type People, type Person } from "./testing.ts";

/** How often the server is killed; `npm run verify` does it more often. */
const KILLS = Number(process.env["CRASH_KILLS"] ?? 3);
/** Bookings of each customer between two kills; all must fit into the days that can be booked. */
const ROUND = KILLS > 3 ? 1 : 4;

let database: TestDatabase;
let dataDir: string;
let port: number;
let child: ChildProcess;
let people: People;
let fixture: Fixture;

const boot = async (): Promise<void> => {
  child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", resolve(import.meta.dirname, "main.ts")],
    {
      env: {
        ...process.env,
        NODE_ENV: "test",
        DATABASE_URL: database.connectionString,
        DATA_DIR: dataDir,
        PORT: String(port),
        PUBLIC_URL: people?.url ?? `http://127.0.0.1:${port}`,
        WEB: "0",
        DEMO_DATA: "0",
        RATE_LIMITS: "bench",
        LOG_LEVEL: "fatal",
      },
      stdio: "ignore",
    },
  );
  await eventually(
    async () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        (response) => response.ok,
        () => false,
      ),
    60_000,
  );
};

const kill = async (): Promise<void> => {
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await gone;
};

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => done(free));
    });
  });

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "loconomy-crash-"));
  port = await freePort();
  people = createPeople(`http://127.0.0.1:${port}`, database, systemClock);
  await boot();
  fixture = await createFixture(people);
}, 60_000);
afterAll(async () => {
  child.kill("SIGKILL");
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

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
      await kill();
      told.push(...(await Promise.all(running)));
      await boot();
    }
    expect(told.some((one) => one.paid)).toBe(true);

    const { pool } = database.owner;
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
