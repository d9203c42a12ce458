import { randomUUID } from "node:crypto";
import type { DemoWorld } from "@loconomy/kit";
import { userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "./apply-intent.ts";
import { seed } from "./seed.ts";
import { usePaymentsWorld } from "./testing.ts";

const world = usePaymentsWorld();

const HOUR_MS = 3_600_000;

test("demo jobs are paid, and credited once they are two days old", async () => {
  const { providerId, providerUserId } = world.newBooking();
  const booking = (hoursAgo: number, priceAmount: number) => {
    const end = new Date(Date.now() - hoursAgo * HOUR_MS).toISOString();
    return {
      id: randomUUID(),
      customerId: randomUUID(),
      providerId,
      providerUserId,
      serviceId: randomUUID(),
      start: end,
      end,
      priceAmount,
      currency: "EUR",
      address: null,
      createdAt: end,
      moved: null,
      absent: null as "customer" | "provider" | null,
      closedAt: new Date(Date.parse(end) + HOUR_MS).toISOString(),
    };
  };
  const others = Array.from({ length: 500 }, (_, i) => ({
    ...booking(100 + i, 100 + i),
    providerId: randomUUID(),
  }));
  await seed(world.database.owner, {
    services: [],
    providers: [
      {
        id: providerId,
        userId: providerUserId,
        payoutAccountId: "acct_1",
        createdAt: "2026-01-01",
      },
    ],
    bookings: [
      booking(500, 4505),
      booking(2, 1000),
      // Nobody pays for a provider who did not come.
      { ...booking(300, 7000), absent: "provider" },
      ...others,
    ],
  } as unknown as DemoWorld);
  const balance = () =>
    world.harness.clients.payments.getBalance(
      { id: providerId },
      { context: { actor: userActor(providerUserId, "provider") } },
    );
  expect(
    await world.harness.clients.payments.getPayoutAccount(
      { id: providerId },
      { context: { actor: userActor(providerUserId, "provider") } },
    ),
  ).toMatchObject({ status: "complete", canTakeMoney: true });
  const { items: payouts } = await world.harness.clients.payments.listPayouts(
    { id: providerId, limit: 10 },
    { context: { actor: userActor(providerUserId, "provider") } },
  );
  expect(payouts).toMatchObject([{ status: "paid", amount: { amount: 4054, currency: "EUR" } }]);
  const eur = (amount: number) => ({ amount, currency: "EUR" });
  expect(await balance()).toEqual({ items: [{ available: eur(0), pending: eur(900) }] });
  const { rows } = await world.database.owner.pool.query(
    "select count(*)::int as n, sum(amount)::int as sum from payments.ledger_entries",
  );
  expect(rows).toEqual([{ n: 502 * 2 + 501 * 3 + 2, sum: 0 }]);
  const { rows: released } = await world.database.owner.pool.query(
    "select captured_amount::int as captured, settle_amount::int as settled from payments.payments where status = 'released'",
  );
  expect(released).toEqual([{ captured: 0, settled: 0 }]);
  await world.harness.advance(CREDIT_DELAY_MS);
  expect(await balance()).toEqual({ items: [{ available: eur(900), pending: eur(0) }] });
});
