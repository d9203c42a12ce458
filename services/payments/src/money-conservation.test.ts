import { randomUUID } from "node:crypto";
import { depositOf } from "@loconomy/contracts";
import { userActor } from "@loconomy/testing";
import { system, transaction } from "@loconomy/kit";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "./apply-intent.ts";
import { findFaults } from "./check-books.ts";
import { CARDS, usePaymentsWorld, type TestBooking } from "./testing.ts";

const world = usePaymentsWorld();

/** `npm run verify` makes 10,000. */
const OPERATIONS = Number(process.env["MONEY_OPERATIONS"] ?? 500);

/** Mulberry32: the same numbers on every run. */
const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

interface Sums {
  unbalanced: number;
  negative: number;
  clearing: number;
  taken: number;
}

/** Over everything posted: what does not add up, whose account is overdrawn, and whether ledger and payments agree. */
const judge = async (): Promise<Sums> => {
  const { rows } = await world.database.owner.pool.query<Sums>(
    `select (select count(*)::int from (select from payments.ledger_entries group by currency having sum(amount) <> 0) x) as unbalanced,
       (select count(*)::int from (select from payments.ledger_entries where account not in ('stripe_clearing', 'losses') group by account, owner, currency having sum(amount) < 0) x) as negative,
       (select coalesce(-sum(amount), 0)::bigint from payments.ledger_entries where account = 'stripe_clearing') as clearing,
       (select coalesce(sum(captured_amount - refunded_amount), 0)::bigint from payments.payments)
         + (select coalesce(sum(amount), 0)::bigint from payments.tips where status = 'paid')
         - (select coalesce(sum(withdrawn_amount + fee_amount), 0)::bigint from payments.chargebacks) as taken`,
  );
  return rows[0]!;
};

/** What banks took back of each PaymentIntent, with Stripe's fees. */
const takenBack = async (): Promise<Map<string, number>> => {
  const sums = new Map<string, number>();
  for await (const { payment_intent, balance_transactions } of world.stripe.disputes.list({
    limit: 100,
  })) {
    const net = balance_transactions.reduce((sum, one) => sum + one.net, 0);
    sums.set(payment_intent as string, (sums.get(payment_intent as string) ?? 0) - net);
  }
  return sums;
};

/** Whether a refund of a booking waits for Stripe. */
const isGoingBack = async ({ id }: TestBooking): Promise<boolean> => {
  const { rowCount } = await world.database.owner.pool.query(
    `select from payments.refunds r join payments.payments p on p.id = r.payment_id
      where p.booking_id = $1 and r.status = 'pending'`,
    [id],
  );
  return rowCount !== 0;
};

/** What Stripe itself says it took, minus what it and the banks gave back. */
const takenAtStripe = async (): Promise<number> => {
  let total = 0;
  for await (const { amount_received } of world.stripe.paymentIntents.list({ limit: 100 }))
    total += amount_received;
  for await (const { amount } of world.stripe.refunds.list({ limit: 100 })) total -= amount;
  for (const amount of (await takenBack()).values()) total -= amount;
  return total;
};

/** What Stripe holds for bookings that are over: must be nothing. */
const heldInVain = async (over: readonly TestBooking[]): Promise<number> => {
  const ids = new Set(over.map(({ id }) => id));
  let held = 0;
  for await (const intent of world.stripe.paymentIntents.list({ limit: 100 }))
    if (ids.has(intent.metadata["bookingId"] ?? "")) held += intent.amount_capturable;
  return held;
};

/** What Stripe takes and gives back of each booking, by its own books. */
const bookedAtStripe = async (): Promise<Map<string, number>> => {
  const sums = new Map<string, number>();
  const add = (id: string | undefined, amount: number): void => {
    if (id && amount !== 0) sums.set(id, (sums.get(id) ?? 0) + amount);
  };
  const back = await takenBack();
  for await (const { id, metadata, amount_received } of world.stripe.paymentIntents.list({
    limit: 100,
  }))
    add(metadata["bookingId"], amount_received - (back.get(id) ?? 0));
  for await (const { metadata, amount } of world.stripe.refunds.list({ limit: 100 }))
    add(metadata?.["bookingId"], -amount);
  return sums;
};

/** What our postings say of the same. */
const bookedHere = async (): Promise<Map<string, number>> => {
  const { rows } = await world.database.owner.pool.query<{ id: string; amount: number }>(
    `select t.booking_id as id, -sum(e.amount)::bigint as amount
       from payments.ledger_transactions t join payments.ledger_entries e on e.transaction_id = t.id
      where e.account = 'stripe_clearing' group by t.booking_id`,
  );
  return new Map(rows.map(({ id, amount }) => [id, amount]));
};

