import { randomUUID } from "node:crypto";
import type { BookingRecord } from "@loconomy/contracts";
import { queryAs, system } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createWorld, step, type World } from "./testing.ts";

const DAY_MS = 86_400_000;

let world: World;
let booking: BookingRecord;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  booking = await world.book();
});

const texts = (page: { items: Array<{ text: string }> }): string[] =>
  page.items.map(({ text }) => text);

describe("writing", () => {
  test("both sides of a booking read what each has written, newest first", async () => {
    const { id, customerId, providerUserId } = booking;
    const first = await world.send(id, customerId, "  Is there a place to park? 🚗\nOr two?  ");
    expect(first).toMatchObject({
      conversationId: id,
      sender: "customer",
      text: "Is there a place to park? 🚗\nOr two?",
      createdAt: expect.any(String),
      readAt: null,
    });
    await world.send(id, providerUserId, "Behind the house.");

    const seen = await world.messages(id, customerId);
    expect(seen).toMatchObject({
      as: "customer",
      withName: "Bright Windows",
      writing: "open",
      writeUntil: new Date(Date.parse(booking.end) + 30 * DAY_MS).toISOString(),
      nextCursor: null,
    });
    expect(texts(seen)).toEqual(["Behind the house.", first.text]);
    expect(await world.messages(id, providerUserId)).toEqual({
      ...seen,
      as: "provider",
      withName: "Maria Silva",
    });
  });

  test("a booking about which nobody has written has an empty conversation, and nobody's list shows it", async () => {
    const { id, customerId } = booking;
    expect(await world.messages(id, customerId)).toMatchObject({ items: [], writing: "open" });
    expect(await world.conversations(customerId)).toEqual({ items: [], nextCursor: null });
  });

  test("to begin with the booking's id is the same", async () => {
    const { id, customerId } = booking;
    const actor = userActor(customerId);
    const { communication } = world.harness.clients;
    for (const text of ["Hello.", "Are you there?"])
      await communication.beginConversation({ bookingId: id, text }, { context: { actor } });
    expect(texts(await world.messages(id, customerId))).toEqual(["Are you there?", "Hello."]);
  });

  test.each([
    ["nothing", " \n\t "],
    ["2,001 characters", "x".repeat(2001)],
    ["NUL", "a\u0000b"],
  ])("%s is refused", async (_what, text) => {
    await expect(world.send(booking.id, booking.customerId, text)).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    expect(await world.told(booking.id)).toEqual([]);
  });

  test("2,000 characters are taken", async () => {
    const { text } = await world.send(booking.id, booking.customerId, "é".repeat(2000));
    expect(text).toHaveLength(2000);
  });
});

