import { randomUUID } from "node:crypto";
import type { Actor, UserActor } from "@loconomy/contracts";
import { system, transaction } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import { extractText } from "unpdf";
import { describe, expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { findFaults } from "../check-books.ts";
import { CARDS, STOPS, usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const DAY_MS = 24 * 3_600_000;
const usd = (amount: number) => ({ amount, currency: "USD" });
const give = (
  { id, customerId }: Pick<TestBooking, "id" | "customerId">,
  amount: number,
  { currency = "USD", actor = userActor(customerId) }: { currency?: string; actor?: Actor } = {},
) =>
  world.harness.clients.payments.giveTip(
    { id, amount: { amount, currency } },
    { context: { actor } },
  );
const look = ({ id, customerId }: TestBooking, actor: Actor = userActor(customerId)) =>
  world.harness.clients.payments.getTip({ id }, { context: { actor } });
const refund = ({ id }: { id: string }, actor: Actor = world.operator) =>
  world.harness.clients.payments.refundTip({ id, reason: "By mistake" }, { context: { actor } });
const onboarded = async (): Promise<Partial<TestBooking>> => {
  const provider = { providerId: randomUUID(), providerUserId: randomUUID() };
  await world.onboard(world.newBooking(provider));
  world.harness.clock.advance(2000);
  await world.harness.clients.payments.getPayoutAccount(
    { id: provider.providerId },
    { context: { actor: userActor(provider.providerUserId, "provider") } },
  );
  return provider;
};
/** Charges of a booking's tip at Stripe. */
const charges = async ({ id }: TestBooking) => {
  const { data } = await world.stripe.charges.list({ transfer_group: `booking:${id}`, limit: 100 });
  return data.filter(({ metadata, paid }) => metadata["tipId"] && paid);
};
const tipPostings = async (booking: TestBooking) =>
  (await world.ledger(booking)).filter(([kind]) => kind === "tip");
const told = async ({ id }: TestBooking): Promise<string[]> => {
  const { rows } = await world.database.owner.pool.query(
    "select type from platform.outbox where aggregate_id = $1 and type like 'tip.%' order by id",
    [id],
  );
  return rows.map(({ type }) => type);
};
const transfers = async ({ id }: TestBooking) => {
  const found = [];
  for await (const transfer of world.stripe.transfers.list({ transfer_group: `booking:${id}` }))
    found.push(transfer);
  return found;
};
const judge = async (): Promise<void> => {
  const db = world.database.owner;
  expect(await transaction(db, system("payments"), findFaults)).toEqual([]);
};

describe("paid by the saved card", () => {
  test("all of it is the provider's, and goes to their account with its own charge", async () => {
    const booking = await world.completed(await onboarded());
    const before = await look(booking);
    expect(before).toMatchObject({
      tip: null,
      offer: {
        suggestions: [450, 675, 900].map((amount) => ({ amount: usd(amount) })),
        card: { last4: "4242" },
      },
    });
    expect(await give(booking, 675)).toMatchObject({
      tip: { amount: usd(675), status: "paid", clientSecret: null, failure: null },
      offer: null,
    });
    expect(await tipPostings(booking)).toEqual([
      ["tip", "provider_payable", 675],
      ["tip", "stripe_clearing", -675],
    ]);
    expect(await told(booking)).toEqual(["tip.paid"]);
    await world.harness.settle();
    const [charge] = await charges(booking);
    const [sent, ...more] = await transfers(booking);
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ amount: 675, source_transaction: charge!.id });
    await world.harness.advance(CREDIT_DELAY_MS + 1000);
    const all = await transfers(booking);
    expect(all.map(({ amount }) => amount).toSorted()).toEqual([4050, 675]);
    const price = all.find(({ amount }) => amount === 4050);
    expect(price!.source_transaction).not.toBe(charge!.id);
    await judge();
  });

  test("its provider and operators see it; what a refund gives back leaves it alone", async () => {
    const booking = await world.completed(await onboarded());
    await give(booking, 500);
    const provider = userActor(booking.providerUserId, "provider");
    for (const actor of [provider, world.operator])
      expect(await look(booking, actor)).toMatchObject({ tip: { amount: usd(500) }, offer: null });
    await world.harness.advance(CREDIT_DELAY_MS + 1000);
    await world.harness.clients.payments.refundBooking(
      { id: booking.id, amount: 4500, reason: "All of it" },
      { context: { actor: world.operator } },
    );
    await world.harness.settle();
    expect(await look(booking)).toMatchObject({ tip: { status: "paid" } });
    expect(
      (await transfers(booking))
        .map(({ amount, amount_reversed }) => amount - amount_reversed)
        .toSorted(),
    ).toEqual([0, 500]);
    const { items } = await world.harness.clients.payments.getBalance(
      { id: booking.providerId },
      { context: { actor: provider } },
    );
    expect(items).toEqual([{ available: usd(0), pending: usd(0) }]);
    await judge();
  });

  test("waits for the account of a provider who has none", async () => {
    const booking = await world.completed();
    await give(booking, 500);
    await world.harness.settle();
    expect(await transfers(booking)).toEqual([]);
    await world.onboard(booking);
    world.harness.clock.advance(2000);
    await world.harness.clients.payments.getPayoutAccount(
      { id: booking.providerId },
      { context: { actor: userActor(booking.providerUserId, "provider") } },
    );
    world.harness.clock.advance(60_000);
    await (world.service.jobs as Record<string, (payload: object) => Promise<void>>)[
      "payments.retry-transfers"
    ]!({});
    expect((await transfers(booking)).map(({ amount }) => amount)).toEqual([500]);
  });
});