/** Which calls fail, and whether Stripe does what it was asked before it does not answer. */
const FAILURES = [
  /^\/v1\//,
  /capture$/,
  /confirm$/,
  /cancel$/,
  /refunds$/,
  /intents$/,
  /intents\/\w+$/,
  /disputes/,
];
const isAway = (error: unknown): boolean =>
  ["service_unavailable", "internal", "INTERNAL_SERVER_ERROR"].includes(
    (error as { code?: string }).code ?? "",
  );

test(
  `${OPERATIONS} random movements of money, Stripe failing at any of them: every cent is somewhere, after every step`,
  async () => {
    const random = randomFrom(20_261_123);
    const upTo = (n: number): number => Math.floor(random() * n);
    const providers = Array.from({ length: 4 }, () => ({
      providerId: randomUUID(),
      providerUserId: randomUUID(),
    }));
    const open: TestBooking[] = [];
    const taken: TestBooking[] = [];
    const take = (): TestBooking | undefined => open.splice(upTo(open.length), 1)[0];
    const operator = { context: { actor: userActor(randomUUID(), "admin") } };
    const refund = async (booking: TestBooking): Promise<void> => {
      const input = { id: booking.id, amount: 1 + upTo(booking.price.amount), reason: "random" };
      try {
        await world.harness.clients.payments.refundBooking(input, operator);
      } catch (error) {
        if ((error as { code?: string }).code !== "unprocessable" && !isAway(error)) throw error;
      }
    };

    const steps: Array<() => Promise<unknown>> = [
      async () =>
        open.push(
          await world.authorized({
            ...providers[upTo(4)],
            price: { amount: 100 + upTo(20_000), currency: "USD" },
          }),
        ),
      async () => {
        const booking = take();
        if (booking) await world.tell("booking.completed", booking);
        if (booking) taken.push(booking);
      },
      async () => {
        const booking = take();
        if (!booking) return;
        const keep = { amount: random() < 0.3 ? 0 : upTo(booking.price.amount), currency: "USD" };
        await world.tell("booking.cancelled", booking, {
          by: "customer",
          wasPaid: true,
          keep,
          refund: keep,
        });
        taken.push(booking);
      },
      async () => {
        const booking = taken[upTo(taken.length)];
        if (booking) await Promise.all([refund(booking), refund(booking)]);
      },
      async () => {
        const booking = taken[upTo(taken.length)];
        if (booking)
          await world.tell(random() < 0.5 ? "booking.completed" : "booking.expired", booking);
      },
      () => world.harness.advance(CREDIT_DELAY_MS / 4),
      // A card that is only saved, which holds later, declines later, or wants its owner.
      async () => {
        const numbers = [CARDS.good, CARDS.good, CARDS.declinedLater, CARDS.challengedAlways];
        open.push(
          await world.saved(numbers[upTo(4)], {
            ...providers[upTo(4)],
            price: { amount: 100 + upTo(20_000), currency: "USD" },
          }),
        );
      },
      // Another time, near or far: holds are given back and made anew.
      async () => {
        const booking = open[upTo(open.length)];
        if (!booking) return;
        const ahead = (Date.parse(booking.start) - world.harness.clock.now().getTime()) / 3_600_000;
        await world.move(booking, 24 + upTo(400) - ahead);
      },
      // Time passes: saved cards are held, holds lapse, what was not paid in time is cancelled.
      async () => {
        await world.harness.advance(upTo(5) * 24 * 3_600_000);
        await world.sandbox.sweep();
        const unpaid: TestBooking[] = [];
        for (const booking of open)
          if ((await world.told(booking)).includes("payment.expired")) unpaid.push(booking);
        for (const booking of unpaid) {
          const none = { amount: 0, currency: "USD" };
          const facts = { by: "clock", wasPaid: true, keep: none, refund: none };
          await world.tell("booking.cancelled", booking, facts);
          open.splice(open.indexOf(booking), 1);
          taken.push(booking);
        }
      },
      // A deposit, up to the whole price, with cards that hold the rest or want their owner for it.
      async () => {
        const amount = 200 + upTo(20_000);
        const deposit = depositOf({ amount: 100 + upTo(amount) }, { amount, currency: "USD" });
        const facts = {
          ...providers[upTo(4)],
          price: { amount, currency: "USD" },
          deposit,
          daysAhead: random() < 0.5 ? 2 : 20,
        };
        open.push(
          await world.deposited(facts, random() < 0.7 ? CARDS.good : CARDS.challengedAlways),
        );
      },
      // Another card pays for one that failed, in time or when the job was over.
      async () => {
        for (const booking of [...open, ...taken.slice(-20)]) {
          const { clientSecret, payBy, owed } = await world.getPayment(booking);
          if (clientSecret && (payBy || owed) && random() < 0.5) await world.pay(clientSecret);
        }
      },
      // A tip, twice at once, maybe given back.
      async () => {
        const booking = taken[upTo(taken.length)];
        if (!booking) return;
        const completedAt = world.harness.clock.now().toISOString();
        Object.assign(booking, { status: "completed", completedAt });
        const customer = { context: { actor: userActor(booking.customerId) } };
        const amount = { amount: 100 + upTo(400), currency: "USD" };
        const { payments } = world.harness.clients;
        const giving = [1, 2].map(() => payments.giveTip({ id: booking.id, amount }, customer));
        if (random() < 0.3)
          giving.push(payments.refundTip({ id: booking.id, reason: "random" }, operator));
        const refusals = ["unprocessable", "already_exists", "conflict", "not_found"];
        for (const result of await Promise.allSettled(giving)) {
          if (result.status === "fulfilled" || isAway(result.reason)) continue;
          if (!refusals.includes((result.reason as { code: string }).code)) throw result.reason;
        }
      },
      // A bank disputes what was taken, or asks about it, whether it was refunded in part or not.
      async () => {
        const booking = taken[upTo(taken.length)];
        // What Stripe was asked to give back and takes back for the bank instead is for an operator.
        if (booking && !(await isGoingBack(booking)))
          await world
            .dispute(booking, { isInquiry: random() < 0.3, isOfTip: random() < 0.2 })
            .catch((error: { statusCode?: number }) => {
              if (error.statusCode !== 400 && error.statusCode !== 503) throw error;
            });
      },
      // What is open is won, lost, given up, or becomes a chargeback.
      async () => {
        world.outage.path = null;
        const { data } = await world.stripe.disputes.list({ limit: 100 });
        for (const { id, status } of data.filter((one) => one.status.includes("needs_response"))) {
          const said = [undefined, "winning_evidence", "losing_evidence"][upTo(3)];
          if (said)
            await world.stripe.disputes.update(id, { evidence: { uncategorized_text: said } });
          else if (status === "needs_response") await world.stripe.disputes.close(id);
        }
      },
    ];
    const weights = [
      0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 5, 6, 6, 6, 7, 8, 9, 9, 9, 10, 11, 11, 12, 12, 12, 13,
    ];
    const heal = async (): Promise<void> => {
      const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
      await world.harness.advance(15 * 60_000);
      for (const job of [
        "retry-webhooks",
        "retry-refunds",
        "retry-holds",
        "reconcile",
        "check-chargebacks",
        "take-snapshot",
      ])
        await jobs[`payments.${job}`]!({});
      await world.harness.settle();
    };
    for (let step = 0; step < OPERATIONS; step++) {
      const fails = random() < 0.2;
      world.outage.path = fails ? FAILURES[upTo(FAILURES.length)]! : null;
      world.outage.isCarriedOut = random() < 0.5;
      await steps[weights[upTo(weights.length)]!]!().catch((error: unknown) => {
        if (!fails || !isAway(error)) throw error;
      });
      world.outage.path = null;
      if (step % 20 === 0) await heal();
      const { unbalanced, negative, clearing, taken: booked } = await judge();
      expect({ step, unbalanced, negative, clearing }).toEqual({
        step,
        unbalanced: 0,
        negative: 0,
        clearing: booked,
      });
    }
    await heal();
    const { clearing } = await judge();
    const { rows } = await world.database.owner.pool.query(
      "select kind, count(*)::int as n from payments.ledger_transactions group by kind order by kind",
    );
    for (const { kind, n } of rows)
      expect({ kind, enough: n >= 15 }).toEqual({ kind, enough: true });
    expect(rows).toHaveLength(5);
    expect(clearing).toBeGreaterThan(0);
    expect(clearing).toBe(await takenAtStripe());
    expect(await bookedHere()).toEqual(await bookedAtStripe());
    const db = world.database.owner;
    expect(await transaction(db, system("payments"), findFaults)).toEqual([]);
    // A bank that takes back what was refunded while it only asked is for an operator.
    const { rows: raised } = await db.pool.query(
      "select kind, detail from payments.discrepancies where kind <> 'chargeback'",
    );
    expect(raised).toEqual([]);
    await world.harness.advance(3_600_000);
    expect(await heldInVain(taken)).toBe(0);
  },
  90_000 + OPERATIONS * 400,
);