describe("who may", () => {
  test("guests are asked to sign in", async () => {
    const { communication } = world.harness.clients;
    const guest = { context: { actor: guestActor("g") } };
    const { id } = booking;
    for (const call of [
      communication.listConversations({}, guest),
      communication.beginConversation({ bookingId: id, text: "Hi." }, guest),
      communication.listMessages({ id }, guest),
      communication.sendMessage({ id, text: "Hi." }, guest),
      communication.markRead({ id, upTo: randomUUID() }, guest),
    ])
      await expect(call).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("to strangers and operators a conversation does not exist, nor one about a booking that is not there", async () => {
    await world.send(booking.id, booking.customerId, "The code of the door is 1234.");
    const { communication } = world.harness.clients;
    const actors = [userActor(randomUUID()), userActor(randomUUID(), "admin")];
    for (const actor of actors)
      for (const id of [booking.id, randomUUID()])
        for (const call of [
          communication.listMessages({ id }, { context: { actor } }),
          communication.sendMessage({ id, text: "Hi." }, { context: { actor } }),
          communication.markRead({ id, upTo: randomUUID() }, { context: { actor } }),
        ])
          await expect(call).rejects.toMatchObject({ code: "not_found" });
    await expect(
      communication.listBookingMessages(
        { bookingId: booking.id },
        { context: { actor: actors[1]! } },
      ),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("an address that is not confirmed reads and does not write", async () => {
    const { id, customerId, providerUserId } = booking;
    await world.send(id, providerUserId, "See you at nine.");
    const { communication } = world.harness.clients;
    const context = {
      actor: { ...userActor(customerId), isVerified: false } as ReturnType<typeof userActor>,
    };
    expect(await communication.listMessages({ id }, { context })).toMatchObject({
      writing: "unverified",
      items: [{ text: "See you at nine." }],
    });
    await expect(
      communication.sendMessage({ id, text: "Fine." }, { context }),
    ).rejects.toMatchObject({ code: "email_not_verified" });
  });
});

describe("when", () => {
  test("an unpaid booking is not written about", async () => {
    const { id, customerId } = await world.book({ status: "awaiting_payment" });
    expect(await world.messages(id, customerId)).toMatchObject({
      writing: "unpaid",
      writeUntil: null,
    });
    await expect(world.send(id, customerId, "Hello?")).rejects.toMatchObject({
      code: "conversation_closed",
      status: 422,
    });
  });

  test("30 days after the end nobody writes any more, and both still read", async () => {
    const { id, customerId, providerUserId, end } = booking;
    await world.send(id, customerId, "Thank you!");
    world.change(id, {
      status: "completed",
      end: new Date(world.harness.clock.now().getTime() - 30 * DAY_MS - 1).toISOString(),
    });
    await expect(world.send(id, providerUserId, "You are welcome.")).rejects.toMatchObject({
      code: "conversation_closed",
    });
    const seen = await world.messages(id, providerUserId);
    expect([seen.writing, texts(seen)]).toEqual(["over", ["Thank you!"]]);
    world.change(id, { end });
    await world.send(id, providerUserId, "You are welcome.");
  });

  test("a booking that was cancelled is written about for 30 days more, if it was ever paid", async () => {
    const { id, customerId } = booking;
    const now = world.harness.clock.now();
    world.change(id, { status: "cancelled" });
    world.timelines.set(id, [step("book", now), step("pay", now), step("cancel", now)]);
    await world.send(id, customerId, "I am sorry.");
    world.timelines.set(id, [step("book", now), step("cancel", now)]);
    await expect(world.send(id, customerId, "I am sorry.")).rejects.toMatchObject({
      code: "conversation_closed",
    });
  });
});

describe("paging", () => {
  test("goes through all messages once, also while more are written", async () => {
    const { id, customerId, providerUserId } = booking;
    for (const n of [1, 2, 3, 4, 5]) await world.send(id, customerId, `${n}`);
    const first = await world.messages(id, providerUserId, { limit: 2 });
    await world.send(id, providerUserId, "6");
    const second = await world.messages(id, providerUserId, {
      limit: 2,
      cursor: first.nextCursor!,
    });
    const third = await world.messages(id, providerUserId, {
      limit: 2,
      cursor: second.nextCursor!,
    });
    expect([first, second, third].map(texts)).toEqual([["5", "4"], ["3", "2"], ["1"]]);
    expect(third.nextCursor).toBeNull();
    await expect(world.messages(id, customerId, { cursor: "nonsense" })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  test("conversations come with the newest message first", async () => {
    const { customerId } = booking;
    const others = [await world.book({ customerId }), await world.book({ customerId })];
    const ids = [booking, ...others].map(({ id }) => id);
    for (const id of ids) {
      await world.send(id, customerId, "Hello.");
      await world.harness.advance(1000);
    }
    await world.send(booking.id, booking.providerUserId, "Hello Maria.");
    const first = await world.conversations(customerId, { limit: 2 });
    expect(first.items).toMatchObject([
      {
        id: ids[0],
        as: "customer",
        withName: "Bright Windows",
        serviceName: "Window cleaning",
        lastMessage: { text: "Hello Maria.", sender: "provider", readAt: null },
        unreadCount: 1,
      },
      { id: ids[2], lastMessage: { text: "Hello." }, unreadCount: 0 },
    ]);
    const rest = await world.conversations(customerId, { limit: 2, cursor: first.nextCursor! });
    expect(rest.items.map(({ id }) => id)).toEqual([ids[1]]);
    expect((await world.conversations(booking.providerUserId)).items).toMatchObject([
      { as: "provider", withName: "Maria Silva", unreadCount: 1 },
    ]);
  });
});

describe("reading", () => {
  test("marks what was sent to oneself up to a message, and tells the sender when", async () => {
    const { id, customerId, providerUserId } = booking;
    const one = await world.send(id, providerUserId, "One.");
    const two = await world.send(id, providerUserId, "Two.");
    const mine = await world.send(id, customerId, "Mine.");
    expect(await world.read(id, customerId, one.id)).toEqual({ unreadCount: 1 });
    const seen = await world.messages(id, providerUserId);
    expect(seen.items.map(({ readAt }) => readAt)).toEqual([null, null, expect.any(String)]);
    await world.harness.advance(1000);
    expect(await world.read(id, customerId, mine.id)).toEqual({ unreadCount: 0 });
    const [ofMine, ofTwo, ofOne] = (await world.messages(id, providerUserId)).items;
    expect(ofMine!.readAt).toBeNull();
    expect(ofTwo).toMatchObject({ id: two.id, readAt: expect.any(String) });
    expect(Date.parse(ofTwo!.readAt!)).toBeGreaterThan(Date.parse(ofOne!.readAt!));
    expect(ofOne!.readAt).toBe(seen.items[2]!.readAt);
  });

  test("the first message after all was read starts an unread run, those after it do not", async () => {
    const { id, customerId, providerUserId } = booking;
    await world.send(id, customerId, "One.");
    const two = await world.send(id, customerId, "Two.");
    await world.send(id, providerUserId, "Mine.");
    await world.read(id, providerUserId, two.id);
    await world.send(id, customerId, "Three.");
    expect((await world.told(id)).map(({ text, startsUnread }) => [text, startsUnread])).toEqual([
      ["One.", true],
      ["Two.", false],
      ["Mine.", true],
      ["Three.", true],
    ]);
  });

  test("of twenty messages that are sent at once one starts the run, and none is lost", async () => {
    const { id, customerId, providerUserId } = booking;
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, n) => world.send(id, customerId, `${n}`)),
    );
    const { items } = await world.messages(id, providerUserId, { limit: 100 });
    expect(items.map((message) => message.id).toSorted()).toEqual(
      sent.map((message) => message.id).toSorted(),
    );
    expect((await world.told(id)).filter(({ startsUnread }) => startsUnread)).toHaveLength(1);
  });
});

test("other services are told the words in time order", async () => {
  const { id, customerId, providerUserId } = booking;
  await world.send(id, customerId, "One.");
  await world.send(id, providerUserId, "Two.");
  const { items } = await world.harness.clients.communication.listBookingMessages({
    bookingId: id,
  });
  expect(items).toMatchObject([
    { sender: "customer", text: "One." },
    { sender: "provider", text: "Two." },
  ]);
});

describe("in the database", () => {
  const COUNTS = `select (select count(*) from communication.messages) as messages,
                         (select count(*) from communication.conversations) as conversations`;

  test("a forgotten where shows nobody else's words", async () => {
    const { id, customerId, providerUserId } = booking;
    await world.send(id, customerId, "The code of the door is 1234.");
    const db = await world.database.as("communication");
    const stranger = userActor(randomUUID());
    expect(await queryAs(db, stranger, COUNTS)).toEqual([{ messages: 0, conversations: 0 }]);
    expect(await queryAs(db, guestActor("g"), COUNTS)).toEqual([{ messages: 0, conversations: 0 }]);
    for (const side of [customerId, providerUserId])
      expect(await queryAs(db, userActor(side), COUNTS)).toEqual([
        { messages: 1, conversations: 1 },
      ]);
  });

  test("nobody writes in another's name, or into others' conversation, and words never change", async () => {
    const { id, customerId, providerUserId } = booking;
    await world.send(id, customerId, "Hello.");
    const db = await world.database.as("communication");
    const stranger = (await world.book()).customerId;
    const insert = (actor: string, sender: string, recipient: string) =>
      queryAs(
        db,
        userActor(actor),
        "insert into communication.messages (conversation_id, sender_id, recipient_id, content) values ($1, $2, $3, 'x')",
        [id, sender, recipient],
      );
    for (const [actor, sender, recipient] of [
      [customerId, providerUserId, customerId],
      [stranger, stranger, customerId],
      [customerId, customerId, stranger],
    ] as const)
      await expect(insert(actor, sender, recipient)).rejects.toThrow("row-level security");
    await expect(
      queryAs(db, system("communication"), "update communication.messages set content = 'Bye.'"),
    ).rejects.toThrow("permission denied");
    await expect(
      queryAs(
        db,
        system("communication"),
        "update communication.conversations set customer_id = $1",
        [stranger],
      ),
    ).rejects.toThrow("permission denied");
  });
});
