import { afterAll, beforeAll, expect, test } from "vitest";
import { createFixture, eventually, type Fixture } from "./testing-fixture.ts";
import { startTestServer, type TestServer } from "./testing.ts";

const QUARTER_MS = 900_000;
/** How soon the search has to know. */
const SOON_MS = 1_000;

let server: TestServer;
let fixture: Fixture;
beforeAll(async () => {
  server = await startTestServer({ METRICS_PORT: "0" });
  fixture = await createFixture(server);
}, 60_000);
afterAll(() => server.stop());

/** Whether the search holds it possible that an hour's job begins then. */
const isOpen = async (start: string): Promise<boolean> => {
  const quarter = Math.floor(Date.parse(start) / QUARTER_MS);
  const { rows } = await server.database.owner.pool.query<{ open: boolean }>(
    "select search.run_within(bits, from_quarter, $2, $2 + 1, 4) as open from search.open_times where provider_id = $1",
    [fixture.providerId, quarter],
  );
  return rows[0]?.open ?? false;
};
const startOf = async (bookingId: string): Promise<string> =>
  (await fixture.customer.call<{ start: string }>("GET", `/api/v1/bookings/${bookingId}`)).body
    .start;

test("a new provider's hours are in the search", async () => {
  await eventually(() => isOpen(fixture.at(3, 0)));
});

test("what is booked leaves the search within a second, and is back within one when it is cancelled", async () => {
  const id = await fixture.paidBooking();
  const start = await startOf(id);
  await eventually(async () => !(await isOpen(start)), SOON_MS);
  const cancelled = await fixture.customer.call("POST", `/api/v1/bookings/${id}/cancel`, {});
  expect(cancelled.status).toBe(200);
  await eventually(() => isOpen(start), SOON_MS);
});

test("so is a request that the provider declines", async () => {
  const id = await fixture.paidBooking(fixture.requestServiceId);
  const start = await startOf(id);
  await eventually(async () => !(await isOpen(start)), SOON_MS);
  const declined = await fixture.provider.call("POST", `/api/v1/bookings/${id}/decline`, {
    reason: "Away",
  });
  expect(declined.status).toBe(200);
  await eventually(() => isOpen(start), SOON_MS);
});

test("so is time off, and other hours", async () => {
  const start = fixture.at(5, 0);
  const path = `/api/v1/providers/${fixture.providerId}/time-off`;
  const end = new Date(Date.parse(start) + 3_600_000).toISOString();
  const { body } = await fixture.provider.call<{ id: string }>("POST", path, { start, end });
  await eventually(async () => !(await isOpen(start)), SOON_MS);
  await fixture.provider.call("DELETE", `${path}/${body.id}`);
  await eventually(() => isOpen(start), SOON_MS);
});

test("a booking that moves takes its new time and gives the old one back", async () => {
  const id = await fixture.paidBooking();
  const [start, to] = [await startOf(id), fixture.at(6, 0)];
  const moved = await fixture.customer.call("POST", `/api/v1/bookings/${id}/reschedule`, {
    start: to,
  });
  expect(moved.status).toBe(200);
  await eventually(async () => (await isOpen(start)) && !(await isOpen(to)), SOON_MS);
});

test("what is only held stays in the search", async () => {
  const { start } = await fixture.hold();
  expect(await isOpen(start)).toBe(true);
});

test("a paid booking queues one delivery for the open times, and how long that took is counted", async () => {
  const metrics = async (): Promise<string> => (await fetch(server.server.metricsUrl!)).text();
  const delivered = async (): Promise<number> =>
    Number(
      /loconomy_search_lag_seconds_count\{row="open_times"\} (\d+)/.exec(await metrics())?.[1],
    );
  const before = await delivered();
  const start = await startOf(await fixture.paidBooking());
  await eventually(async () => !(await isOpen(start)), SOON_MS);
  await eventually(async () => (await delivered()) === before + 1);
  expect(await metrics()).toMatch(/loconomy_jobs_oldest_seconds\{service="search"\} \d/);
});
