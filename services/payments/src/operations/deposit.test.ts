import { randomUUID } from "node:crypto";
import { system, transaction } from "@loconomy/kit";
import { userActor } from "@loconomy/testing";
import { call } from "@orpc/server";
import type Stripe from "stripe";
import { extractText } from "unpdf";
import { describe, expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { findFaults } from "../check-books.ts";
import type { createRouters } from "../router.ts";
import {
  CARDS,
  usePaymentsWorld,
  withDeposit,
  type PaymentsWorld,
  type TestBooking,
  intentsAtStripe,
  sumsAtStripe,
} from "../testing.ts";

const world = usePaymentsWorld();

const usd = (amount: number) => ({ amount, currency: "USD" });
const none = usd(0);
const as = (role: "admin" | "provider", userId: string = randomUUID()) => ({
  context: { actor: userActor(userId, role) },
});
const intentsOf = (booking: TestBooking) => intentsAtStripe(world, booking);
const atStripe = (booking: TestBooking) => sumsAtStripe(world, booking);
const cancel = (booking: TestBooking, keep: number) =>
  world.tell("booking.cancelled", booking, {
    by: "customer",
    wasPaid: true,
    keep: usd(keep),
    refund: usd(booking.price.amount - keep),
  });
const escrowOf = async ({ id }: TestBooking): Promise<number> => {
  const { rows } = await world.database.owner.pool.query<{ amount: number }>(
    "select coalesce(sum(amount), 0)::bigint as amount from payments.ledger_entries where owner = $1",
    [id],
  );
  return rows[0]!.amount;
};

describe("booking with a deposit", () => {
  test("charges it and saves the card, and counts as paid; the rest is held in time and taken in the end", async () => {
    const booking = await world.deposited();
    expect(await world.getPayment(booking)).toMatchObject({
      status: "card_saved",
      kind: "payment",
      clientSecret: null,
      amount: usd(4500),
      deposit: { amount: usd(1500), isPaid: true },
      captured: usd(1500),
      card: { brand: "visa", last4: "4242" },
      authorizeAt: expect.any(String),
    });
    expect(await world.ledger(booking)).toEqual([
      ["capture", "stripe_clearing", -1500],
      ["capture", "customer_escrow", 1500],
    ]);
    expect(await world.told(booking)).toEqual(["payment.card_saved"]);
    await world.turnTo(booking, 80);
    expect(await world.getPayment(booking)).toMatchObject({ status: "authorized" });
    expect(await atStripe(booking)).toEqual({ held: 3000, taken: 1500, back: 0 });
    await world.tell("booking.completed", booking);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      captured: usd(4500),
    });
    expect(await atStripe(booking)).toEqual({ held: 0, taken: 4500, back: 0 });
    await world.harness.advance(CREDIT_DELAY_MS);
    expect((await world.ledger(booking)).slice(4)).toEqual([
      ["release", "customer_escrow", -4500],
      ["release", "provider_payable", 4050],
      ["release", "platform_fees", 450],
    ]);
  });

  test("before it is paid asks for the deposit only, and a repeat for the same", async () => {
    const booking = world.newBooking({ pricing: withDeposit(1500) });
    const { clientSecret, kind } = await world.authorize(booking);
    expect(kind).toBe("payment");
    expect((await world.authorize(booking)).clientSecret).toBe(clientSecret);
    const [intent] = await intentsOf(booking);
    expect(intent).toMatchObject({
      amount: 1500,
      setup_future_usage: "off_session",
      metadata: { purpose: "deposit" },
    });
    expect(await world.getPayment(booking)).toMatchObject({
      status: "requires_payment",
      clientSecret,
      deposit: { amount: usd(1500), isPaid: false },
      captured: none,
    });
    await expect(world.authorize({ ...booking, pricing: withDeposit(1000) })).rejects.toMatchObject(
      { code: "conflict" },
    );
  });

  test("opens nothing anew once it is paid", async () => {
    const booking = await world.deposited();
    const before = world.requests.length;
    await world.authorize(booking);
    expect(world.requests.slice(before)).toEqual([]);
  });

  test("holds the rest at once when the job is near", async () => {
    const booking = await world.deposited({ daysAhead: 2 });
    expect(await world.getPayment(booking)).toMatchObject({ status: "authorized" });
    expect(await atStripe(booking)).toEqual({ held: 3000, taken: 1500, back: 0 });
  });

  test("that is the whole price holds nothing, and is the provider's when the job is done", async () => {
    const booking = await world.deposited({ deposit: 4500 });
    expect(await world.getPayment(booking)).toMatchObject({
      status: "card_saved",
      authorizeAt: null,
    });
    expect(await world.told(booking)).toEqual(["payment.authorized"]);
    await world.move(booking, 48);
    await world.turnTo(booking, 1);
    await (world.service.jobs as Record<string, (p: object) => Promise<void>>)[
      "payments.retry-holds"
    ]!({});
    expect(await atStripe(booking)).toEqual({ held: 0, taken: 4500, back: 0 });
    await world.tell("booking.completed", booking);
    expect((await world.getPayment(booking)).status).toBe("captured");
    await world.harness.advance(CREDIT_DELAY_MS);
    expect(await escrowOf(booking)).toBe(0);
  });

  test("that is declined charges nothing; another card can pay it", async () => {
    const booking = world.newBooking({ pricing: withDeposit(1500) });
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!, CARDS.declined);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "failed",
      failure: { code: expect.any(String) },
      captured: none,
    });
    expect(await world.told(booking)).toEqual(["payment.failed"]);
    await world.pay(clientSecret!);
    await world.harness.advance(1_000);
    expect(await world.getPayment(booking)).toMatchObject({ captured: usd(1500), failure: null });
  });

  test("that asks for its owner is paid when they confirm", async () => {
    const booking = await world.deposited({}, CARDS.challenged);
    expect(await world.getPayment(booking)).toMatchObject({ deposit: { isPaid: true } });
  });

  test("leaves the rest to another card when the saved one fails; unpaid, all of the deposit goes back", async () => {
    const [paid, unpaid] = [
      await world.deposited({}, CARDS.challengedAlways),
      await world.deposited({}, CARDS.challengedAlways),
    ];
    await world.turnTo(paid, 80);
    const { status, clientSecret, payBy } = await world.getPayment(paid);
    expect({ status, isPayable: clientSecret !== null && payBy !== null }).toEqual({
      status: "failed",
      isPayable: true,
    });
    await world.pay(clientSecret!);
    await world.harness.advance(1_000);
    expect((await world.getPayment(paid)).status).toBe("authorized");
    expect(await atStripe(paid)).toEqual({ held: 3000, taken: 1500, back: 0 });
    await world.harness.advance(25 * 3_600_000);
    expect(await world.told(unpaid)).toContain("payment.expired");
    await cancel(unpaid, 0);
    expect((await world.getPayment(unpaid)).status).toBe("refunded");
    expect(await atStripe(unpaid)).toEqual({ held: 0, taken: 1500, back: 1500 });
  });
});