describe("given many times at once", () => {
  test("is charged once", async () => {
    const booking = await world.completed();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => give(booking, 450)));
    const paid = results.filter((r) => r.status === "fulfilled");
    expect(paid.length).toBeGreaterThan(0);
    for (const result of results)
      if (result.status === "rejected")
        expect(result.reason).toMatchObject({ code: "service_unavailable" });
    expect(await charges(booking)).toHaveLength(1);
    const { rows } = await world.database.owner.pool.query(
      "select amount, status from payments.tips where booking_id = $1",
      [booking.id],
    );
    expect(rows).toEqual([{ amount: 450, status: "paid" }]);
    expect(await tipPostings(booking)).toHaveLength(2);
    expect(await told(booking)).toEqual(["tip.paid"]);
    expect(await give(booking, 450)).toMatchObject({ tip: { status: "paid" } });
    await expect(give(booking, 500)).rejects.toMatchObject({ code: "already_exists" });
  });

  test("with other amounts one of them wins, whole", async () => {
    const booking = await world.completed();
    await Promise.allSettled(Array.from({ length: 12 }, (_, i) => give(booking, 400 + i)));
    const made = await charges(booking);
    expect(made.length).toBeLessThanOrEqual(1);
    const { tip } = await look(booking);
    if (made[0]) expect(tip).toMatchObject({ status: "paid", amount: { amount: made[0].amount } });
    await judge();
  });
});

