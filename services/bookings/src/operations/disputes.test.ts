import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asAdmin, asGuest, asUser, book, createWorld, type World } from "../testing.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const HOUR = 3_600_000;
const WRONG = { reason: "not_as_agreed", text: "The tap drips as before." } as const;
type Booked = Awaited<ReturnType<typeof book>>;

const begun = async (): Promise<Booked> => {
  const booked = await book(world);
  await world.authorize(booked.id);
  await world.harness.settle();
  const now = world.harness.clock.now().getTime();
  await world.harness.advance(Date.parse(booked.booking.start) - now + 20 * 60_000);
  return booked;
};
const completed = async (): Promise<Booked> => {
  const booked = await begun();
  await world.bookings.completeBooking({ id: booked.id }, booked.provider);
  return booked;
};
const absent = async (side: "customer" | "provider"): Promise<Booked> => {
  const booked = await begun();
  const other = side === "customer" ? booked.provider : booked.customer;
  await world.bookings.reportNoShow({ id: booked.id, absent: side }, other);
  return booked;
};
const resolve = (id: string, refundPercent: number, as = asAdmin()) =>
  world.bookings.resolveDispute({ id, refundPercent, note: "As we see it." }, as);
const newsOf = async (id: string) =>
  (await world.events(id)).filter((type) => type.includes("disput"));

test("one side disputes, the other answers once, an operator resolves", async () => {
  const { id, customer, provider } = await completed();
  const before = await world.bookings.getRecord({ id });
  expect((await world.bookings.getBooking({ id }, provider)).actions).toEqual(["dispute"]);
  const disputed = await world.bookings.disputeBooking({ id, ...WRONG }, customer);
  expect(disputed).toMatchObject({
    status: "disputed",
    actions: [],
    dispute: { by: "customer", ...WRONG, answer: null, resolution: null },
  });
  expect((await world.bookings.getBooking({ id }, provider)).actions).toEqual(["answer_dispute"]);
  expect((await world.bookings.getBooking({ id }, asAdmin())).actions).toEqual(["resolve"]);
  await expect(
    world.bookings.answerDispute({ id, text: "Me again." }, customer),
  ).rejects.toMatchObject({ code: "forbidden" });
  const answered = await world.bookings.answerDispute({ id, text: "It did not." }, provider);
  expect(answered).toMatchObject({
    status: "disputed",
    dispute: { answer: { text: "It did not." } },
  });
  await expect(
    world.bookings.answerDispute({ id, text: "And more." }, provider),
  ).rejects.toMatchObject({ code: "conflict" });
  expect(await resolve(id, 40)).toMatchObject({
    status: "completed",
    dispute: { resolution: { refundPercent: 40, note: "As we see it." } },
  });
  await expect(resolve(id, 40)).rejects.toMatchObject({ code: "invalid_transition" });
  const { items } = await world.bookings.getTimeline({ id }, provider);
  expect(items.slice(-3).map(({ action, by, to, reason }) => [action, by, to, reason])).toEqual([
    ["dispute", "customer", "disputed", WRONG.text],
    ["answer_dispute", "provider", "disputed", "It did not."],
    ["resolve", "admin", "completed", "As we see it."],
  ]);
  expect(await newsOf(id)).toEqual([
    "booking.disputed",
    "booking.dispute_answered",
    "booking.dispute_resolved",
  ]);
  expect((await world.events(id)).filter((type) => type === "booking.completed")).toHaveLength(1);
  expect((await world.bookings.getRecord({ id }))?.completedAt).toBe(before?.completedAt);
  await expect(world.bookings.disputeBooking({ id, ...WRONG }, provider)).rejects.toMatchObject({
    code: "conflict",
  });
});

describe("where it ends", () => {
  test.each([
    [100, "refunded"],
    [99, "completed"],
    [0, "completed"],
  ])("a job that was done, %i percent back: %s", async (percent, status) => {
    const { id, provider } = await completed();
    await world.bookings.disputeBooking({ id, ...WRONG }, provider);
    expect(await resolve(id, percent)).toMatchObject({ status, absent: null });
  });

  test.each([
    ["customer", 100, "refunded", "customer"],
    ["customer", 50, "no_show", "customer"],
    ["provider", 100, "no_show", "provider"],
    ["provider", 0, "completed", null],
  ] as const)("an absent %s, %i percent back: %s", async (side, percent, status, stays) => {
    const booked = await absent(side);
    const { id } = booked;
    await world.bookings.disputeBooking({ id, reason: "was_there", text: "I was." }, booked[side]);
    expect(await world.bookings.getRecord({ id })).toMatchObject({ absent: side });
    expect(await resolve(id, percent)).toMatchObject({ status, absent: stays });
    expect((await world.events(id)).filter((type) => type === "booking.no_show")).toHaveLength(1);
  });

  test("of what was never charged no part goes back", async () => {
    const { id, provider } = await absent("provider");
    await world.bookings.disputeBooking({ id, reason: "was_there", text: "I was." }, provider);
    await expect(resolve(id, 50)).rejects.toMatchObject({ code: "unprocessable" });
  });
});

test("for 48 hours", async () => {
  const { id, customer } = await completed();
  world.harness.clock.advance(48 * HOUR - 60_000);
  expect((await world.bookings.getBooking({ id }, customer)).actions).toEqual(["dispute"]);
  world.harness.clock.advance(60_000);
  expect((await world.bookings.getBooking({ id }, customer)).actions).toEqual([]);
  await expect(world.bookings.disputeBooking({ id, ...WRONG }, customer)).rejects.toMatchObject({
    code: "unprocessable",
  });
});

test("both at once: one dispute, whose other side is the other", async () => {
  const { id, customer, provider } = await completed();
  const results = await Promise.allSettled(
    [customer, provider].map((who) => world.bookings.disputeBooking({ id, ...WRONG }, who)),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await newsOf(id)).toEqual(["booking.disputed"]);
});

test("refused to everybody else, too early, and without words", async () => {
  const open = await begun();
  const dispute = (who: Booked["customer"], more: object = {}) =>
    world.bookings.disputeBooking({ id: open.id, ...WRONG, ...more }, who);
  await expect(dispute(open.customer)).rejects.toMatchObject({ code: "invalid_transition" });
  await expect(dispute(open.customer, { text: " " })).rejects.toMatchObject({ status: 400 });
  await expect(dispute(open.customer, { reason: "bored" })).rejects.toMatchObject({ status: 400 });
  await expect(dispute(asUser(await world.customer()))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(dispute(asGuest())).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(dispute(asAdmin())).rejects.toMatchObject({ code: "forbidden" });
  const { id, customer, provider } = await completed();
  await world.bookings.disputeBooking({ id, ...WRONG }, customer);
  for (const who of [customer, provider])
    await expect(resolve(id, 0, who)).rejects.toMatchObject({ code: "forbidden" });
  for (const percent of [-1, 101, 0.5])
    await expect(resolve(id, percent)).rejects.toMatchObject({ status: 400 });
});

test("operators see those that wait, the longest first", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) {
    const { id, customer } = await completed();
    await world.bookings.disputeBooking({ id, ...WRONG }, customer);
    ids.push(id);
    world.harness.clock.advance(1000);
  }
  const seen: string[] = [];
  for (let cursor: string | undefined | null; cursor !== null;) {
    const page = await world.bookings.listDisputes(
      { cursor: cursor ?? undefined, limit: 2 },
      asAdmin(),
    );
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen.filter((id) => ids.includes(id))).toEqual(ids);
  await expect(world.bookings.listDisputes({}, asGuest())).rejects.toMatchObject({
    code: "unauthenticated",
  });
});
