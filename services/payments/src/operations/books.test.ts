import { randomUUID } from "node:crypto";
import { system, transaction } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { raiseDiscrepancies } from "../discrepancy-store.ts";
import { CARDS, usePaymentsWorld } from "../testing.ts";

const world = usePaymentsWorld();

const ask = () => ({ context: { actor: world.operator } });
const books = () => world.harness.clients.payments;
const usd = (amount: number) => ({ amount, currency: "USD" });
const raise = (subject: string, detail = "Stripe gave back 5 USD") =>
  transaction(world.database.owner, system("payments"), (tx) =>
    raiseDiscrepancies(
      tx,
      [{ kind: "refund", subject, bookingId: null, detail }],
      world.harness.clock.now(),
    ),
  );

test("totals per account and currency, and what could not be charged", async () => {
  expect(await books().getMoney({}, ask())).toEqual({
    accounts: [],
    openDiscrepancies: 0,
    failedCharges: [],
  });
  const [credited, waiting] = [await world.authorized(), await world.authorized()];
  await world.tell("booking.completed", credited);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  await world.tell("booking.completed", waiting);
  const unpaid = await world.saved(CARDS.declinedLater);
  await world.tell("booking.cancelled", unpaid, {
    by: "customer",
    wasPaid: true,
    keep: usd(2250),
    refund: usd(2250),
  });
  await raise("re_1");
  expect(await books().getMoney({}, ask())).toEqual({
    accounts: [
      { account: "customer_escrow", balance: usd(4500) },
      { account: "platform_fees", balance: usd(450) },
      { account: "provider_payable", balance: usd(4050) },
      { account: "stripe_clearing", balance: usd(-9000) },
    ],
    openDiscrepancies: 1,
    failedCharges: [
      {
        bookingId: unpaid.id,
        owed: usd(2250),
        reason: expect.stringContaining("declined"),
        failedAt: expect.any(String),
      },
    ],
  });
});

test("what does not agree is listed page by page, looked into once, and raised again when it says something else", async () => {
  for (const subject of ["re_a", "re_b", "re_c"]) await raise(subject);
  expect(await raise("re_c")).toEqual([]);
  const first = await books().listDiscrepancies({ open: true, limit: 2 }, ask());
  expect(first.items.map(({ subject }) => subject)).toEqual(["re_c", "re_b"]);
  const next = await books().listDiscrepancies(
    { open: true, limit: 1, cursor: first.nextCursor! },
    ask(),
  );
  expect(next.items.map(({ subject }) => subject)).toEqual(["re_a"]);

  const { id } = first.items[0]!;
  expect(await books().resolveDiscrepancy({ id, note: "Refunded by hand" }, ask())).toMatchObject({
    id,
    resolution: { note: "Refunded by hand" },
  });
  await expect(books().resolveDiscrepancy({ id, note: "Again" }, ask())).rejects.toMatchObject({
    code: "conflict",
  });
  const done = await books().listDiscrepancies({ open: false }, ask());
  expect(done.items.map(({ subject }) => subject)).toEqual(["re_c"]);
  expect(await raise("re_c")).toEqual([]);
  expect(await raise("re_c", "Stripe gave back 7 USD")).toHaveLength(1);
});

test("refunds are listed with who asked for them and why", async () => {
  const booking = await world.authorized();
  await world.tell("booking.completed", booking);
  await books().refundBooking({ id: booking.id, amount: 500, reason: "Late" }, ask());
  await expect(
    books().refundBooking({ id: booking.id, amount: 5000, reason: "Too much" }, ask()),
  ).rejects.toMatchObject({ code: "unprocessable" });
  const { items } = await books().listRefunds({}, ask());
  expect(items).toMatchObject([
    {
      bookingId: booking.id,
      amount: usd(500),
      reason: "Late",
      requestedBy: world.operator.userId,
      status: "succeeded",
    },
  ]);
  expect((await books().listRefunds({ status: "succeeded" }, ask())).items).toEqual(items);
  expect((await books().listRefunds({ status: "proposed" }, ask())).items).toEqual([]);
});

test("only operators, only what exists, only our cursors, only with a reason", async () => {
  const id = randomUUID();
  const calls = [
    (context: object) => books().getMoney({}, context as never),
    (context: object) => books().listDiscrepancies({}, context as never),
    (context: object) => books().listRefunds({}, context as never),
    (context: object) => books().resolveDiscrepancy({ id, note: "x" }, context as never),
  ];
  for (const call of calls) {
    await expect(call({ context: { actor: guestActor() } })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(
      call({ context: { actor: userActor(randomUUID(), "provider") } }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  await expect(calls[3]!(ask())).rejects.toMatchObject({ code: "not_found" });
  await expect(books().resolveDiscrepancy({ id, note: " " }, ask())).rejects.toMatchObject({
    status: 400,
  });
  await expect(books().listDiscrepancies({ cursor: "x" }, ask())).rejects.toMatchObject({
    code: "invalid_request",
  });
  await expect(books().listRefunds({ cursor: "x" }, ask())).rejects.toMatchObject({
    code: "invalid_request",
  });
});