describe("paid in the card form", () => {
  test("where no card was saved; its news may come in any order, and any number of times", async () => {
    const booking = await world.completed();
    await world.database.owner.pool.query(
      "update payments.payments set payment_method_id = null where booking_id = $1",
      [booking.id],
    );
    expect((await look(booking)).offer).toMatchObject({ card: null });
    const { tip } = await give(booking, 900);
    expect(tip).toMatchObject({ status: "requires_payment" });
    expect((await look(booking, userActor(booking.providerUserId))).tip).toBeNull();
    expect(await charges(booking)).toEqual([]);
    await world.pay(tip!.clientSecret!);
    const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
    world.harness.clock.advance(10 * 60_000);
    await Promise.all([jobs["payments.reconcile"]!({}), jobs["payments.reconcile"]!({})]);
    expect(await tipPostings(booking)).toHaveLength(2);
    expect(await look(booking)).toMatchObject({ tip: { status: "paid" } });
    expect(await told(booking)).toEqual(["tip.paid"]);
  });

  test("when the saved card is declined, by another one", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    Object.assign(booking, {
      status: "completed",
      completedAt: world.harness.clock.now().toISOString(),
    });
    const { tip } = await give(booking, 500);
    expect(tip).toMatchObject({ status: "failed", failure: { code: expect.any(String) } });
    expect(await charges(booking)).toEqual([]);
    await world.pay(tip!.clientSecret!);
    expect(await give(booking, 500)).toMatchObject({ tip: { status: "failed" } });
    world.harness.clock.advance(2000);
    expect(await look(booking)).toMatchObject({ tip: { status: "paid", failure: null } });
  });

  test("when its bank wants to see the owner", async () => {
    const booking = await world.saved(CARDS.challengedAlways);
    Object.assign(booking, {
      status: "completed",
      completedAt: world.harness.clock.now().toISOString(),
    });
    const { tip } = await give(booking, 500);
    expect(tip).toMatchObject({ status: "failed", failure: { code: "authentication_required" } });
    await world.pay(tip!.clientSecret!, CARDS.challengedAlways);
    world.harness.clock.advance(2000);
    expect(await look(booking)).toMatchObject({ tip: { status: "requires_action" } });
    await world.challenge(tip!.clientSecret!, "complete");
    world.harness.clock.advance(2000);
    expect(await look(booking)).toMatchObject({ tip: { status: "paid" } });
  });

  test("another amount takes the place of one that was not paid, whose form pays nothing any more", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    Object.assign(booking, {
      status: "completed",
      completedAt: world.harness.clock.now().toISOString(),
    });
    const first = await give(booking, 500);
    const second = await give(booking, 600);
    expect(second.tip).toMatchObject({ amount: usd(600), status: "failed" });
    await world.pay(first.tip!.clientSecret!);
    world.harness.clock.advance(2000);
    expect(await look(booking)).toMatchObject({ tip: { status: "failed" } });
    await world.pay(second.tip!.clientSecret!);
    world.harness.clock.advance(2000);
    expect(await look(booking)).toMatchObject({ tip: { status: "paid", amount: usd(600) } });
    expect((await charges(booking)).map(({ amount }) => amount)).toEqual([600]);
  });
});

describe.each(STOPS)("stopped %s", (_when, how) => {
  test.each([
    ["the intent was made", /^\/v1\/payment_intents$/],
    ["the card was charged", /^\/v1\/payment_intents\/\w+\/confirm$/],
  ])("as %s: charged once by the repeat", async (_step, path) => {
    const booking = await world.completed();
    Object.assign(world.outage, { path, ...how });
    await expect(give(booking, 450)).rejects.toMatchObject({ code: "service_unavailable" });
    expect(await tipPostings(booking)).toEqual([]);
    world.outage.path = null;
    await give(booking, 450);
    expect(await look(booking)).toMatchObject({ tip: { status: "paid" } });
    expect(await charges(booking)).toHaveLength(1);
    expect(await tipPostings(booking)).toHaveLength(2);
  });

  test("as another amount was given up: the next one is charged, once", async () => {
    const booking = await world.completed({}, CARDS.challengedAlways);
    await give(booking, 450);
    Object.assign(world.outage, { path: /\/cancel$/, ...how });
    await expect(give(booking, 500)).rejects.toMatchObject({ code: "service_unavailable" });
    world.outage.path = null;
    const { tip } = await give(booking, 500);
    await world.pay(tip!.clientSecret!);
    await world.harness.advance(2000);
    expect(await look(booking)).toMatchObject({ tip: { status: "paid", amount: usd(500) } });
    expect(await charges(booking)).toHaveLength(1);
  });
});