describe("what is kept", () => {
  test.each([
    ["nothing: all of it goes back", 0, 1500, 1500],
    ["less than the deposit: the difference goes back", 1000, 1500, 500],
    ["the deposit: nothing moves", 1500, 1500, 0],
    ["more: the difference is charged", 2250, 2250, 0],
    ["all: the rest is charged", 4500, 4500, 0],
  ])("%s", async (_what, kept, taken, back) => {
    for (const hoursBefore of [400, 80]) {
      const booking = await world.deposited();
      await world.turnTo(booking, hoursBefore);
      await cancel(booking, kept);
      expect(await atStripe(booking)).toEqual({ held: 0, taken, back });
      const payment = await world.getPayment(booking);
      expect(payment).toMatchObject({
        status: kept === 0 ? "refunded" : "captured",
        captured: usd(taken),
        refunded: usd(back),
      });
      await world.harness.advance(CREDIT_DELAY_MS + 1000);
      expect(await escrowOf(booking)).toBe(0);
      const credited = (await world.ledger(booking)).filter(([kind]) => kind === "release");
      expect(credited.reduce((sum, [, , amount]) => sum + Math.max(0, amount), 0)).toBe(kept);
    }
  });

  test.each(["booking.declined", "booking.expired", "booking.paid_too_late"] as const)(
    "after %s: nothing",
    async (event) => {
      const booking = await world.deposited();
      await world.tell(event, booking);
      expect((await world.getPayment(booking)).status).toBe("refunded");
      expect(await atStripe(booking)).toEqual({ held: 0, taken: 1500, back: 1500 });
    },
  );

  test.each([
    ["customer", 4500, 0],
    ["provider", 1500, 1500],
  ])("when the %s was absent", async (absent, taken, back) => {
    const booking = await world.deposited();
    await world.turnTo(booking, 0);
    await world.tell("booking.no_show", booking, { absent });
    expect(await atStripe(booking)).toEqual({ held: 0, taken, back });
  });

  test("of a booking whose deposit arrives after it is over: nothing", async () => {
    const booking = world.newBooking({ pricing: withDeposit(1500) });
    const { clientSecret } = await world.authorize(booking);
    world.meanwhile.path = /cancel$/;
    world.meanwhile.run = () => world.pay(clientSecret!);
    await world.tell("booking.expired", booking);
    await world.harness.settle();
    expect(await atStripe(booking)).toEqual({ held: 0, taken: 1500, back: 1500 });
    expect((await world.getPayment(booking)).status).toBe("refunded");
  });

  test("of an unpaid deposit there is nothing to keep: it is given up", async () => {
    const booking = world.newBooking({ pricing: withDeposit(1500) });
    const { clientSecret } = await world.authorize(booking);
    await world.tell("booking.expired", booking);
    expect((await world.getPayment(booking)).status).toBe("released");
    await world.pay(clientSecret!);
    expect(await atStripe(booking)).toEqual({ held: 0, taken: 0, back: 0 });
  });

  test("where the rest cannot be charged: the deposit is the provider's, and the rest is for the operator", async () => {
    const booking = await world.deposited({}, CARDS.challengedAlways);
    await cancel(booking, 4500);
    expect((await world.getPayment(booking)).status).toBe("failed");
    const { failedCharges } = await world.harness.clients.payments.getMoney({}, as("admin"));
    expect(failedCharges.find(({ bookingId }) => bookingId === booking.id)?.owed).toEqual(
      usd(3000),
    );
    await world.harness.advance(CREDIT_DELAY_MS + 1000);
    expect(await escrowOf(booking)).toBe(0);
  });

  test("a deposit that cannot be given back is raised to the operator, who can try again", async () => {
    const booking = await world.deposited();
    const [intent] = await intentsOf(booking);
    // Given back elsewhere meanwhile.
    await world.stripe.refunds.create({ payment_intent: intent!.id, amount: 1500 });
    await cancel(booking, 0);
    const { rows } = await world.database.owner.pool.query(
      "delete from payments.discrepancies where booking_id = $1 returning kind, detail",
      [booking.id],
    );
    expect(rows).toEqual([
      { kind: "refund", detail: "$15.00 of a deposit could not be given back" },
    ]);
  });

  test("what is not kept and cannot be given back stays the customer's: it is on no paper, and bears no fee", async () => {
    const tax = { kind: "tax" as const, label: "Sales tax (8.25%)", amount: usd(371) };
    const booking = await world.deposited({
      price: usd(4871),
      pricing: {
        lines: [{ kind: "service", label: "Leaking tap", amount: usd(4500) }, tax],
        includedTaxes: [],
        tax: 371,
        feeBps: 1000,
        deposit: { terms: { percent: 80 }, amount: 3897 },
      },
    });
    const { payments } = world.harness.clients;
    // Stripe takes none of it, the first time.
    const [intent] = await intentsOf(booking);
    await world.stripe.refunds.create({ payment_intent: intent!.id, amount: 2897 });
    await cancel(booking, 2435);
    const provider = as("provider", booking.providerUserId);
    const { items } = await payments.getBalance({ id: booking.providerId }, provider);
    expect(items).toEqual([{ available: usd(0), pending: usd(2025) }]);
    await world.harness.advance(CREDIT_DELAY_MS + 1000);
    const release = [
      ["release", "customer_escrow", -2435],
      ["release", "provider_payable", 2025],
      ["release", "platform_fees", 225],
      ["release", "tax_payable", 185],
    ];
    expect((await world.ledger(booking)).slice(2)).toEqual(release);
    const refund = async (amount: number): Promise<void> => {
      const wish = { id: booking.id, amount, reason: "What the policy does not keep" };
      await payments.refundBooking(wish, as("admin"));
      await world.harness.settle();
    };
    await refund(900);
    expect((await world.ledger(booking)).slice(6)).toEqual([
      ["refund", "customer_escrow", -900],
      ["refund", "stripe_clearing", 900],
    ]);
    const papers = async () => {
      const { items: all } = await payments.listBookingPapers({ id: booking.id }, provider);
      return all.map(({ kind, amount }) => [kind, amount.amount]);
    };
    expect(await papers()).toEqual([["invoice", 2435]]);
    // Two parts of what was given back by hand: one that was not kept, and one that was.
    await world.database.owner.pool.query(
      "update sandbox.stripe_objects set data = jsonb_set(data, '{amount_refunded}', '900') where type = 'charge' and data ->> 'payment_intent' = $1",
      [intent!.id],
    );
    await refund(662);
    expect((await world.ledger(booking)).slice(8)).toEqual([
      ["refund", "customer_escrow", -562],
      ["refund", "provider_payable", -83],
      ["refund", "platform_fees", -9],
      ["refund", "tax_payable", -8],
      ["refund", "stripe_clearing", 662],
    ]);
    expect(await escrowOf(booking)).toBe(0);
    expect(await papers()).toEqual([
      ["invoice", 2435],
      ["credit_note", 100],
    ]);
    const { body } = await payments.downloadCreditNote(
      {
        id: booking.id,
        refundId: (await payments.listBookingPapers({ id: booking.id }, provider)).items[1]!
          .refundId!,
        locale: "en-US",
      },
      provider,
    );
    const { text } = await extractText(new Uint8Array(await body.arrayBuffer()), {
      mergePages: true,
    });
    for (const part of ["$0.92", "$0.08", "$1.00"]) expect(text).toContain(part);
  });
});

