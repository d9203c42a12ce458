import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { demoServer, median, rate } from "./demo-server.ts";
import { machine, ROOT } from "./process.ts";

/**
 * `node bench/slots.ts`: what open times cost. First the engine alone, CPU time a job; then a month of them over HTTP from
 * the running server, for one provider with no bookings, with 500 in that month, and with 10,000. Writes
 * `bench/results/slots.json`.
 */
const PORT = 4312;
const ROUNDS = 5;
const JOBS_A_ROUND = 2_000;
const HTTP_ROUNDS = 3;
const HTTP_SECONDS = 3;
const MINUTE = 60_000;
const DAY = 86_400_000;
const MONTH_DAYS = 31;

interface Interval {
  start: number;
  end: number;
}
type OpenSlots = (question: object) => Interval[];

/** Half-hour jobs, seeded, within New York's working hours and in no order; some of them at the same time. */
const someBookings = (count: number, from: number, days: number): Interval[] => {
  let seed = 42;
  const random = (below: number): number =>
    Math.floor(((seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647) * below);
  return Array.from({ length: count }, () => {
    const start = from + random(days) * DAY + (13 * 60 + random(32) * 15) * MINUTE;
    return { start, end: start + 30 * MINUTE };
  });
};

const question = (days: number, bookings: number) => {
  const from = Date.UTC(2026, 9, 12);
  return {
    rules: {
      timeZone: "America/New_York",
      weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "09:00", end: "17:00" })),
      exceptions: [],
      stepMinutes: 15,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 15,
      noticeMinutes: 120,
      horizonDays: 365,
    },
    busy: someBookings(bookings, from, days),
    durationMinutes: 60,
    from,
    to: from + days * DAY,
    now: from,
  };
};

const digits = (value: number): number => Number(value.toPrecision(3));

const cpuMs = (times: number, work: () => void): number => {
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) work();
  const { user, system } = process.cpuUsage(before);
  return digits((user + system) / 1000 / times);
};

const engine = async () => {
  const { openSlots } = (await import("../services/bookings/src/slots.ts")) as {
    openSlots: OpenSlots;
  };
  const firstJobCpuMs = cpuMs(1, () => openSlots(question(30, 50)));
  const jobs = [30, 60].flatMap((days) =>
    [0, 50, 500].map((bookings) => {
      const asked = question(days, bookings);
      const rounds = Array.from({ length: ROUNDS }, () =>
        cpuMs(JOBS_A_ROUND, () => openSlots(asked)),
      );
      return { days, bookings, slots: openSlots(asked).length, cpuMs: median(rounds), rounds };
    }),
  );
  return { firstJobCpuMs, jobs };
};

/** Claims of 20 minutes in threes, from tomorrow on: `inMonth` of them spread over 30 days, the others over a year after. */
const CLAIM_SQL = `
  insert into bookings.time_claims (id, provider_id, kind, booking_id, period)
  select uuidv7(), $1, 'booking', uuidv7(), tstzrange(at, at + interval '20 minutes')
    from (select date_trunc('day', now()) + interval '1 day' + (n / 3) * interval '90 days' / $2::int
                 + (n % 3) * interval '20 minutes' as at
            from generate_series(0, $2::int - 1) as n
          union all
          select date_trunc('day', now()) + interval '40 days' + n * interval '30 minutes'
            from generate_series(0, $3::int - 1) as n) as times`;

/** Around the clock, so that there is room for 500 jobs in a month and times that are still open. */
const RULES_SQL = `
  update bookings.schedules set horizon_days = 365, notice_minutes = 0, step_minutes = 30, exceptions = '[]',
         buffer_before_minutes = 0, buffer_after_minutes = 0,
         weekly = (select jsonb_agg(jsonb_build_object('weekday', d, 'start', '00:00', 'end', '24:00'))
                     from generate_series(1, 7) as d)
   where provider_id = $1`;

const CASES = [
  { bookings: 0, inMonth: 0 },
  { bookings: 500, inMonth: 500 },
  { bookings: 10_000, inMonth: 500 },
];

const month = async () => {
  const { server, databaseUrl, stop } = await demoServer(PORT);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  try {
    const { rows } = await pool.query<{ providerId: string; serviceId: string }>(
      `select provider_id as "providerId", id as "serviceId" from providers.services
        where is_active and is_instant and duration_minutes = 60 order by id limit 1`,
    );
    const { providerId, serviceId } = rows[0]!;
    await pool.query(RULES_SQL, [providerId]);
    const day = (ahead: number): string =>
      new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);
    const url = `${server.url}/api/v1/providers/${providerId}/slots?serviceId=${serviceId}&from=${day(1)}&to=${day(MONTH_DAYS)}`;
    await rate(url, { seconds: HTTP_SECONDS });
    const results = CASES.map((claims) => ({ ...claims, slots: 0, rounds: [] as number[] }));
    for (let round = 0; round < HTTP_ROUNDS; round++) {
      for (const result of results) {
        await pool.query("delete from bookings.time_claims where provider_id = $1", [providerId]);
        if (result.bookings > 0)
          await pool.query(CLAIM_SQL, [
            providerId,
            result.inMonth,
            result.bookings - result.inMonth,
          ]);
        await pool.query("analyze bookings.time_claims");
        const { slots } = (await (await fetch(url)).json()) as { slots: object[] };
        result.slots = slots.length;
        result.rounds.push(Math.round(await rate(url, { seconds: HTTP_SECONDS })));
      }
    }
    const perSecond = results.map(({ rounds }) => median(rounds));
    return {
      cases: results.map((result, index) => ({ ...result, perSecond: perSecond[index] })),
      slowdown500: digits(perSecond[0]! / perSecond[1]!),
      slowdown10000: digits(perSecond[0]! / perSecond[2]!),
    };
  } finally {
    await pool.end();
    await stop();
  }
};

const result = { machine: machine(), engine: await engine(), month: await month() };
writeFileSync(join(ROOT, "bench/results/slots.json"), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