describe("given back by an operator", () => {
  test("wholly, once, from the provider", async () => {
    const booking = await world.completed(await onboarded());
    await give(booking, 450);
    await world.harness.settle();
    const results = await Promise.allSettled([1, 2, 3].map(() => refund(booking)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await world.harness.settle();
    expect(await look(booking)).toMatchObject({ tip: { status: "refunded" }, offer: null });
    expect((await tipPostings(booking)).slice(2)).toEqual([
      ["tip", "provider_payable", -450],
      ["tip", "stripe_clearing", 450],
    ]);
    expect((await transfers(booking)).map(({ amount_reversed }) => amount_reversed)).toEqual([450]);
    const { items } = await world.harness.clients.payments.listRefunds(
      {},
      { context: { actor: world.operator } },
    );
    expect(items.find(({ bookingId }) => bookingId === booking.id)).toMatchObject({
      isOfTip: true,
      amount: usd(450),
      status: "succeeded",
    });
    await expect(refund(booking)).rejects.toMatchObject({ code: "unprocessable" });
    const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
    world.harness.clock.advance(10 * 60_000);
    await jobs["payments.reconcile"]!({});
    const { rows } = await world.database.owner.pool.query(
      "select detail from payments.discrepancies",
    );
    expect(rows).toEqual([]);
    await judge();
  });

  test("by two of them when it is large", async () => {
    const booking = await world.completed({ price: usd(90_000) });
    await give(booking, 50_001);
    expect(await refund(booking)).toMatchObject({ tip: { status: "paid" } });
    await expect(refund(booking)).rejects.toMatchObject({ code: "conflict" });
    const { items } = await world.harness.clients.payments.listRefunds(
      { status: "proposed" },
      { context: { actor: world.operator } },
    );
    const { id } = items.find(({ bookingId }) => bookingId === booking.id)!;
    const second = userActor(randomUUID(), "admin") as UserActor;
    await world.harness.clients.payments.approveRefund({ id }, { context: { actor: second } });
    expect(await look(booking)).toMatchObject({ tip: { status: "refunded" } });
    await judge();
  });
});

describe("refused", () => {
  test("amounts that make no sense, another currency, and anybody but the customer", async () => {
    const booking = await world.completed();
    for (const amount of [-1, 0, 4.5, 1e18, "1e3" as unknown as number])
      await expect(give(booking, amount)).rejects.toMatchObject({ status: 400 });
    for (const [amount, currency, path] of [
      [99, "USD", "amount.amount"],
      [4501, "USD", "amount.amount"],
      [500, "EUR", "amount.currency"],
    ] as const)
      await expect(give(booking, amount, { currency })).rejects.toMatchObject({
        code: "unprocessable",
        data: { errors: [{ path }] },
      });
    const refusals: Array<[Actor, string]> = [
      [guestActor(), "unauthenticated"],
      [userActor(randomUUID()), "not_found"],
      [userActor(booking.providerUserId, "provider"), "forbidden"],
    ];
    for (const [actor, code] of refusals)
      await expect(give(booking, 500, { actor })).rejects.toMatchObject({ code });
    await expect(look(booking, userActor(randomUUID()))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(give({ ...booking, id: randomUUID() }, 500)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(refund(booking, userActor(booking.customerId))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(refund(booking)).rejects.toMatchObject({ code: "unprocessable" });
    await expect(refund({ id: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    expect(await tipPostings(booking)).toEqual([]);
  });

  test("before the booking is completed, and from 30 days after", async () => {
    const open = await world.authorized();
    await expect(give(open, 500)).rejects.toMatchObject({ code: "invalid_transition" });
    expect(await look(open)).toMatchObject({ tip: null, offer: null });
    const booking = await world.completed();
    booking.completedAt = new Date(world.harness.clock.now().getTime() - 30 * DAY_MS).toISOString();
    await expect(give(booking, 500)).rejects.toMatchObject({ code: "unprocessable" });
    expect(await look(booking)).toMatchObject({ tip: null, offer: null });
  });
});

describe("the receipt", () => {
  const receipt = async ({ id, customerId }: TestBooking, actor: Actor = userActor(customerId)) => {
    const { body, headers } = await world.harness.clients.payments.downloadTipReceipt(
      { id },
      { context: { actor } },
    );
    const bytes = new Uint8Array(await body.arrayBuffer());
    const { text } = await extractText(bytes, { mergePages: true });
    return { text, name: headers["content-disposition"] };
  };

  test("is for both sides and operators once the tip is paid, and says what went back", async () => {
    const booking = await world.completed();
    await expect(receipt(booking)).rejects.toMatchObject({ code: "not_found" });
    await give(booking, 450);
    const { text, name } = await receipt(booking);
    expect(text).toContain("Receipt for a tip");
    expect(text).toContain("$4.50");
    expect(text).toContain("no tax is added to it");
    expect(name).toContain(`tip-${booking.id}.pdf`);
    const provider = userActor(booking.providerUserId, "provider");
    expect((await receipt(booking, provider)).text).toBe(text);
    await expect(receipt(booking, userActor(randomUUID()))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(receipt(booking, guestActor())).rejects.toMatchObject({ code: "unauthenticated" });
    await world.database.owner.pool.query(
      "update payments.payments set description = 'Another' where booking_id = $1",
      [booking.id],
    );
    expect((await receipt(booking)).text).toBe(text);
    await refund(booking);
    const after = (await receipt(booking, world.operator)).text;
    expect(after).toContain("Given back on");
    expect(after).toContain("$0.00");
  });
});
