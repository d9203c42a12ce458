import type { AddressInfo } from "node:net";
import { serve, type ServerType } from "@hono/node-server";
import { hastenJobs } from "@loconomy/kit";
import { rebuildAndCompare } from "@loconomy/payments/check-books";
import { createSandbox } from "@loconomy/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFixture, eventually, payWith, type Fixture } from "./testing-fixture.ts";
import { createServerProcess, type ServerProcess } from "./testing-process.ts";
import type { Answer, People, Person } from "./testing.ts";

/**
 * Stripe lives on while our server dies: the stand-in answers from this process, and kills the server at a chosen request,
 * before it has done what was asked or after that and before anybody hears of it. Those are the two sides of every step:
 * what was written down and never asked, and what was done and never written down.
 */
type When = "before" | "after";

let stripe: ServerType;
let server: ServerProcess;
let people: People;
let fixture: Fixture;
/** The request at which the server dies next. */
let deadly: { request: RegExp; when: When; killed: () => void } | null = null;
/** What Stripe was asked to do, as `POST /v1/…`, whether it was done or not. */
const asked: string[] = [];

const PRICE = 6000;
const FEE = 600;
const DAYS_3_MS = 3 * 24 * 3_600_000;

beforeAll(async () => {
  let answer: (request: Request) => Promise<Response>;
  stripe = serve({ fetch: (request) => answer(request), port: 0, hostname: "127.0.0.1" });
  await new Promise<void>((done) => (stripe.listening ? done() : stripe.once("listening", done)));
  const { port } = stripe.address() as AddressInfo;
  server = await createServerProcess({ STRIPE_API_URL: `http://127.0.0.1:${port}` });
  ({ people } = server);
  // Events are delivered by the server's own stand-in, from the same tables.
  const sandbox = createSandbox({
    pool: (await people.database.as("app")).pool,
    webhook: { url: `${people.url}/api/v1/webhooks/stripe`, secret: "whsec_not_used_here" },
    publicUrl: people.url,
  });
  answer = async (request) => {
    const line = `${request.method} ${new URL(request.url).pathname}`;
    asked.push(line);
    if (!deadly?.request.test(line)) return sandbox.fetch(request);
    const { when, killed } = deadly;
    deadly = null;
    if (when === "after") await sandbox.fetch(request);
    await server.kill();
    killed();
    return new Response(null, { status: 502 });
  };
  await server.boot();
  fixture = await createFixture(people);
  await openAccount(fixture.provider);
}, 90_000);
afterAll(async () => {
  await server.drop();
  stripe.close();
});

const openAccount = async (owner: Person): Promise<void> => {
  const path = `/api/v1/providers/${fixture.providerId}/payout-account`;
  const { body } = await owner.call<{ url: string }>("POST", path, {});
  const { searchParams, pathname } = new URL(body.url);
  const details = {
    token: searchParams.get("token")!,
    firstName: "Petra",
    lastName: "Pipe",
    account: "000123456789",
    outcome: "complete",
  };
  await fetch(people.url + pathname, {
    method: "POST",
    headers: { origin: people.url },
    body: new URLSearchParams(details),
    redirect: "manual",
  });
  await eventually(
    async () =>
      (await owner.call<{ canTakeMoney: boolean }>("GET", path)).body.canTakeMoney === true,
  );
};

/** Does something that makes the server ask Stripe this, upon which it dies, and starts it again. */
const killedAt = async (
  request: RegExp,
  when: When,
  act: () => Promise<unknown>,
): Promise<void> => {
  const dead = Promise.withResolvers<void>();
  deadly = { request, when, killed: dead.resolve };
  // The answer never comes; one that does says why the server was not killed.
  const answer = await Promise.race([dead.promise, act().catch(() => dead.promise)]);
  await within(60_000, dead.promise, () => `${request} was not asked: ${JSON.stringify(answer)}`);
  // As a minute later: a request that has not ended by then was lost with its process.
  await people.database.owner.pool.query(
    "update platform.idempotency_keys set started_at = started_at - interval '2 minutes' where status is null",
  );
  await server.boot();
};

const within = async (ms: number, work: Promise<unknown>, otherwise: () => string) => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(otherwise())), ms);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** The same request until it is answered, as a client does that lost the connection. */
const repeated = async (
  request: RegExp,
  when: When,
  ask: (key: Record<string, string>) => Promise<Answer>,
): Promise<Answer> => {
  const key = { "idempotency-key": crypto.randomUUID() };
  await killedAt(request, when, () => ask(key));
  return ask(key);
};

