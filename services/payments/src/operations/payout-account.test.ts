import { randomUUID } from "node:crypto";
import { guestActor, userActor } from "@loconomy/testing";
import type { Actor } from "@loconomy/contracts";
import { expect, test } from "vitest";
import { STOPS, usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld({ deliver: true });

const owner = ({ providerUserId }: TestBooking): Actor => userActor(providerUserId, "provider");
const open = (booking: TestBooking, actor: Actor = owner(booking)) =>
  world.harness.clients.payments.openPayoutAccount(
    { id: booking.providerId },
    { context: { actor } },
  );
const get = (booking: TestBooking, actor: Actor = owner(booking)) =>
  world.harness.clients.payments.getPayoutAccount(
    { id: booking.providerId },
    { context: { actor } },
  );
const rowOf = async ({ providerId }: TestBooking) => {
  const { rows } = await world.database.owner.pool.query(
    "select account_id as id, can_take_money as can, attempt from payments.payout_accounts where provider_id = $1",
    [providerId],
  );
  return rows[0];
};
const told = async ({ providerId }: TestBooking): Promise<boolean[]> => {
  const { rows } = await world.database.owner.pool.query(
    "select data from platform.outbox where aggregate_id = $1 and type = 'payout_account.changed' order by id",
    [providerId],
  );
  return rows.map(({ data }) => data.canTakeMoney);
};
/** Until the webhook has been processed. */
const knows = async (booking: TestBooking, can: boolean): Promise<void> => {
  await expect.poll(async () => (await rowOf(booking))?.can, { timeout: 10_000 }).toBe(can);
};

test("there is none until it is opened; then it is complete when Stripe knows everything, and that is told", async () => {
  const booking = world.newBooking();
  expect(await get(booking)).toEqual({
    status: "none",
    canTakeMoney: false,
    canPayOut: false,
    wanted: [],
    dueAt: null,
    isSandbox: true,
  });
  const { url, expiresAt } = await open(booking);
  expect(new URL(url).pathname).toContain((await rowOf(booking)).id);
  expect(Date.parse(expiresAt)).toBeGreaterThan(world.harness.clock.now().getTime());
  const opened = await get(booking);
  expect(opened).toMatchObject({ status: "open", canTakeMoney: false });
  expect(opened.wanted).toContain("external_account");
  expect(await world.stripe.accounts.retrieve((await rowOf(booking)).id)).toMatchObject({
    country: "US",
    metadata: { providerId: booking.providerId },
    controller: { losses: { payments: "application" }, requirement_collection: "stripe" },
  });
  await world.onboard(booking);
  await knows(booking, true);
  expect(await get(booking)).toMatchObject({
    status: "complete",
    canTakeMoney: true,
    canPayOut: true,
    wanted: [],
  });
  expect((await told(booking)).at(-1)).toBe(true);
});

test("somebody who comes back from Stripe's pages is not kept waiting for the webhook", async () => {
  const booking = world.newBooking();
  await open(booking);
  // Just asked; Stripe would not be asked again so soon, had nobody been there since.
  expect(await get(booking)).toMatchObject({ status: "open" });
  await world.onboard(booking, "document");
  expect(await get(booking)).toMatchObject({
    status: "action_needed",
    wanted: ["individual.verification.document"],
  });
});

test("opened many times at once and again, a provider has one account", async () => {
  const booking = world.newBooking();
  await Promise.allSettled(Array.from({ length: 5 }, () => open(booking)));
  await open(booking);
  const { data } = await world.stripe.accounts.list({ limit: 100 });
  expect(
    data.filter(({ metadata }) => metadata?.["providerId"] === booking.providerId),
  ).toHaveLength(1);
});

test("an answer that got lost is found by the repeat or by Stripe's event", async () => {
  const booking = world.newBooking();
  await open(booking);
  const { id } = await rowOf(booking);
  const forget = () =>
    world.database.owner.pool.query(
      "update payments.payout_accounts set account_id = null where provider_id = $1",
      [booking.providerId],
    );
  await forget();
  await open(booking);
  expect((await rowOf(booking)).id).toBe(id);
  await forget();
  await world.stripe.accounts.update(id, { email: "petra@example.com" });
  await expect.poll(async () => (await rowOf(booking)).id, { timeout: 10_000 }).toBe(id);
});

test("what Stripe wants later closes the account again, and that is told", async () => {
  const booking = world.newBooking();
  await world.onboard(booking);
  await knows(booking, true);
  const { id } = await rowOf(booking);
  await world.stripe.accounts.update(id, { capabilities: { transfers: { requested: false } } });
  await knows(booking, false);
  await world.stripe.accounts.update(id, { capabilities: { transfers: { requested: true } } });
  await knows(booking, true);
  expect((await told(booking)).slice(-3)).toEqual([true, false, true]);
});

test("while Stripe is away nothing is lost and one clear answer given; a gone account is replaced", async () => {
  const booking = world.newBooking();
  world.outage.path = /account/;
  await expect(open(booking)).rejects.toMatchObject({ code: "service_unavailable" });
  expect(await get(booking)).toMatchObject({ status: "none" });
  world.outage.path = null;
  await open(booking);
  world.outage.path = /accounts/;
  world.harness.clock.advance(2000);
  expect(await get(booking)).toMatchObject({ status: "open" });
  world.outage.path = null;
  const { id } = await rowOf(booking);
  await world.database.owner.pool.query("delete from sandbox.stripe_objects where id = $1", [id]);
  await expect(open(booking)).rejects.toMatchObject({ code: "service_unavailable" });
  await open(booking);
  expect(await rowOf(booking)).toMatchObject({ attempt: 2 });
  expect((await rowOf(booking)).id).not.toBe(id);
});

test.each(STOPS)("stopped %s, an account is made by the repeat", async (_when, how) => {
  const booking = world.newBooking();
  Object.assign(world.outage, { path: /accounts$/, ...how });
  await expect(open(booking)).rejects.toMatchObject({ code: "service_unavailable" });
  world.outage.path = null;
  await open(booking);
  expect((await rowOf(booking)).id).toMatch(/^acct_/);
});

test("a complete account that Stripe does not know any more closes its provider, whoever hears of it first", async () => {
  for (const hear of [
    async (_booking: TestBooking, account: string) => {
      const id = `evt_${account}`;
      const payload = { id, type: "account.updated", data: { object: { id: account } } };
      await world.database.owner.pool.query(
        "insert into payments.webhook_inbox (event_id, type, payload, received_at) values ($1, $2, $3, now() - interval '1 hour')",
        [id, payload.type, payload],
      );
      await (world.service.jobs["payments.retry-webhooks"] as (payload: object) => Promise<void>)(
        {},
      );
      const { rowCount } = await world.database.owner.pool.query(
        "select from payments.webhook_inbox where event_id = $1 and processed_at is not null",
        [id],
      );
      expect(rowCount).toBe(1);
    },
    async (booking: TestBooking) =>
      void (await world.harness.clients.payments.listPayouts(
        { id: booking.providerId },
        { context: { actor: owner(booking) } },
      )),
    async (booking: TestBooking) =>
      expect(
        world.harness.clients.payments.setPayoutSchedule(
          { id: booking.providerId, schedule: { interval: "daily" } },
          { context: { actor: owner(booking) } },
        ),
      ).rejects.toMatchObject({ code: "unprocessable" }),
  ]) {
    const booking = world.newBooking();
    await world.onboard(booking);
    await knows(booking, true);
    const { id } = await rowOf(booking);
    await world.database.owner.pool.query("delete from sandbox.stripe_objects where id = $1", [id]);
    await hear(booking, id);
    await knows(booking, false);
    expect(await get(booking)).toMatchObject({ status: "none" });
  }
});

test("only its owner opens it; operators may look; for others there is no such provider", async () => {
  const booking = world.newBooking();
  const stranger = userActor(randomUUID(), "provider");
  const operator = userActor(randomUUID(), "admin");
  for (const act of [open, get]) {
    await expect(act(booking, guestActor())).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(act(booking, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(
      act({ ...booking, providerId: randomUUID() }, owner(booking)),
    ).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(open(booking, operator)).rejects.toMatchObject({ code: "not_found" });
  expect(await get(booking, operator)).toMatchObject({ status: "none" });
});
