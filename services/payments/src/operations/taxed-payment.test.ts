import type { Pricing } from "@loconomy/contracts";
import { userActor } from "@loconomy/testing";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { usePaymentsWorld } from "../testing.ts";

const world = usePaymentsWorld();

const usd = (amount: number) => ({ amount, currency: "USD" });
const pricing: Pricing = {
  lines: [
    { kind: "service", label: "Leaking tap", amount: usd(4500) },
    { kind: "tax", label: "Sales tax (8.25%)", amount: usd(371) },
  ],
  includedTaxes: [],
  tax: 371,
  feeBps: 1500,
};
const taxed = () => world.authorized({ price: usd(4871), pricing });
const operator = { context: { actor: userActor(randomUUID(), "admin") } };

test("what a payment is made of is kept with it, and shown to both sides", async () => {
  const booking = await taxed();
  for (const userId of [booking.customerId, booking.providerUserId])
    expect(await world.getPayment(booking, userId)).toMatchObject({
      amount: usd(4871),
      breakdown: { lines: pricing.lines, includedTaxes: [] },
    });
  // The fee between provider and platform is not the customer's business.
  expect(await world.getPayment(booking)).not.toHaveProperty("feeBps");
});

test("a payment from before says its amount in one line", async () => {
  const booking = await world.authorized({ price: usd(4500) });
  expect((await world.getPayment(booking)).breakdown).toEqual({
    lines: [{ kind: "service", label: "Leaking tap", amount: usd(4500) }],
    includedTaxes: [],
  });
});

test("tax is kept for the authorities, and the fee as it was agreed is taken of what is without it", async () => {
  const booking = await taxed();
  await world.tell("booking.completed", booking);
  const balance = { id: booking.providerId };
  const asProvider = { context: { actor: userActor(booking.providerUserId, "provider") } };
  const { getBalance } = world.harness.clients.payments;
  expect((await getBalance(balance, asProvider)).items).toEqual([
    { available: usd(0), pending: usd(3825) },
  ]);
  await world.harness.advance(CREDIT_DELAY_MS);
  expect((await world.ledger(booking)).slice(2)).toEqual([
    ["release", "customer_escrow", -4871],
    ["release", "provider_payable", 3825],
    ["release", "platform_fees", 675],
    ["release", "tax_payable", 371],
  ]);
  expect((await getBalance(balance, asProvider)).items).toEqual([
    { available: usd(3825), pending: usd(0) },
  ]);
  // All of it back, in two parts.
  for (const amount of [1000, 3871])
    await world.harness.clients.payments.refundBooking(
      { id: booking.id, amount, reason: "Goodwill." },
      operator,
    );
  const sums = Map.groupBy(await world.ledger(booking), ([, account]) => account);
  for (const [account, entries] of sums)
    expect([account, entries.reduce((sum, [, , amount]) => sum + amount, 0)]).toEqual([account, 0]);
});

test("of what a cancellation keeps, tax is kept in proportion", async () => {
  const booking = await taxed();
  const more = { by: "customer", wasPaid: true, keep: usd(2435), refund: usd(2436) };
  await world.tell("booking.cancelled", booking, more);
  await world.harness.advance(CREDIT_DELAY_MS);
  expect((await world.ledger(booking)).slice(2)).toEqual([
    ["release", "customer_escrow", -2435],
    ["release", "provider_payable", 1912],
    ["release", "platform_fees", 338],
    ["release", "tax_payable", 185],
  ]);
});