describe("a chargeback of the deposit", () => {
  const disputed = async (): Promise<[TestBooking, Stripe.Dispute]> => {
    const booking = await world.deposited();
    const dispute = await world.dispute(booking);
    await hear();
    return [booking, dispute];
  };
  /** What webhooks would have said. */
  const hear = async () => {
    await world.harness.advance(5 * 60_000);
    await (world.service.jobs as Record<string, (p: object) => Promise<void>>)[
      "payments.reconcile"
    ]!({});
    await world.harness.settle();
  };
  const win = async ({ id }: Stripe.Dispute): Promise<void> => {
    await world.stripe.disputes.update(id, {
      evidence: { uncategorized_text: "winning_evidence" },
    });
    await hear();
  };

  test("is borne by the deposit; the rest is taken all the same", async () => {
    const [booking] = await disputed();
    expect(await escrowOf(booking)).toBe(0);
    await world.turnTo(booking, 80);
    await world.tell("booking.completed", booking);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      captured: usd(4500),
    });
    expect(await escrowOf(booking)).toBe(3000);
  });

  const refund = async ({ id }: TestBooking, amount: number): Promise<void> => {
    await world.harness.clients.payments.refundBooking(
      { id, amount, reason: "Goodwill" },
      as("admin"),
    );
    await world.harness.settle();
  };
  const discrepancies = async ({ id }: TestBooking): Promise<string[]> => {
    const { rows } = await world.database.owner.pool.query<{ detail: string }>(
      "delete from payments.discrepancies where booking_id = $1 returning detail",
      [id],
    );
    return rows.map(({ detail }) => detail);
  };

  test("leaves the rest to be given back, and no more than that", async () => {
    const [booking] = await disputed();
    await world.turnTo(booking, 80);
    await world.tell("booking.completed", booking);
    await expect(refund(booking, 3001)).rejects.toMatchObject({
      code: "unprocessable",
      data: { errors: [{ message: "must be at most 3000" }] },
    });
    await refund(booking, 1000);
    // An operator says that all goes back: what the bank has not taken does.
    booking.status = "disputed";
    await world.resolve(booking, 100);
    expect(await world.getPayment(booking)).toMatchObject({
      refunded: usd(3000),
      chargedBack: usd(1500),
    });
    expect(await atStripe(booking)).toEqual({ held: 0, taken: 4500, back: 3000 });
    expect(await discrepancies(booking)).toEqual([]);
    await expect(refund(booking, 1)).rejects.toMatchObject({
      message: expect.stringContaining("bank has taken this payment back"),
    });
  });

  test("of which a bank takes a part: what is left of that charge is on nobody's way back", async () => {
    const booking = await world.deposited();
    await world.dispute(booking, { amount: 500 });
    await hear();
    await world.turnTo(booking, 80);
    await world.tell("booking.completed", booking);
    booking.status = "disputed";
    await world.resolve(booking, 100);
    expect(await world.getPayment(booking)).toMatchObject({
      refunded: usd(3000),
      chargedBack: usd(500),
    });
    expect(await discrepancies(booking)).toEqual([
      "A dispute was resolved with $10.00 back, but the cardholder's bank has taken it back.",
    ]);
  });

  test("that is of the rest, which was given back, leaves the deposit alone: the bank took it twice", async () => {
    const booking = await world.deposited();
    await world.turnTo(booking, 80);
    await world.tell("booking.completed", booking);
    await refund(booking, 2900);
    await world.dispute(booking, { amount: 3000 });
    await hear();
    expect(await world.getPayment(booking)).toMatchObject({ chargedBack: usd(100) });
    expect(await escrowOf(booking)).toBe(1500);
    expect(await discrepancies(booking)).toEqual([
      "Stripe took back $30.00; $1.00 of that was left of the payment",
    ]);
    await refund(booking, 1500);
    expect(await world.getPayment(booking)).toMatchObject({
      refunded: usd(4400),
      chargedBack: usd(100),
    });
  });

  test("that is won after a free cancellation gives the provider nothing", async () => {
    const [booking, dispute] = await disputed();
    await cancel(booking, 0);
    const { rows } = await world.database.owner.pool.query(
      "delete from payments.discrepancies where booking_id = $1 returning kind",
      [booking.id],
    );
    expect(rows).toEqual([{ kind: "refund" }]);
    await win(dispute);
    expect(await escrowOf(booking)).toBe(1500);
    await world.harness.advance(CREDIT_DELAY_MS + 1000);
    expect((await world.ledger(booking)).some(([kind]) => kind === "release")).toBe(false);
  });
});

