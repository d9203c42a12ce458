import { randomUUID } from "node:crypto";
import type { Actor } from "@loconomy/contracts";
import { guestActor, userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const DAY_MS = 24 * 3_600_000;
const usd = (amount: number) => ({ amount, currency: "USD" });

const owner = ({ providerUserId }: TestBooking): Actor => userActor(providerUserId, "provider");
const onboarded = async (account?: string): Promise<TestBooking> => {
  const booking = world.newBooking();
  await world.onboard(booking, "complete", account);
  world.harness.clock.advance(2000);
  await world.harness.clients.payments.getPayoutAccount(
    { id: booking.providerId },
    { context: { actor: owner(booking) } },
  );
  return booking;
};
/** A paid job of the provider's, whose net of 40.50 has gone to their account. */
const earn = async ({ providerId, providerUserId }: TestBooking): Promise<TestBooking> => {
  const booking = await world.authorized({ providerId, providerUserId });
  await world.tell("booking.completed", booking);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  return booking;
};
const list = (booking: TestBooking, actor: Actor = owner(booking), more: object = {}) =>
  world.harness.clients.payments.listPayouts(
    { id: booking.providerId, limit: 20, ...more },
    { context: { actor } },
  );
const setSchedule = (booking: TestBooking, schedule: object, actor: Actor = owner(booking)) =>
  world.harness.clients.payments.setPayoutSchedule(
    { id: booking.providerId, schedule: schedule as { interval: "daily" } },
    { context: { actor } },
  );
const pass = async (days: number): Promise<void> => {
  for (let day = 0; day < days; day++) {
    await world.harness.advance(DAY_MS);
    await world.sandbox.sweep();
  }
};
const failuresTold = async ({ providerId }: TestBooking): Promise<number> => {
  const { rows } = await world.database.owner.pool.query(
    "select from platform.outbox where aggregate_id = $1 and type = 'payout.failed'",
    [providerId],
  );
  return rows.length;
};

test("money is seen with us, at Stripe, on its way and paid out, by the schedule that was chosen", async () => {
  const provider = await onboarded();
  expect(await list(provider)).toMatchObject({
    items: [],
    schedule: { interval: "daily" },
    money: [],
  });
  await earn(provider);
  expect((await list(provider)).money).toEqual([
    { owed: usd(0), atStripe: usd(4050), onItsWay: usd(0), paid: usd(0) },
  ]);
  await pass(2);
  const sent = await list(provider);
  expect(sent.items).toMatchObject([{ amount: usd(4050), status: "on_its_way", failure: null }]);
  expect(sent.money).toEqual([
    { owed: usd(0), atStripe: usd(0), onItsWay: usd(4050), paid: usd(0) },
  ]);
  await pass(3);
  const paid = await list(provider);
  expect(paid.items).toMatchObject([{ status: "paid" }]);
  expect(paid.money).toEqual([
    { owed: usd(0), atStripe: usd(0), onItsWay: usd(0), paid: usd(4050) },
  ]);
  expect(paid.nextPayoutOn! > world.harness.clock.now().toISOString().slice(0, 10)).toBe(true);
});

test("a payout that the bank sends back is told once, and the money is at Stripe again", async () => {
  const provider = await onboarded("000111111116");
  await earn(provider);
  await pass(6);
  for (let look = 0; look < 3; look++) {
    const { items, money } = await list(provider);
    expect(items).toMatchObject([
      { status: "failed", failure: "The bank account has been closed." },
    ]);
    expect(money).toMatchObject([{ atStripe: usd(4050), onItsWay: usd(0), paid: usd(0) }]);
  }
  expect(await failuresTold(provider)).toBe(1);
});

test("payouts of which nothing was heard are asked for", async () => {
  const provider = await onboarded();
  await earn(provider);
  await pass(2);
  await list(provider);
  await pass(3);
  const statusOf = async () => {
    const { rows } = await world.database.owner.pool.query(
      "select status from payments.payouts where provider_id = $1",
      [provider.providerId],
    );
    return rows[0].status;
  };
  expect(await statusOf()).toBe("on_its_way");
  const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
  await jobs["payments.check-payouts"]!({});
  expect(await statusOf()).toBe("paid");
});

test("weekly and monthly schedules are kept by Stripe; others are refused", async () => {
  const provider = await onboarded();
  expect(await setSchedule(provider, { interval: "weekly", weekday: 5 })).toEqual({
    schedule: { interval: "weekly", weekday: 5 },
  });
  const { schedule, nextPayoutOn } = await list(provider);
  expect(schedule).toEqual({ interval: "weekly", weekday: 5 });
  expect(Temporal.PlainDate.from(nextPayoutOn!).dayOfWeek).toBe(5);
  await setSchedule(provider, { interval: "monthly", dayOfMonth: 31 });
  expect((await list(provider)).schedule).toEqual({ interval: "monthly", dayOfMonth: 31 });
  for (const wrong of [
    { interval: "hourly" },
    { interval: "weekly", weekday: 6 },
    { interval: "weekly" },
    { interval: "monthly", dayOfMonth: 0 },
    { interval: "monthly", dayOfMonth: 1.5 },
  ])
    await expect(setSchedule(provider, wrong)).rejects.toMatchObject({ status: 400 });
  await expect(setSchedule(world.newBooking(), { interval: "daily" })).rejects.toMatchObject({
    code: "unprocessable",
  });
});

test("while Stripe is away what is known is shown, and nothing is promised", async () => {
  const provider = await onboarded();
  await earn(provider);
  world.outage.path = /balance|payouts|accounts/;
  expect((await list(provider)).money).toEqual([
    { owed: usd(0), atStripe: null, onItsWay: usd(0), paid: usd(0) },
  ]);
  await expect(setSchedule(provider, { interval: "daily" })).rejects.toMatchObject({
    code: "service_unavailable",
  });
});

test("a long list comes in pages, and only to its owner and operators", async () => {
  const provider = await onboarded();
  for (let week = 0; week < 3; week++) {
    await earn(provider);
    await pass(4);
  }
  const first = await list(provider, owner(provider), { limit: 2 });
  const second = await list(provider, owner(provider), { limit: 2, cursor: first.nextCursor });
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
  await expect(list(provider, owner(provider), { cursor: "nonsense" })).rejects.toMatchObject({
    code: "invalid_request",
  });
  await expect(list(provider, guestActor())).rejects.toMatchObject({ code: "unauthenticated" });
  const stranger = userActor(randomUUID(), "provider");
  await expect(list(provider, stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(setSchedule(provider, { interval: "daily" }, stranger)).rejects.toMatchObject({
    code: "not_found",
  });
  const operator = userActor(randomUUID(), "admin");
  expect((await list(provider, operator)).items).toHaveLength(3);
  await expect(setSchedule(provider, { interval: "daily" }, operator)).rejects.toMatchObject({
    code: "not_found",
  });
});
