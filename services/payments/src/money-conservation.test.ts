import { randomUUID } from "node:crypto";
import { PLANS, type DepositTerms, type Plan, type Price, type Pricing } from "@loconomy/contracts";
import { system, transaction } from "@loconomy/kit";
import { userActor } from "@loconomy/testing";
import Stripe from "stripe";
import { expect, test, vi } from "vitest";
import { CREDIT_DELAY_MS } from "./apply-intent.ts";
import { findFaults } from "./check-books.ts";
import { DEFAULT_FEE_BPS } from "./config.ts";
import { CARDS, usePaymentsWorld, type TestBooking } from "./testing.ts";
import {
  comparePapers,
  compareWithStandIn,
  countMovements,
  findImbalances,
  heldFor,
  keepPercent,
  MARKETS,
  placeIn,
  POLICY_COUNT,
  randomFrom,
} from "./testing-money.ts";

const world = usePaymentsWorld();

/** `npm run verify` makes 10,000. */
const OPERATIONS = Number(process.env["MONEY_OPERATIONS"] ?? 500);
const HOUR_MS = 3_600_000;
/** Of each kind of movement there has to be so much, of what a release is made of and what policies keep so much. */
const ENOUGH = 15;
const SOME = 3;
/** After so many steps all news is waited for, and the books are held against those of the stand-in. */
const HEALED_EVERY = 20;

const BANKS = { good: "000123456789", failing: "000111111116" };
const COUPONS = ["TENTH", "MOST", "FIXED"];

/** Which calls fail, when it is their turn. */
const FAILURES = [
  /capture$/,
  /confirm$/,
  /cancel$/,
  /refunds$/,
  /intents$/,
  /intents\/\w+$/,
  /disputes/,
  /transfers$/,
  /reversals$/,
  /account/,
];
const FAULTS = ["rate_limit", "error", "drop_before", "drop_after", "fail_before", "fail_after"];

const KINDS = [
  "capture",
  "release",
  "refund",
  "tip",
  "transfer",
  "chargeback",
  "processing_fee",
  "reversal",
  "payout paid",
  "payout failed",
  ...["CHF", "EUR", "JPY", "USD"].map((currency) => `captured ${currency}`),
];

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? "";
const isAway = (error: unknown): boolean =>
  ["service_unavailable", "internal", "INTERNAL_SERVER_ERROR"].includes(codeOf(error)) ||
  (error instanceof Stripe.errors.StripeError && error.statusCode !== 400);
/** Goes on after what may be answered. */
const unless =
  (...codes: string[]) =>
  (error: unknown): void => {
    if (!codes.includes(codeOf(error)) && !isAway(error)) throw error;
  };