describe("an operator", () => {
  const refund = (booking: TestBooking, amount: number) =>
    world.harness.clients.payments.refundBooking(
      { id: booking.id, amount, reason: "Goodwill" },
      { context: { actor: world.operator } },
    );
  const done = async (facts: Parameters<PaymentsWorld["deposited"]>[0] = {}) => {
    const booking = await world.deposited({ daysAhead: 1, ...facts });
    await world.tell("booking.completed", booking);
    return booking;
  };

  test("gives back the rest's charge first, then the deposit's, never more than is left", async () => {
    const booking = await done();
    await refund(booking, 2000);
    expect((await refund(booking, 2000)).refunded).toEqual(usd(4000));
    const back = await Promise.all(
      (await intentsOf(booking)).map(async ({ id, metadata }) => {
        const { data } = await world.stripe.refunds.list({ payment_intent: id });
        return [metadata["purpose"] ?? "rest", data.reduce((sum, { amount }) => sum + amount, 0)];
      }),
    );
    expect(new Map(back as Array<[string, number]>)).toEqual(
      new Map([
        ["rest", 3000],
        ["deposit", 1000],
      ]),
    );
    await expect(refund(booking, 501)).rejects.toMatchObject({ code: "unprocessable" });
    expect(await refund(booking, 500)).toMatchObject({ status: "refunded", refunded: usd(4500) });
  });

  test("asks again under the same key for what needs both charges, and it goes back once", async () => {
    const booking = await done();
    const { refundBooking } = world.service.internalRouter as unknown as ReturnType<
      typeof createRouters
    >["router"];
    const again = () =>
      call(
        refundBooking,
        { id: booking.id, amount: 4000, reason: "Goodwill" },
        { context: { actor: world.operator, idempotencyKey: `both-${booking.id}` } },
      );
    expect((await again()).refunded).toEqual(usd(4000));
    expect((await again()).refunded).toEqual(usd(4000));
    expect(await atStripe(booking)).toEqual({ held: 0, taken: 4500, back: 4000 });
  });

  describe("whose refund needs both charges, of which Stripe refuses", () => {
    /** Somebody has given these back elsewhere. */
    const gone = async (booking: TestBooking, which: ReadonlyArray<"rest" | "deposit">) => {
      for (const { id, metadata } of await intentsOf(booking))
        if (which.includes(metadata["purpose"] === "deposit" ? "deposit" : "rest"))
          await world.stripe.refunds.create({ payment_intent: id });
    };
    const ask = (booking: TestBooking, idempotencyKey: string) =>
      call(
        (world.service.internalRouter as unknown as ReturnType<typeof createRouters>["router"])
          .refundBooking,
        { id: booking.id, amount: 4500, reason: "Goodwill" },
        { context: { actor: world.operator, idempotencyKey } },
      );
    const rows = async (booking: TestBooking): Promise<Array<[number, string]>> => {
      const { items } = await world.harness.clients.payments.listRefunds({}, as("admin"));
      return items
        .filter(({ bookingId }) => bookingId === booking.id)
        .map(({ amount, status }): [number, string] => [amount.amount, status])
        .toSorted(([one], [other]) => other - one);
    };
    const sendWaiting = async () => {
      await world.harness.advance(2 * 60_000);
      await (world.service.jobs as Record<string, (payload: object) => Promise<void>>)[
        "payments.retry-refunds"
      ]!({});
      await world.harness.settle();
    };
    const refundPostings = async (booking: TestBooking): Promise<number[]> =>
      (await world.ledger(booking))
        .filter(([kind, account]) => kind === "refund" && account === "stripe_clearing")
        .map(([, , amount]) => amount);
    const discrepancies = async ({ id }: TestBooking): Promise<string[]> => {
      const found = await world.database.owner.pool.query<{ detail: string }>(
        "select detail from payments.discrepancies where booking_id = $1 and kind = 'refund'",
        [id],
      );
      return found.rows.map(({ detail }) => detail);
    };

    test.each([
      [
        "the rest's",
        ["rest"],
        "$15.00 of this refund was given back. Stripe refused $30.00 of it.",
        1500,
      ],
      [
        "the deposit's",
        ["deposit"],
        "$30.00 of this refund was given back. Stripe refused $15.00 of it.",
        3000,
      ],
      ["both", ["rest", "deposit"], "Stripe refused this refund. Nothing of it was given back.", 0],
    ] as const)(
      "%s: is told how much went back, and no more goes",
      async (_which, which, detail, back) => {
        const booking = await done();
        await gone(booking, which);
        const elsewhere = (await atStripe(booking)).back;
        const key = randomUUID();
        const says = { code: "unprocessable", message: detail };
        await expect(ask(booking, key)).rejects.toMatchObject(says);
        await sendWaiting();
        await expect(ask(booking, key)).rejects.toMatchObject(says);
        expect((await atStripe(booking)).back).toBe(elsewhere + back);
        expect((await world.getPayment(booking)).refunded).toEqual(usd(back));
        expect(await refundPostings(booking)).toEqual(back === 0 ? [] : [back]);
        expect(await rows(booking)).toEqual([
          [3000, which.includes("rest" as never) ? "failed" : "succeeded"],
          [1500, which.includes("deposit" as never) ? "failed" : "succeeded"],
        ]);
        expect(await discrepancies(booking)).toEqual([]);
      },
    );

    test("one and cannot be reached for the other: is told so, and the other goes by itself", async () => {
      const booking = await done();
      await gone(booking, ["rest"]);
      const key = randomUUID();
      const path = /refunds$/;
      const second = async () => void (world.outage.path = path);
      Object.assign(world.meanwhile, {
        path,
        run: async () => void Object.assign(world.meanwhile, { path, run: second }),
      });
      await expect(ask(booking, key)).rejects.toMatchObject({
        code: "service_unavailable",
        message:
          "Stripe refused $30.00 of this refund. $15.00 is noted and will be sent by itself: Stripe cannot be reached.",
      });
      world.outage.path = null;
      await sendWaiting();
      expect(await refundPostings(booking)).toEqual([1500]);
      await expect(ask(booking, key)).rejects.toMatchObject({ code: "unprocessable" });
      expect((await atStripe(booking)).back).toBe(4500);
    });

    test("what it was to be sent by itself: that is raised, as nobody hears the answer", async () => {
      const booking = await done();
      world.outage.path = /refunds$/;
      const key = randomUUID();
      await expect(ask(booking, key)).rejects.toMatchObject({ code: "service_unavailable" });
      world.outage.path = null;
      await gone(booking, ["rest"]);
      await sendWaiting();
      expect(await discrepancies(booking)).toEqual(["$30.00 of a refund could not be given back"]);
      await expect(ask(booking, key)).rejects.toMatchObject({
        message: "$15.00 of this refund was given back. Stripe refused $30.00 of it.",
      });
    });
  });

  test("cannot give back a deposit while the booking stands", async () => {
    const booking = await world.deposited();
    await expect(refund(booking, 100)).rejects.toMatchObject({ code: "unprocessable" });
  });

  test("cannot either while what is not kept is about to go back by itself", async () => {
    const booking = await world.deposited({}, CARDS.challengedAlways);
    await world.turnTo(booking, 80);
    world.outage.path = /cancel$/;
    await cancel(booking, 0);
    await expect(refund(booking, 1500)).rejects.toMatchObject({ code: "unprocessable" });
    world.outage.path = null;
    await world.harness.advance(15 * 60_000);
    expect(await atStripe(booking)).toEqual({ held: 0, taken: 1500, back: 1500 });
  });

  test("decides each part of what is above the limit", async () => {
    const booking = await done({ price: usd(90_000), pricing: withDeposit(30_000) });
    await refund(booking, 80_000);
    const { items } = await world.harness.clients.payments.listRefunds(
      { status: "proposed" },
      as("admin"),
    );
    const own = items.filter(({ bookingId }) => bookingId === booking.id);
    expect(own.map(({ amount }) => amount.amount).toSorted((a, b) => a - b)).toEqual([
      20_000, 60_000,
    ]);
    for (const { id } of own)
      await world.harness.clients.payments.approveRefund({ id }, as("admin"));
    expect((await world.getPayment(booking)).refunded).toEqual(usd(80_000));
  });
});

