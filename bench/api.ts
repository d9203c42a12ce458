import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { demoServer, median, rate } from "./demo-server.ts";
import { cpuUsed, launch, load, machine, memoryMb, ROOT, type Running } from "./process.ts";
import { signUp, visitor, type Visitor } from "./visitor.ts";

/**
 * `node bench/api.ts`: starts the server on a fresh demo database and measures reads, search, holds and whole paid
 * bookings over HTTP, reads beside their raw limit in the same run. Writes `bench/results/api.json`.
 */
const ROUNDS = 3;
const PORT = 4310;
const SEARCHES_TIMES = 2_000;
/** The search's language model begins to load five seconds after the start and takes a processor for some more. */
const MODEL_LOADED_AFTER_MS = 15_000;
const HOLDS_TIMES = 1_500;
const HOLDERS = 16;
const RAW_HOLDS_TIMES = 6_000;
const PROVIDERS = 1_000;
const BOOKINGS_TIMES = 1_200;
/** Before them: code that never ran costs a third more. */
const FIRST_BOOKINGS_TIMES = 400;
/** Customers at once who book; each asks at the page's pace whether the payment went through, so most of the time they wait. */
const CUSTOMERS = 96;
const PAGE_ASKS_EVERY_MS = 800;

/** Work of `times` operations and what each cost in CPU, milliseconds; the latter hardly depends on what else runs. */
const withCpu = async <T extends object>(
  server: Running,
  database: number,
  times: number,
  work: () => Promise<T>,
): Promise<T & { cpuMsEach: { server: number; database: number } }> => {
  const before = cpuUsed(server.child.pid!, database);
  const measured = await work();
  const after = cpuUsed(server.child.pid!, database);
  const each = (seconds: number) => Math.round((seconds / times) * 100_000) / 100;
  return {
    ...measured,
    cpuMsEach: {
      server: each(after.server - before.server),
      database: each(after.database - before.database),
    },
  };
};

const round = (ratio: number): number => Math.round(ratio * 100) / 100;

const readById = async (server: Running, databaseUrl: string) => {
  const { items } = (await (
    await fetch(`${server.url}/api/v1/search/providers?near=Austin,%20TX&limit=1`)
  ).json()) as { items: Array<{ provider: { id: string } }> };
  const id = items[0]!.provider.id;
  const { SELECT_PROVIDER } = (await import("../services/providers/src/rows.ts")) as {
    SELECT_PROVIDER: string;
  };
  const bare = await launch("bench/bare-read.ts", PORT + 1, "/ready", {
    DATABASE_URL: databaseUrl,
    BENCH_SQL: `${SELECT_PROVIDER} where p.id = $1`,
  });
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    raw.push(await rate(`${bare.url}/providers/${id}`));
    ours.push(await rate(`${server.url}/api/v1/providers/${id}`));
  }
  await bare.stop();
  return {
    perSecond: Math.round(median(ours)),
    rawPerSecond: Math.round(median(raw)),
    ratio: round(median(ours) / median(raw)),
  };
};

const SEARCHES = [
  "near=Austin,%20TX&category=plumbing",
  "near=Berlin&q=cleaning",
  "near=94103",
  "near=London&sort=rating",
  "near=Tokyo&q=lessons",
  "near=Munich&category=garden",
];

/** The same cities and needs by position. */
const CITIES: ReadonlyArray<[lat: number, lng: number, asked: string]> = [
  [30.267, -97.743, "category=plumbing"],
  [52.52, 13.405, "q=cleaning"],
  [37.774, -122.419, ""],
  [51.507, -0.128, "sort=rating"],
  [35.682, 139.76, "q=lessons"],
  [48.137, 11.575, "category=garden"],
];

/** A question that nobody has asked before: some other hundred metres of one of the cities. */
const somewhere = (n: number): string => {
  const [lat, lng, asked] = CITIES[n % CITIES.length]!;
  const moved = (degrees: number): string => (degrees + (Math.random() - 0.5) * 0.1).toFixed(5);
  return `lat=${moved(lat)}&lng=${moved(lng)}&${asked}`;
};