interface Kept {
  data: { id: string; amount: number; amount_received: number; metadata: { bookingId: string } };
}
/** Amounts of what Stripe keeps of one kind for a booking. */
const atStripe = async (
  kind: string,
  bookingId: string,
  of: "amount" | "amount_received" = "amount",
): Promise<number[]> => {
  const { rows } = await people.database.owner.pool.query<Kept>(
    "select data from sandbox.stripe_objects where type = $1 and data->'metadata'->>'bookingId' = $2",
    [kind, bookingId],
  );
  return rows.map(({ data }) => data[of]);
};

const paymentOf = async (bookingId: string) =>
  (
    await fixture.customer.call<{
      status: string;
      captured: { amount: number };
      refunded: { amount: number };
    }>("GET", `/api/v1/bookings/${bookingId}/payment`)
  ).body;

const postings = async (bookingId: string, kind: string): Promise<number[]> => {
  const { rows } = await people.database.owner.pool.query<{ amount: number }>(
    `select e.amount::int as amount from payments.ledger_entries e
       join payments.ledger_transactions t on t.id = e.transaction_id
      where t.booking_id = $1 and t.kind = $2 and e.account = 'stripe_clearing'`,
    [bookingId, kind],
  );
  return rows.map(({ amount }) => amount);
};

test.each(["before", "after"] as const)(
  "killed %s every step of a booking's money, each is done once",
  async (when) => {
    const { customer, admin, at, serviceId } = fixture;
    // So near that cancelling costs half.
    const start = at(0, when === "before" ? 8 : 12);
    let holdId = "";
    // Until the news of the account has come, the provider cannot be booked.
    await eventually(async () => {
      const asked = { serviceId, start };
      const held = await customer.call<{ id: string }>("POST", "/api/v1/bookings/holds", asked);
      holdId = held.body.id;
      return held.status === 201;
    }, 30_000);
    const order = { holdId, address: { line1: "1 Main St", city: "Austin" } };

    // Booking and paying.
    const booked = await repeated(/^POST \/v1\/payment_intents$/, when, (key) =>
      customer.call("POST", "/api/v1/bookings", order, key),
    );
    expect(booked).toMatchObject({ status: 201 });
    const { id, payment } = booked.body as { id: string; payment: { clientSecret: string } };
    await killedAt(/^GET \/v1\/payment_intents\/\w+$/, when, () =>
      payWith(people, payment.clientSecret, "4242424242424242"),
    );
    await eventually(
      async () =>
        (await customer.call<{ status: string }>("GET", `/api/v1/bookings/${id}`)).body.status ===
        "confirmed",
      60_000,
    );
    expect(await atStripe("payment_intent", id)).toEqual([PRICE]);

    // Taking what the cancellation costs.
    await killedAt(/^POST \/v1\/payment_intents\/\w+\/capture$/, when, () =>
      customer.call("POST", `/api/v1/bookings/${id}/cancel`, {}),
    );
    const taken = PRICE / 2;
    await eventually(async () => (await paymentOf(id)).captured.amount === taken, 60_000);
    expect(await atStripe("payment_intent", id, "amount_received")).toEqual([taken]);

    // Giving some of it back.
    const back = 1000;
    const refund = (key: Record<string, string>) =>
      admin.call(
        "POST",
        `/api/v1/bookings/${id}/refund`,
        { amount: back, reason: "Came late." },
        key,
      );
    const refunded = await repeated(/^POST \/v1\/refunds$/, when, refund);
    expect(refunded).toMatchObject({ status: 201, body: { refunded: { amount: back } } });
    expect(await atStripe("refund", id)).toEqual([back]);

    // Sending the provider's share.
    const net = (taken - back) * (1 - FEE / PRICE);
    await killedAt(/^POST \/v1\/transfers$/, when, () =>
      hastenJobs(people.database.owner, DAYS_3_MS),
    );
    await eventually(async () => (await postings(id, "transfer")).length > 0, 60_000);
    expect(await atStripe("transfer", id)).toEqual([net]);

    // And taking some of that back for another refund.
    await killedAt(/^POST \/v1\/transfers\/\w+\/reversals$/, when, () =>
      admin.call("POST", `/api/v1/bookings/${id}/refund`, { amount: 500, reason: "And dirty." }),
    );
    await eventually(async () => (await postings(id, "transfer")).length > 1, 60_000);
    expect(await atStripe("transfer_reversal", id)).toEqual([450]);

    expect(await paymentOf(id)).toMatchObject({
      captured: { amount: taken },
      refunded: { amount: 1500 },
    });
    expect({
      capture: await postings(id, "capture"),
      refund: (await postings(id, "refund")).toSorted((a, b) => a - b),
      transfer: (await postings(id, "transfer")).toSorted((a, b) => a - b),
    }).toEqual({ capture: [-taken], refund: [500, back], transfer: [-450, net] });
    expect(await rebuildAndCompare(people.database.owner)).toEqual([]);
    const { rows } = await people.database.owner.pool.query("select * from payments.discrepancies");
    expect(rows).toEqual([]);
  },
  240_000,
);