test(
  `${OPERATIONS} random movements of money, Stripe failing at any of them: every cent is somewhere, after every step`,
  async () => {
    // The SDK waits half a second before it asks again, and has no option for that.
    vi.spyOn(Stripe.prototype, "getInitialNetworkRetryDelay").mockReturnValue(0.03);
    const random = randomFrom(20_261_123);
    const upTo = (n: number): number => Math.floor(random() * n);
    const anyOf = <T>(items: readonly T[]): T => items[upTo(items.length)]!;
    const { harness, database, sandbox } = world;
    const { pool } = database.owner;
    const { payments } = harness.clients;
    const [operator, secondOperator] = [1, 2].map(() => ({
      context: { actor: userActor(randomUUID(), "admin") },
    }));
    const now = (): number => harness.clock.now().getTime();

    // Two providers in each market: the bank of one, who is paid out each week, takes no payouts; the other is paid out each day.
    const providers = MARKETS.flatMap((market, index) =>
      [BANKS.failing, BANKS.good].map((bank) => ({
        ...market,
        bank,
        lat: index + 1,
        plan: "standard" as Plan,
        party: { providerId: randomUUID(), providerUserId: randomUUID() },
      })),
    );
    type Provider = (typeof providers)[number];

    const fees = new Map<Plan, number>();
    const open: TestBooking[] = [];
    const taken: TestBooking[] = [];
    const resolved = new Set<TestBooking>();
    /** How many cancellations left how many percent with us, by a policy. */
    const kept = new Map<number, number>();
    const remove = (booking: TestBooking): TestBooking => open.splice(open.indexOf(booking), 1)[0]!;
    const take = (): TestBooking | undefined => {
      const booking = anyOf(open);
      return booking && remove(booking);
    };
    const over = (booking: TestBooking): void => void taken.push(booking);
    const complete = (booking: TestBooking): Promise<void> => {
      Object.assign(booking, {
        status: "completed",
        completedAt: harness.clock.now().toISOString(),
      });
      over(booking);
      return world.tell("booking.completed", booking);
    };
    const cancel = (booking: TestBooking, by: string, keep: number): Promise<void> => {
      const { amount, currency } = booking.price;
      booking.status = "cancelled";
      over(booking);
      return world.tell("booking.cancelled", booking, {
        by,
        wasPaid: true,
        keep: { amount: keep, currency },
        refund: { amount: amount - keep, currency },
      });
    };

    /** A price as bookings asks for it, sometimes with a coupon: what a booking is made of. */
    const agreed = async (hoursAhead: number, deposit: DepositTerms | null = null) => {
      const { party, currency, lat, plan } = anyOf(providers);
      const start = now() + hoursAhead * HOUR_MS;
      const customerId = randomUUID();
      const amount = 200 + upTo(20_000);
      const { prices } = await payments.quote({
        providerId: party.providerId,
        categoryId: party.providerId,
        position: { lat, lng: 0 },
        label: "Leaking tap",
        price: { amount, currency },
        deposit,
        days: [new Date(start).toISOString().slice(0, 10)],
      });
      let price: Price = prices[0]!;
      expect(price.feeBps).toBe(fees.get(plan) ?? DEFAULT_FEE_BPS);
      if (random() < 0.4)
        await payments
          .reserveCoupon({
            code: anyOf(COUPONS),
            customerId,
            holdId: randomUUID(),
            categoryId: party.providerId,
            price,
            reservedUntil: new Date(now() + 25 * 60_000).toISOString(),
          })
          .then((reserved) => (price = reserved.price), unless("coupon_refused"));
      const { total, ...pricing } = price;
      return {
        ...party,
        customerId,
        price: total,
        pricing: pricing as Pricing,
        start: new Date(start).toISOString(),
        end: new Date(start + HOUR_MS).toISOString(),
      };
    };

    const ids = async (text: string, values: unknown[] = []): Promise<string[]> =>
      (await pool.query<{ id: string }>(text, values)).rows.map(({ id }) => id);
    /**
     * A booking that is over, of which something is left with us and nothing on its way back: what Stripe was asked to give back and
     * takes back for the bank instead is for an operator.
     */
    const anyPaid = async (isReleased = false): Promise<TestBooking | undefined> => {
      const paid = await ids(
        `select p.booking_id as id from payments.payments p
          where p.captured_amount > p.refunded_amount + p.charged_back_amount and p.settle_amount is not null
            and (p.credited_at is not null or not $1)
            and not exists (select from payments.refunds r where r.payment_id = p.id and r.status = 'pending') order by p.id`,
        [isReleased],
      );
      return world.bookings.get(anyOf(paid) ?? "");
    };

    const refund = ({ id, price: { amount } }: TestBooking): Promise<unknown> =>
      payments
        .refundBooking({ id, amount: 1 + upTo(amount), reason: "random" }, operator)
        .catch(unless("unprocessable"));

    /** The provider goes through Stripe's pages, the first time or after a payout that failed. */
    const onboard = async ({ party, bank }: Provider): Promise<void> => {
      const booking = world.newBooking(party);
      await world.onboard(booking, "complete", bank);
      harness.clock.advance(2_000);
      const owner = { context: { actor: userActor(party.providerUserId, "provider") } };
      await payments.getPayoutAccount({ id: party.providerId }, owner);
      const weekly = { interval: "weekly", weekday: 5 } as const;
      const schedule = bank === BANKS.good ? ({ interval: "daily" } as const) : weekly;
      await payments.setPayoutSchedule({ id: party.providerId, schedule }, owner);
    };

    const steps: Array<[weight: number, run: () => Promise<unknown>]> = [
      [6, async () => open.push(await world.authorized(await agreed(1 + upTo(anyOf([24, 130])))))],
      // A card that is only saved, which holds later, declines later, or wants its owner.
      [
        4,
        async () => {
          const cards = [CARDS.good, CARDS.good, CARDS.declinedLater, CARDS.challengedAlways];
          open.push(await world.saved(anyOf(cards), await agreed(480)));
        },
      ],
      // A deposit, up to the whole price, with cards that hold the rest or want their owner for it.
      [
        4,
        async () => {
          const terms =
            random() < 0.5 ? { percent: anyOf([20, 50]) } : { amount: 100 * (1 + upTo(99)) };
          const facts = await agreed(anyOf([48, 480]), terms);
          const card = random() < 0.7 ? CARDS.good : CARDS.challengedAlways;
          open.push(await world.deposited(facts, card));
        },
      ],
      [
        6,
        async () => {
          const booking = take();
          if (booking) await complete(booking);
        },
      ],
      // Cancelled by a policy at some distance to the start, by the provider, or with anything kept.
      [
        8,
        async () => {
          const next = open.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start))[0];
          const booking = next && random() < 0.5 ? remove(next) : take();
          if (!booking) return;
          const { amount } = booking.price;
          if (random() < 0.2) return cancel(booking, "admin", upTo(amount));
          const isFree = random() < 0.1;
          const hours = (Date.parse(booking.start) - now()) / HOUR_MS;
          const percent = isFree ? 0 : keepPercent(upTo(POLICY_COUNT), hours);
          kept.set(percent, (kept.get(percent) ?? 0) + 1);
          await cancel(
            booking,
            isFree ? "provider" : "customer",
            Math.floor((amount * percent) / 100),
          );
        },
      ],
      [
        7,
        async () => {
          const booking = random() < 0.8 ? await anyPaid(random() < 0.85) : anyOf(taken);
          if (booking) await Promise.all([refund(booking), refund(booking)]);
        },
      ],
      // What is large was only proposed: another operator decides.
      [
        1,
        async () => {
          const [id] = await ids(
            "select id from payments.refunds where status = 'proposed' limit 1",
          );
          const { approveRefund, rejectRefund } = payments;
          if (id)
            await (random() < 0.7 ? approveRefund : rejectRefund)({ id }, secondOperator).catch(
              unless("unprocessable", "forbidden"),
            );
        },
      ],
      // Customer and provider disagreed, and an operator says whose the price is.
      [
        1,
        async () => {
          const booking = anyOf(taken.slice(-20));
          if (booking?.status !== "completed" || resolved.has(booking)) return;
          resolved.add(booking);
          await world.resolve(booking, anyOf([0, 50, 100]));
        },
      ],
      // Told again, and otherwise: it is decided.
      [
        1,
        async () => {
          const booking = anyOf(taken);
          if (booking) await world.tell(anyOf(["booking.completed", "booking.expired"]), booking);
        },
      ],
      [
        2,
        async () => {
          await harness.advance(CREDIT_DELAY_MS / 4);
          await sandbox.sweep();
        },
      ],
      // Another time, near or far: holds are given back and made anew.
      [
        1,
        async () => {
          const booking = anyOf(open);
          if (booking)
            await world.move(
              booking,
              24 + upTo(400) - (Date.parse(booking.start) - now()) / HOUR_MS,
            );
        },
      ],
      // Time passes: saved cards are held, holds lapse, payouts are made and arrive, what was not paid in time is cancelled, what is over completed.
      [
        5,
        async () => {
          await harness.advance(upTo(4) * 24 * HOUR_MS);
          await sandbox.sweep();
          // Who can get no payouts opens an account, or names another bank, which may be one that takes none as well.
          const payable = await ids(
            "select provider_id as id from payments.payout_accounts where can_pay_out",
          );
          const provider = providers.find(({ party }) => !payable.includes(party.providerId));
          if (provider && random() < 0.6) await onboard(provider);
          const unpaid = await ids(
            "select distinct aggregate_id as id from platform.outbox where type = 'payment.expired' and aggregate_id = any($1)",
            [open.map(({ id }) => id)],
          );
          for (const booking of open.filter(({ id }) => unpaid.includes(id))) {
            remove(booking);
            await cancel(booking, "clock", 0);
          }
          const done = open.filter(({ end }) => Date.parse(end) + 24 * HOUR_MS < now());
          for (const booking of done.slice(0, 3)) await complete(remove(booking));
        },
      ],
      // Another card pays for one that failed, in time or when the job was over.
      [
        2,
        async () => {
          for (const booking of [...open, ...taken].slice(-25)) {
            const { clientSecret, payBy, owed } = await world.getPayment(booking);
            if (clientSecret && (payBy || owed) && random() < 0.5) await world.pay(clientSecret);
          }
        },
      ],
      // A tip, twice at once, maybe given back.
      [
        6,
        async () => {
          const booking = await anyPaid();
          if (!booking) return;
          const { id, customerId, price } = booking;
          const completedAt = harness.clock.now().toISOString();
          Object.assign(booking, { status: "completed", completedAt });
          const customer = { context: { actor: userActor(customerId) } };
          const amount = { ...price, amount: 100 + upTo(400) };
          const giving = [1, 2].map(() => payments.giveTip({ id, amount }, customer));
          if (random() < 0.3) giving.push(payments.refundTip({ id, reason: "random" }, operator));
          for (const result of await Promise.allSettled(giving))
            if (result.status === "rejected")
              unless("unprocessable", "already_exists", "conflict", "not_found")(result.reason);
        },
      ],
      // A bank disputes what was taken, or asks about it, whether it was refunded in part or not.
      [
        6,
        async () => {
          const booking = await anyPaid();
          if (!booking) return;
          const kind = { isInquiry: random() < 0.3, isOfTip: random() < 0.2 };
          await world.dispute(booking, kind).catch((error: { statusCode?: number }) => {
            if (error.statusCode !== 400) throw error;
          });
        },
      ],
      // What is open is won, lost, given up, or becomes a chargeback.
      [
        2,
        async () => {
          const { data } = await world.stripe.disputes.list({ limit: 100 });
          for (const { id, status } of data.filter((one) =>
            one.status.includes("needs_response"),
          )) {
            const said = [undefined, "winning_evidence", "losing_evidence"][upTo(3)];
            if (said)
              await world.stripe.disputes.update(id, { evidence: { uncategorized_text: said } });
            else if (status === "needs_response") await world.stripe.disputes.close(id);
          }
        },
      ],
      // An operator changes the fee of a plan, or puts a provider on another one: for what is quoted from now on.
      [
        2,
        async () => {
          const plan = anyOf(PLANS);
          const provider = anyOf(providers);
          const feeBps = 500 + upTo(2_000);
          await payments.putFee({ plan, categoryId: null, feeBps }, operator!);
          fees.set(plan, feeBps);
          await payments.putPlan({ id: provider.party.providerId, plan }, operator!);
          provider.plan = plan;
        },
      ],
    ];
    const weighted = steps.flatMap(([weight, run]) => Array.from({ length: weight }, () => run));

    /** Of the calls of a step one fails, or all from one on: undone, or done with nobody told. Some the SDK asks for again. */
    const fail = async (): Promise<void> => {
      if (random() < 0.3) {
        const params = { kind: anyOf(FAULTS), times: 1 + upTo(5) };
        await world.stripe.rawRequest("POST", "/v1/test_helpers/faults", params);
        return;
      }
      // Any write, or one of these calls.
      const isAnyWrite = random() < 0.5;
      const path = isAnyWrite ? /^\/v1\// : anyOf(FAILURES);
      const first = upTo(3);
      const last = random() < 0.6 ? first : Infinity;
      let asked = 0;
      world.outage.isCarriedOut = random() < 0.6;
      world.outage.isKept = random() < 0.3;
      const count = async (): Promise<void> => {
        const counts = !isAnyWrite || world.requests.at(-1)!.startsWith("POST");
        world.outage.path = counts && asked >= first && asked <= last ? path : null;
        if (counts) asked++;
        world.meanwhile.path = path;
      };
      Object.assign(world.meanwhile, { path, run: count });
    };
    const work = async (): Promise<void> => {
      world.outage.path = null;
      world.meanwhile.path = null;
      await world.stripe.rawRequest("POST", "/v1/test_helpers/faults", { kind: "error", times: 0 });
    };
    const heal = async (): Promise<void> => {
      const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
      await harness.advance(15 * 60_000);
      // Of what happens in accounts only webhooks tell.
      const { rows: news } = await pool.query<{ data: Stripe.Event }>(
        `select data from sandbox.stripe_events where data ? 'account'
            and id not in (select event_id from payments.webhook_inbox) order by position`,
      );
      await world.hear(news.map(({ data }) => data));
      for (const job of [
        "retry-webhooks",
        "retry-refunds",
        "retry-transfers",
        "retry-holds",
        "reconcile",
        "check-chargebacks",
        "check-payouts",
        "take-snapshot",
      ])
        await jobs[`payments.${job}`]!({});
      await harness.settle();
    };
    const compare = async (step: number): Promise<void> => {
      await heal();
      const faults = await transaction(database.owner, system("payments"), findFaults);
      const differences = await compareWithStandIn(pool);
      const { rows: waiting } = await pool.query(
        "select type, error from payments.webhook_inbox where processed_at is null",
      );
      const none = { faults: [], differences: [], waiting: [] };
      expect({ step, faults, differences, waiting }).toEqual({ step, ...none });
    };

    for (const [index, { country, taxes, ...market }] of MARKETS.entries()) {
      world.places.set(index + 1, placeIn(country, index + 1));
      for (const [name, ratePpm] of taxes)
        await payments.createTaxRate(
          {
            country,
            region: null,
            name,
            ratePpm,
            isInclusive: "isInclusive" in market,
            validFrom: "2026-01-01",
            validUntil: null,
          },
          operator!,
        );
    }
    const offs = [
      { percent: 10 },
      // More than the fee: the provider gets more than was charged.
      { percent: 80 },
      { amounts: ["CHF", "EUR", "JPY", "USD"].map((currency) => ({ amount: 300, currency })) },
    ];
    for (const [index, off] of offs.entries())
      await payments.createCoupon(
        {
          code: COUPONS[index]!,
          off,
          minimums: [],
          categoryIds: [],
          usesMax: null,
          usesPerCustomer: null,
          validFrom: "2020-01-01T00:00:00Z",
          validUntil: null,
        },
        operator!,
      );
    for (const provider of providers) {
      world.newBooking(provider.party);
      // Others open an account while money waits for it.
      if (random() < 0.7) await onboard(provider);
    }

    for (let step = 0; step < OPERATIONS; step++) {
      const fails = random() < 0.3;
      if (fails) await fail();
      await anyOf(weighted)().catch((error: unknown) => {
        if (!fails || !isAway(error)) throw error;
      });
      if (fails) await work();
      if (step % HEALED_EVERY === 0) await compare(step);
      expect({ step, imbalances: await findImbalances(pool) }).toEqual({ step, imbalances: [] });
    }
    await compare(OPERATIONS);
    expect(await comparePapers(pool)).toEqual([]);

    // What was agreed is what was quoted, whatever became of fees and taxes meanwhile.
    const { rows: quotes } = await pool.query<{ id: string; quote: object }>(
      `select booking_id as id, json_build_object('total', total_amount, 'tax', tax_amount, 'coupon', coupon_amount, 'feeBps', fee_bps,
         'deposit', deposit_amount) as quote from payments.payments`,
    );
    for (const { id, quote } of quotes) {
      const { price, pricing } = world.bookings.get(id)!;
      const { tax, feeBps, coupon, deposit } = pricing!;
      expect({ id, ...quote }).toEqual({
        id,
        total: price.amount,
        tax,
        coupon: coupon?.amount ?? 0,
        feeBps,
        deposit: deposit?.amount ?? 0,
      });
    }
    // What a bank takes back that was refunded while it only asked, and what a dispute would give back that it has taken, is for an operator.
    const { rows: raised } = await pool.query(
      "select kind, detail from payments.discrepancies where kind <> 'chargeback' and subject not like 'dispute:%'",
    );
    expect(raised).toEqual([]);
    await harness.advance(HOUR_MS);
    expect(
      await heldFor(
        pool,
        taken.map(({ id }) => id),
      ),
    ).toBe(0);
    const counts = await countMovements(pool);
    expect(KINDS.filter((kind) => (counts[kind] ?? 0) < ENOUGH)).toEqual([]);
    for (const part of ["tax", "coupon", "deposit"])
      expect({ part, some: counts[`released with ${part}`]! >= SOME }).toEqual({
        part,
        some: true,
      });
    for (const percent of [0, 50, 100])
      expect({ percent, some: kept.get(percent)! >= SOME }).toEqual({ percent, some: true });
  },
  90_000 + OPERATIONS * 400,
);