const search = (
  server: Running,
  asked: (n: number) => string = (n) => SEARCHES[n % SEARCHES.length]!,
) =>
  load(SEARCHES_TIMES, 8, async (n) => {
    const response = await fetch(`${server.url}/api/v1/search/providers?${asked(n)}`);
    if (!response.ok)
      throw new Error(`search answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  });

interface Slot {
  serviceId: string;
  start: string;
  /** Where the provider works, so that the customer lives near enough. */
  city: string;
}

/** Open times of many providers, none overlapping another of the same provider, and neighbours in the list of different ones. */
const openTimes = async (server: Running, pool: pg.Pool, wanted: number): Promise<Slot[]> => {
  const { rows } = await pool.query<{ providerId: string; serviceId: string; city: string }>(
    `select distinct on (s.provider_id) s.provider_id as "providerId", s.id as "serviceId", p.location_label as city
       from providers.services s join providers.providers p on p.id = s.provider_id
      where s.is_active and s.is_instant order by s.provider_id, s.duration_minutes`,
  );
  const slots: Array<Slot & { nth: number }> = [];
  const day = (ahead: number): string =>
    new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  for (const { providerId, serviceId, city } of rows) {
    if (slots.length >= wanted) break;
    const response = await fetch(
      `${server.url}/api/v1/providers/${providerId}/slots?serviceId=${serviceId}&from=${day(2)}&to=${day(5)}`,
    );
    const body = (await response.json()) as { slots: Array<{ start: string; end: string }> };
    let free = 0;
    let nth = 0;
    for (const slot of body.slots) {
      // An hour between them leaves room for any provider's buffers.
      if (Date.parse(slot.start) < free) continue;
      free = Date.parse(slot.end) + 3 * 3_600_000;
      slots.push({ serviceId, start: slot.start, city, nth: nth++ });
    }
  }
  if (slots.length < wanted) throw new Error(`only ${slots.length} of ${wanted} open times found`);
  return slots.toSorted((a, b) => a.nth - b.nth).slice(0, wanted);
};

const hold = async (who: Visitor, { serviceId, start }: Slot): Promise<{ id: string }> => {
  const { status, body } = await who.call<{ id: string }>("POST", "/api/v1/bookings/holds", {
    serviceId,
    start,
  });
  if (status !== 201) throw new Error(`hold answered ${status}: ${JSON.stringify(body)}`);
  return body;
};

/**
 * The least that a hold can be: a row with its exclusion constraint, in a transaction of its own, by as many connections as there
 * are customers.
 */
const rawHolds = async (databaseUrl: string) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: HOLDERS });
  try {
    await pool.query(
      `create table if not exists public.raw_claims (id uuid primary key default uuidv7(), provider_id uuid not null,
         period tstzrange not null, exclude using gist (provider_id with =, period with &&))`,
    );
    await pool.query("truncate public.raw_claims");
    return await load(RAW_HOLDS_TIMES, HOLDERS, async (n) => {
      await pool.query({
        name: "raw_claim",
        text: `insert into public.raw_claims (provider_id, period)
               select ('00000000-0000-0000-0000-' || lpad($1::text, 12, '0'))::uuid, tstzrange($2, $2::timestamptz + interval '1 hour')
               on conflict do nothing`,
        values: [n % PROVIDERS, new Date(Date.UTC(2030, 0, 1, Math.floor(n / PROVIDERS)))],
      });
    });
  } finally {
    await pool.end();
  }
};

const paidBooking = async (who: Visitor, slot: Slot): Promise<void> => {
  const held = await hold(who, slot);
  const address = { line1: "1 Main Street", city: slot.city };
  const { status, body } = await who.call<{ id: string; payment: { clientSecret: string } }>(
    "POST",
    "/api/v1/bookings",
    { holdId: held.id, address },
  );
  if (status !== 201) throw new Error(`booking answered ${status}: ${JSON.stringify(body)}`);
  const intent = body.payment.clientSecret.split("_secret_")[0];
  const paid = await who.call<{ status: string }>(
    "POST",
    `/sandbox/stripe/payment_intents/${intent}/confirm`,
    {
      clientSecret: body.payment.clientSecret,
      card: { number: "4242424242424242", expMonth: 12, expYear: 2034, cvc: "123", name: "Bench" },
    },
  );
  if (paid.status !== 200)
    throw new Error(`payment answered ${paid.status}: ${JSON.stringify(paid.body)}`);
  for (let tries = 0; tries < 15; tries++) {
    if (tries > 0) await new Promise((done) => setTimeout(done, PAGE_ASKS_EVERY_MS));
    const now = await who.call<{ status: string }>("GET", `/api/v1/bookings/${body.id}`);
    if (now.body.status === "confirmed") return;
  }
  throw new Error(`booking ${body.id} was paid and not confirmed within 12 s`);
};

const PARTS = ["read", "search", "holds", "bookings"] as const;

const main = async (): Promise<void> => {
  const wanted = process.argv.slice(2);
  const parts = PARTS.filter((part) => wanted.length === 0 || wanted.includes(part));
  const { server, postgresPid: pid, databaseUrl, stop } = await demoServer(PORT);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  try {
    const result: Record<string, unknown> = {
      machine: machine(),
      secondStartMs: server.readyMs,
      idleMemoryMb: memoryMb(server.child.pid!, pid),
    };
    if (parts.includes("read")) result["readById"] = await readById(server, databaseUrl);
    if (parts.includes("search")) {
      await new Promise((done) => setTimeout(done, MODEL_LOADED_AFTER_MS));
      await search(server);
      result["search"] = await withCpu(server, pid, SEARCHES_TIMES, () => search(server));
      await search(server, somewhere);
      result["searchNoTwoAlike"] = await withCpu(server, pid, SEARCHES_TIMES, () =>
        search(server, somewhere),
      );
    }
    const slots = await openTimes(
      server,
      pool,
      HOLDS_TIMES + FIRST_BOOKINGS_TIMES + BOOKINGS_TIMES,
    );
    await rawHolds(databaseUrl);
    const raw = [(await rawHolds(databaseUrl)).perSecond];
    if (parts.includes("holds")) {
      const holds = await withCpu(server, pid, HOLDS_TIMES, () =>
        load(HOLDS_TIMES, HOLDERS, async (n) => void (await hold(visitor(server.url), slots[n]!))),
      );
      raw.push((await rawHolds(databaseUrl)).perSecond);
      const rawPerSecond = median(raw);
      result["holds"] = { ...holds, rawPerSecond, ratio: round(holds.perSecond / rawPerSecond) };
    }
    if (parts.includes("bookings")) {
      const customers = await Promise.all(
        Array.from({ length: CUSTOMERS }, () => signUp(server.url)),
      );
      const book = (times: number, from: number) =>
        withCpu(server, pid, times, () =>
          load(times, CUSTOMERS, (n) => paidBooking(customers[n % CUSTOMERS]!, slots[from + n]!)),
        );
      result["firstPaidBookings"] = await book(FIRST_BOOKINGS_TIMES, HOLDS_TIMES);
      const booked = await book(BOOKINGS_TIMES, HOLDS_TIMES + FIRST_BOOKINGS_TIMES);
      raw.push((await rawHolds(databaseUrl)).perSecond);
      const inRawHolds = Math.round(median(raw) / booked.perSecond);
      result["paidBookings"] = { ...booked, rawHoldsPerSecond: median(raw), inRawHolds };
    }
    if (parts.length === PARTS.length)
      writeFileSync(join(ROOT, "bench/results/api.json"), `${JSON.stringify(result, null, 2)}\n`);
    console.log(result);
  } finally {
    await pool.end();
    await stop();
  }
};

await main();