test("the provider's share is sent from both charges, each within what it took, and taken back after a refund", async () => {
  const booking = await world.deposited({ daysAhead: 1, deposit: 1500 });
  await world.onboard(booking);
  world.harness.clock.advance(2000);
  await world.harness.clients.payments.getPayoutAccount(
    { id: booking.providerId },
    as("provider", booking.providerUserId),
  );
  await world.tell("booking.completed", booking);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  const list = async () =>
    (await world.stripe.transfers.list({ transfer_group: `booking:${booking.id}` })).data;
  const sent = await list();
  expect(sent.map(({ amount }) => amount).toSorted((a, b) => a - b)).toEqual([1050, 3000]);
  expect(sent.every(({ source_transaction: charge }) => charge !== null)).toBe(true);
  await world.harness.clients.payments.refundBooking(
    { id: booking.id, amount: 4500, reason: "Goodwill" },
    { context: { actor: world.operator } },
  );
  await world.harness.settle();
  expect((await list()).every(({ amount, amount_reversed }) => amount === amount_reversed)).toBe(
    true,
  );
});

test("the invoice comes when the booking is over, and is for what is kept", async () => {
  const papers = async ({ id, customerId }: TestBooking) => {
    const actor = userActor(customerId);
    const { items } = await world.harness.clients.payments.listBookingPapers(
      { id },
      { context: { actor } },
    );
    return items.map(({ kind, number, amount }) => [kind, number !== null, amount.amount]);
  };
  const [done, called, free] = [
    await world.deposited({ daysAhead: 1 }),
    await world.deposited(),
    await world.deposited(),
  ];
  expect(await papers(done)).toEqual([]);
  await world.tell("booking.completed", done);
  expect(await papers(done)).toEqual([["invoice", true, 4500]]);
  await cancel(called, 1000);
  expect(await papers(called)).toEqual([["invoice", true, 1000]]);
  await cancel(free, 0);
  expect(await papers(free)).toEqual([]);
});

test("what Stripe took and nobody heard of is found by the reconciler", async () => {
  const booking = world.newBooking({ pricing: withDeposit(1500) });
  const { clientSecret } = await world.authorize(booking);
  await world.pay(clientSecret!);
  await world.harness.advance(5 * 60_000);
  await (world.service.jobs as Record<string, (p: object) => Promise<void>>)["payments.reconcile"]!(
    {},
  );
  expect(await world.getPayment(booking)).toMatchObject({ captured: usd(1500) });
  const { rows } = await world.database.owner.pool.query(
    "select detail from payments.discrepancies where booking_id = $1",
    [booking.id],
  );
  expect(rows).toEqual([]);
});

test("after all of this the books agree", async () => {
  const db = world.database.owner;
  expect(await transaction(db, system("payments"), findFaults)).toEqual([]);
});
