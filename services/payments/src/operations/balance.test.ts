import { randomUUID } from "node:crypto";
import { guestActor, userActor } from "@loconomy/testing";
import type { Actor } from "@loconomy/contracts";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS, CREDIT_JOB } from "../apply-intent.ts";
import { usePaymentsWorld } from "../testing.ts";

const world = usePaymentsWorld();

const parties = () => ({ providerId: randomUUID(), providerUserId: randomUUID() });
const usd = (amount: number) => ({ amount, currency: "USD" });
const owner = (of: { providerUserId: string }): Actor => userActor(of.providerUserId, "provider");
const balance = async (id: string, actor: Actor) =>
  (await world.harness.clients.payments.getBalance({ id }, { context: { actor } })).items;
const ledger = (id: string, actor: Actor, query: { cursor?: string; limit?: number } = {}) =>
  world.harness.clients.payments.listLedger({ id, ...query }, { context: { actor } });

test("captured money is pending less the fee, and available after 48 hours", async () => {
  const who = parties();
  const first = await world.authorized({ ...who, price: usd(4505) });
  const held = await world.authorized(who);
  expect(await balance(who.providerId, owner(who))).toEqual([]);
  await world.tell("booking.completed", first);
  expect(await balance(who.providerId, owner(who))).toEqual([
    { available: usd(0), pending: usd(4054) },
  ]);
  await world.harness.advance(CREDIT_DELAY_MS - 60_000);
  expect(await balance(who.providerId, owner(who))).toEqual([
    { available: usd(0), pending: usd(4054) },
  ]);
  await world.harness.advance(120_000);
  expect(await balance(who.providerId, owner(who))).toEqual([
    { available: usd(4054), pending: usd(0) },
  ]);
  await world.tell("booking.cancelled", held, {
    by: "customer",
    wasPaid: true,
    keep: usd(2250),
    refund: usd(2250),
  });
  expect(await balance(who.providerId, owner(who))).toEqual([
    { available: usd(4054), pending: usd(2025) },
  ]);
});

test("a provider is credited once however often the job runs", async () => {
  const who = parties();
  const booking = await world.authorized(who);
  await world.tell("booking.completed", booking);
  const { rows } = await world.database.owner.pool.query<{ id: string }>(
    "select id from payments.payments where booking_id = $1",
    [booking.id],
  );
  const credit = (world.service.jobs as Record<string, (payload: object) => Promise<void>>)[
    CREDIT_JOB
  ]!;
  await Promise.all([1, 2, 3].map(() => credit({ paymentId: rows[0]!.id })));
  expect(await balance(who.providerId, owner(who))).toEqual([
    { available: usd(4050), pending: usd(0) },
  ]);
});

test("each currency has its own balance", async () => {
  const who = parties();
  for (const currency of ["USD", "EUR"]) {
    await world.tell(
      "booking.completed",
      await world.authorized({ ...who, price: { amount: 1000, currency } }),
    );
  }
  expect((await balance(who.providerId, owner(who))).map(({ pending }) => pending)).toEqual([
    { amount: 900, currency: "EUR" },
    usd(900),
  ]);
});

test("the ledger lists every posting, newest first, page by page", async () => {
  const who = parties();
  for (const amount of [1000, 2000, 3000]) {
    await world.tell("booking.completed", await world.authorized({ ...who, price: usd(amount) }));
    await world.harness.advance(CREDIT_DELAY_MS + 1000);
  }
  const page = await ledger(who.providerId, owner(who), { limit: 2 });
  expect(page.items.map(({ kind, account, amount }) => [kind, account, amount.amount])).toEqual([
    ["release", "provider_payable", 2700],
    ["release", "provider_payable", 1800],
  ]);
  const rest = await ledger(who.providerId, owner(who), { limit: 2, cursor: page.nextCursor! });
  expect(rest.items.map(({ amount }) => amount.amount)).toEqual([900]);
  expect(rest.nextCursor).toBeNull();
});

test("only the provider and operators see either", async () => {
  const booking = await world.authorized();
  for (const ask of [balance, ledger]) {
    await expect(ask(booking.providerId, guestActor())).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(ask(booking.providerId, userActor(booking.customerId))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      ask(booking.providerId, userActor(randomUUID(), "provider")),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(randomUUID(), userActor(randomUUID(), "admin"))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(ask(booking.providerId, userActor(randomUUID(), "admin"))).resolves.toBeDefined();
  }
  for (const cursor of ["x", Buffer.from('["2026-01-01","y"]').toString("base64url")]) {
    await expect(ledger(booking.providerId, owner(booking), { cursor })).rejects.toMatchObject({
      code: "invalid_request",
    });
  }
});
