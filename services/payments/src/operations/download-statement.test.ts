import { randomUUID } from "node:crypto";
import type { Actor } from "@loconomy/contracts";
import { guestActor, userActor } from "@loconomy/testing";
import { extractText } from "unpdf";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const parties = () => ({ providerId: randomUUID(), providerUserId: randomUUID() });
const dayOf = (ms: number): string =>
  new Date(world.harness.clock.now().getTime() + ms).toISOString().slice(0, 10);
const DAY_MS = 24 * 3_600_000;
const statement = async (
  who: { providerId: string; providerUserId: string },
  days: { from: string; to: string; timeZone?: string },
  actor: Actor = userActor(who.providerUserId, "provider"),
) => {
  const { headers, body } = await world.harness.clients.payments.downloadStatement(
    { id: who.providerId, ...days },
    { context: { actor } },
  );
  const [head, ...rows] = (await body.text()).trimEnd().split("\r\n");
  return { headers, type: body.type, head, rows: rows.map((row) => row.split(",")) };
};
const credited = async (facts: Partial<TestBooking>): Promise<TestBooking> => {
  const booking = await world.authorized(facts);
  await world.tell("booking.completed", booking);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  return booking;
};

test("opening and closing balance, every posting between them, and sums that agree with the ledger", async () => {
  const who = parties();
  await credited({ ...who, price: { amount: 1000, currency: "USD" } });
  await world.harness.advance(10 * DAY_MS);
  const from = dayOf(0);
  const booking = await credited(who);
  await world.harness.clients.payments.refundBooking(
    { id: booking.id, amount: 1000, reason: "Late" },
    { context: { actor: world.operator } },
  );
  await credited({ ...who, price: { amount: 5000, currency: "JPY" } });
  const to = dayOf(0);
  const { headers, type, head, rows } = await statement(who, { from, to });
  expect(headers["content-disposition"]).toBe(`attachment; filename="statement-${from}-${to}.csv"`);
  expect(type).toBe("text/csv; charset=utf-8; header=present");
  expect(head).toBe("Date,What,Service,Booking,Currency,Amount,Balance");
  expect(
    rows.map(([, what, , , currency, amount, balance]) => [what, currency, amount, balance]),
  ).toEqual([
    ["opening balance", "JPY", "", "0"],
    ["opening balance", "USD", "", "9.00"],
    ["release", "USD", "40.50", "49.50"],
    ["refund", "USD", "-9.00", "40.50"],
    ["release", "JPY", "4500", "4500"],
    ["closing balance", "JPY", "", "4500"],
    ["closing balance", "USD", "", "40.50"],
  ]);
  expect(rows[2]!.slice(2, 4)).toEqual(["Leaking tap", booking.id]);
  const { items } = await world.harness.clients.payments.getBalance(
    { id: who.providerId },
    { context: { actor: userActor(who.providerUserId, "provider") } },
  );
  expect(items.map(({ available }) => available.amount)).toEqual([4500, 4050]);
});

test("on paper it has the same figures, and their sums", async () => {
  const who = parties();
  await credited(who);
  await world.harness.advance(10 * DAY_MS);
  const days = { from: dayOf(0), to: dayOf(3 * DAY_MS) };
  const booking = await credited(who);
  await world.harness.clients.payments.refundBooking(
    { id: booking.id, amount: 1000, reason: "Late" },
    { context: { actor: world.operator } },
  );
  const print = (actor: Actor, locale?: string) =>
    world.harness.clients.payments.printStatement(
      { id: who.providerId, ...days, locale },
      { context: { actor } },
    );
  const owner = userActor(who.providerUserId, "provider");
  const { headers, body } = await print(owner);
  expect(headers["content-disposition"]).toBe(
    `attachment; filename="statement-${days.from}-${days.to}.pdf"`,
  );
  expect(body.type).toBe("application/pdf");
  const bytes = new Uint8Array(await body.arrayBuffer());
  const { text } = await extractText(bytes, { mergePages: true });
  const { rows } = await statement(who, days);
  const amounts = rows.flatMap((row) => row.slice(-2)).filter(Boolean);
  expect(amounts).toEqual(["40.50", "40.50", "81.00", "-9.00", "72.00", "72.00"]);
  for (const amount of amounts)
    expect(text).toContain(amount.startsWith("-") ? `-$${amount.slice(1)}` : `$${amount}`);
  expect(text).toMatch(/USD\s+\$40\.50\s+\$40\.50\s+-\$9\.00\s+\$72\.00/);
  const german = await print(owner, "de-DE");
  const written = await extractText(new Uint8Array(await german.body.arrayBuffer()), {
    mergePages: true,
  });
  expect(written.text).toMatch(/72,00\s\$/);
  await expect(print(guestActor())).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(print(userActor(randomUUID(), "provider"))).rejects.toMatchObject({
    code: "not_found",
  });
});

test("days begin and end in the zone that was asked for", async () => {
  const who = parties();
  await credited(who);
  const { rows } = await world.database.owner.pool.query<{ at: Date }>(
    "select t.at from payments.ledger_entries e join payments.ledger_transactions t on t.id = e.transaction_id where e.owner = $1",
    [who.providerId],
  );
  for (const timeZone of ["Pacific/Kiritimati", "America/Adak", "Europe/Berlin"]) {
    const at = rows[0]!.at.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate();
    const [before, day] = [at.subtract({ days: 1 }).toString(), at.toString()];
    const lines = async (on: string) =>
      (await statement(who, { from: on, to: on, timeZone })).rows.filter(
        ([, what]) => what === "release",
      );
    expect((await lines(day)).map(([on]) => on)).toEqual([day]);
    expect(await lines(before)).toEqual([]);
  }
});

test("what a provider calls a service runs in no spreadsheet", async () => {
  const who = parties();
  const booking = await credited(who);
  await world.database.owner.pool.query(
    "update payments.payments set description = $2 where booking_id = $1",
    [booking.id, '=HYPERLINK("http://x.test")'],
  );
  const { rows } = await statement(who, { from: dayOf(-DAY_MS), to: dayOf(0) });
  expect(rows.find(([, what]) => what === "release")![2]).toBe(`"'=HYPERLINK(""http://x.test"")"`);
});

test("only the provider and operators, only days that follow each other", async () => {
  const who = parties();
  await world.authorized(who);
  const days = { from: "2026-11-01", to: "2026-11-30" };
  await expect(statement(who, days, guestActor())).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(statement(who, days, userActor(randomUUID(), "provider"))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(statement(who, days, world.operator)).resolves.toBeDefined();
  for (const wrong of [
    { from: "2026-11-30", to: "2026-11-01" },
    { from: "2026-11-31", to: "2026-12-01" },
    { ...days, timeZone: "Mars/Base" },
  ])
    await expect(statement(who, wrong)).rejects.toMatchObject({ status: 400 });
});
