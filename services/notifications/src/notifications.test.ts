import type { BookingRecord } from "@loconomy/contracts";
import { publish, system, transaction } from "@loconomy/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBench, factsOf, type Bench } from "./testing-bench.ts";
import { calendarLines } from "./testing.ts";

let bench: Bench;
let booking: BookingRecord;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  booking = await bench.newBooking();
});

const euros = (amount: number) => ({ amount: amount * 100, currency: "EUR" });
const cancelled = (more: object = {}) =>
  bench.happens("booking.cancelled", {
    ...factsOf(booking),
    by: "customer",
    reason: null,
    wasPaid: true,
    keep: euros(30),
    refund: euros(30),
    ...more,
  });
const addressOf = (id: string) => `${id}@example.com`;
const mailTo = (id: string) =>
  bench.server.received.find((mail) => [mail.to].flat()[0]?.text.includes(id));

describe("each thing that happens reaches whom it concerns, once", () => {
  test.each([
    ["booking.requested", "Request sent", "New request"],
    ["booking.confirmed", "Confirmed", "New booking"],
    ["booking.reminder_due", "Reminder", "Reminder"],
    ["booking.completed", "How was it?", "Done"],
  ] as const)("%s", async (type, customer, provider) => {
    await bench.happens(type, { ...factsOf(booking), instant: true });
    expect(bench.received().toSorted()).toEqual(
      [
        [addressOf(booking.customerId), expect.stringContaining(customer)],
        [addressOf(booking.providerUserId), expect.stringContaining(provider)],
      ].toSorted(),
    );
    expect(await bench.rows(booking)).toEqual([
      expect.objectContaining({ status: "sent", attempts: 1, facts: null }),
      expect.objectContaining({ status: "sent" }),
    ]);
  });

  test("a refusal goes to the customer, in the provider's words", async () => {
    await bench.happens("booking.declined", { ...factsOf(booking), reason: "I am away." });
    expect(bench.received()).toEqual([
      [addressOf(booking.customerId), expect.stringContaining("Declined")],
    ]);
    expect(bench.server.received[0]?.text).toContain("Bright Windows wrote: “I am away.”");
  });

  test("a lapsed request goes to both, a booking that was never paid to nobody", async () => {
    await bench.happens("booking.expired", { ...factsOf(booking), from: "awaiting_payment" });
    expect(bench.received()).toEqual([]);
    await bench.happens("booking.expired", { ...factsOf(booking), from: "pending" });
    expect(bench.received()).toHaveLength(2);
  });

  test("a reminder of what is called off meanwhile is not sent", async () => {
    bench.records.set(booking.id, { ...booking, status: "cancelled" });
    await bench.happens("booking.reminder_due", factsOf(booking));
    expect(bench.received()).toEqual([]);
  });

  test("links for accounts go to the address that the event names", async () => {
    const data = {
      userId: booking.customerId,
      email: "new@example.com",
      displayName: "Maria",
      url: "https://shop.example/verify?token=a",
    };
    await bench.happens("user.verification_requested", data);
    await bench.happens("user.password_reset_requested", {
      ...data,
      url: "https://shop.example/reset?token=b",
    });
    expect(bench.received().toSorted()).toEqual([
      ["new@example.com", "Choose a new password"],
      ["new@example.com", "Confirm your e-mail address"],
    ]);
    expect(
      bench.server.received.map(({ text }) => /token=./.exec(text ?? "")?.[0]).toSorted(),
    ).toEqual(["token=a", "token=b"]);
    const kept = await bench.sql(
      "select from notifications.notifications where recipient_id = $1 and facts is not null",
      [data.userId],
    );
    expect(kept).toEqual([]);
  });

  test("links for accounts say nothing that whoever signed up with somebody else's address has typed", async () => {
    const data = {
      userId: booking.customerId,
      email: "stranger@example.com",
      displayName: "You won! https://evil.example",
      url: "https://shop.example/verify?token=a",
    };
    await bench.happens("user.verification_requested", data);
    await bench.happens("user.password_reset_requested", data);
    expect(bench.server.received).toHaveLength(2);
    for (const { subject, text, html, to } of bench.server.received)
      expect(JSON.stringify([subject, text, html, to])).not.toContain("evil.example");
  });

  test("somebody's mailbox is not filled with links: of each kind five go out an hour, also when all are asked for at once", async () => {
    const data = {
      userId: booking.customerId,
      email: "full@example.com",
      displayName: "Maria",
      url: "https://shop.example/verify?token=a",
    };
    await transaction(bench.database.owner, system("test"), async (tx) => {
      for (let n = 0; n < 12; n++)
        await publish(tx, bench.harness.clock, "user.verification_requested", data.userId, data);
    });
    await bench.harness.settle();
    expect(bench.received()).toHaveLength(5);
    await bench.happens("user.password_reset_requested", data);
    await bench.happens("user.password_reset_requested", {
      ...data,
      userId: booking.providerUserId,
    });
    expect(bench.received()).toHaveLength(7);
    await bench.harness.advance(3_600_001);
    await bench.happens("user.verification_requested", data);
    expect(bench.received()).toHaveLength(8);
  });

  test("a dispute is told to both sides: the other one reads what was said and is asked to answer", async () => {
    const dispute = {
      by: "customer" as const,
      reason: "not_done" as const,
      text: "The tap drips as before.",
      openedAt: "2026-11-26T17:00:00.000Z",
      answer: null,
      resolution: null,
    };
    const told = () => bench.received().map(([to, subject]) => [to, subject?.split(":")[0]]);
    const both = (subject: string) => [
      [addressOf(booking.customerId), subject],
      [addressOf(booking.providerUserId), subject],
    ];
    await bench.happens("booking.disputed", { ...factsOf(booking), dispute });
    expect(told()).toEqual(both("A problem was reported"));
    expect(mailTo(booking.providerUserId)?.text).toContain("The tap drips as before.");
    expect(mailTo(booking.customerId)?.text).not.toContain("drips");
    bench.server.received.length = 0;
    const answer = { text: "It did not when I left.", at: "2026-11-26T18:00:00.000Z" };
    await bench.happens("booking.dispute_answered", {
      ...factsOf(booking),
      dispute: { ...dispute, answer },
    });
    expect(told()).toEqual(both("An answer to a problem"));
    bench.server.received.length = 0;
    const resolution = {
      refundPercent: 40,
      note: "In the middle.",
      at: "2026-11-27T09:00:00.000Z",
    };
    await bench.happens("booking.dispute_resolved", {
      ...factsOf(booking),
      dispute: { ...dispute, answer, resolution },
      refundPercent: 40,
      resolvedBy: booking.id,
    });
    expect(told()).toEqual(both("A problem was resolved"));
    expect(mailTo(booking.customerId)?.text).toContain("40%");
  });

  test("a tip is told to both sides, as is that it was given back", async () => {
    const tip = {
      tipId: booking.id,
      bookingId: booking.id,
      providerId: booking.providerId,
      amount: { amount: 900, currency: "EUR" },
    };
    await bench.happens("tip.paid", tip);
    expect(bench.received().toSorted()).toEqual(
      [
        [addressOf(booking.providerUserId), expect.stringContaining("You got a tip of €9")],
        [addressOf(booking.customerId), expect.stringContaining("Your tip of €9:")],
      ].toSorted(),
    );
    bench.server.received.length = 0;
    await bench.happens("tip.refunded", tip);
    expect(new Map(bench.received() as Array<[string, string]>)).toEqual(
      new Map([
        [addressOf(booking.customerId), expect.stringContaining("Your tip of €9 goes back")],
        [addressOf(booking.providerUserId), expect.stringContaining("A tip of €9 was given back")],
      ]),
    );
  });

  test("a chargeback is told to its provider when it comes, when it is answered and when it is decided, and what the site sent is known", async () => {
    const facts = {
      chargebackId: booking.id,
      bookingId: booking.id,
      providerId: booking.providerId,
      providerUserId: booking.providerUserId,
      customerId: booking.customerId,
      amount: { amount: 4500, currency: "EUR" },
      reason: "fraudulent",
      isInquiry: false,
    };
    await bench.happens("chargeback.opened", { ...facts, dueBy: "2026-12-06T23:59:59.000Z" });
    await bench.happens("chargeback.answered", facts);
    await bench.happens("chargeback.closed", { ...facts, outcome: "lost" });
    expect(bench.received()).toEqual([
      [addressOf(booking.providerUserId), expect.stringContaining("A bank took back €45")],
      [
        addressOf(booking.providerUserId),
        expect.stringContaining("We have answered the bank: €45"),
      ],
      [addressOf(booking.providerUserId), expect.stringContaining("for the customer: €45")],
    ]);
    const text = bench.server.received[0]?.text;
    expect(text).toContain("https://shop.example/desk/money#chargebacks");
    const { items } = await bench.harness.clients.notifications.listSent({ bookingId: booking.id });
    expect(items.map(({ recipientId }) => recipientId)).toEqual([
      booking.providerUserId,
      booking.providerUserId,
      booking.providerUserId,
    ]);
    expect(items[0]!.subject).toContain("A bank took back");
  });

  test("a payout that came back is told to its provider, with how much and why", async () => {
    await bench.happens("payout.failed", {
      payoutId: "po_1",
      providerId: booking.providerId,
      userId: booking.providerUserId,
      amount: { amount: 4050, currency: "USD" },
      reason: "The bank account has been closed.",
    });
    expect(bench.received()).toEqual([
      [addressOf(booking.providerUserId), "Your payout of $40.50 came back"],
    ]);
    const text = bench.server.received[0]?.text;
    expect(text).toContain("The bank account has been closed.");
    expect(text).toContain("https://shop.example/desk/payouts");
  });

  test("a calendar that cannot be read is told to its owner, with why and since when", async () => {
    const stale = {
      calendarId: booking.id,
      providerId: booking.providerId,
      userId: booking.providerUserId,
      name: "Family",
      host: "calendar.example",
      problem: "This address answers a web page, not a calendar.",
      failingSince: "2026-11-26T17:00:00.000Z",
      timeZone: "Europe/Berlin",
    };
    await bench.happens("calendar.stale", stale);
    expect(bench.received()).toEqual([
      [addressOf(booking.providerUserId), "Your calendar “Family” cannot be read"],
    ]);
    const text = bench.server.received[0]?.text;
    expect(text).toContain("This address answers a web page, not a calendar.");
    expect(text).toContain("Since: Thu 26 Nov, 6:00 PM (Berlin time)");
    expect(text).toContain("https://shop.example/desk/calendars");

    bench.server.received.length = 0;
    bench.gone.add(booking.providerUserId);
    await bench.happens("calendar.stale", stale);
    expect(bench.received()).toEqual([]);
    expect(
      await bench.sql("select from graphile_worker._private_jobs where last_error is not null"),
    ).toEqual([]);
  });

  test("whoever is first in line is told of a time that is kept, unless it is too late", async () => {
    const offered = {
      entryId: booking.id,
      holdId: "0197a000-0000-7000-8000-00000000000a",
      userId: booking.customerId,
      providerId: booking.providerId,
      providerName: "Bright Windows",
      serviceId: booking.serviceId,
      serviceName: "Window cleaning",
      start: booking.start,
      end: booking.end,
      timeZone: "Europe/Berlin",
      expiresAt: new Date(Date.now() + 7_200_000).toISOString(),
    };
    await bench.happens("waitlist.offered", offered);
    expect(bench.received()).toEqual([
      [
        addressOf(booking.customerId),
        expect.stringMatching(/^A time has opened: Window cleaning, Sat 28 Nov, 9:00 AM$/),
      ],
    ]);
    const link = `https://shop.example/book?serviceId=${booking.serviceId}&start=${encodeURIComponent(booking.start)}&hold=${offered.holdId}`;
    expect(bench.server.received[0]?.text).toContain(link);

    bench.server.received.length = 0;
    await bench.happens("waitlist.offered", {
      ...offered,
      expiresAt: new Date(Date.now() - 1_000).toISOString(),
    });
    expect(bench.received()).toEqual([]);
  });

  test("a side whose account is gone is left out", async () => {
    bench.gone.add(booking.customerId);
    await bench.happens("booking.confirmed", { ...factsOf(booking), instant: true });
    expect(bench.received()).toEqual([[addressOf(booking.providerUserId), expect.any(String)]]);
  });
});

describe("another time", () => {
  const moved = (more: object = {}) =>
    bench.happens("booking.rescheduled", {
      ...factsOf(booking),
      by: "customer",
      proposedBy: null,
      previousStart: "2026-11-27T13:00:00.000Z",
      previousEnd: "2026-11-27T14:30:00.000Z",
      ...more,
    });
  const proposal = {
    by: "provider" as const,
    start: "2026-11-30T10:00:00.000Z",
    end: "2026-11-30T11:30:00.000Z",
    expiresAt: "2026-11-27T17:00:00.000Z",
    reason: null,
  };
  const proposed = () => ({
    ...factsOf(booking),
    proposedBy: proposal.by,
    proposedStart: proposal.start,
    proposedEnd: proposal.end,
    reason: null,
  });

  test("is told to both, and moves the entry in the calendars that have it", async () => {
    await bench.happens("booking.confirmed", { ...factsOf(booking), instant: true });
    bench.server.received.length = 0;
    const later = {
      ...booking,
      start: "2026-11-29T08:00:00.000Z",
      end: "2026-11-29T09:30:00.000Z",
    };
    bench.records.set(booking.id, { ...later, sequence: booking.sequence + 1 });
    await moved({ start: later.start, end: later.end });
    expect(bench.received()).toHaveLength(2);
    for (const id of [booking.customerId, booking.providerUserId])
      expect(calendarLines(mailTo(id)?.attachments[0]?.content.toString() ?? "")).toEqual(
        expect.arrayContaining([
          "METHOD:REQUEST",
          `UID:booking-${booking.id}@shop.example`,
          `SEQUENCE:${booking.sequence + 1}`,
          "DTSTART;TZID=Europe/Berlin:20261129T090000",
        ]),
      );
  });

  test("of a request comes without a file; of two moves in a row the last is told; what is over is not", async () => {
    bench.records.set(booking.id, { ...booking, status: "pending" });
    await moved();
    expect(bench.received()).toHaveLength(2);
    expect(bench.server.received.flatMap(({ attachments }) => attachments)).toEqual([]);
    bench.server.received.length = 0;
    await moved({ start: "2026-11-27T08:00:00.000Z" });
    bench.records.set(booking.id, { ...booking, status: "cancelled" });
    await moved();
    expect(bench.received()).toEqual([]);
  });

  test("is proposed to the other side, as long as it is proposed", async () => {
    const data = { ...proposed(), expiresAt: proposal.expiresAt };
    await bench.happens("booking.reschedule_proposed", data);
    expect(bench.received()).toEqual([]);
    bench.records.set(booking.id, { ...booking, proposal });
    await bench.happens("booking.reschedule_proposed", data);
    expect(bench.received()).toEqual([
      [addressOf(booking.customerId), expect.stringContaining("Another time proposed")],
    ]);
    bench.server.received.length = 0;
    bench.records.set(booking.id, { ...booking, proposal: { ...proposal, by: "customer" } });
    await bench.happens("booking.reschedule_proposed", { ...data, proposedBy: "customer" });
    expect(bench.received()).toEqual([[addressOf(booking.providerUserId), expect.any(String)]]);
  });

  test("that comes to nothing is told to whom it concerns", async () => {
    await bench.happens("booking.reschedule_declined", proposed());
    expect(bench.received()).toEqual([
      [addressOf(booking.providerUserId), expect.stringContaining("Not moved")],
    ]);
    bench.server.received.length = 0;
    await bench.happens("booking.reschedule_withdrawn", proposed());
    expect(bench.received()).toEqual([
      [addressOf(booking.customerId), expect.stringContaining("Proposal taken back")],
    ]);
    bench.server.received.length = 0;
    await bench.happens("booking.reschedule_lapsed", proposed());
    expect(bench.received()).toHaveLength(2);
  });
});

test("a no-show is told to both, with what it costs", async () => {
  await bench.happens("booking.no_show", { ...factsOf(booking), absent: "customer", reason: null });
  expect(bench.received()).toHaveLength(2);
  expect(mailTo(booking.customerId)?.text).toContain("is charged");
  expect(mailTo(booking.providerUserId)?.text).toContain("Maria Silva was not there");
});

describe("cancellation", () => {
  test("says who and what becomes of the money, and empties the calendars that were filled", async () => {
    await bench.happens("booking.confirmed", { ...factsOf(booking), instant: true });
    const uid = calendarLines(
      mailTo(booking.customerId)?.attachments[0]?.content.toString() ?? "",
    ).find((line) => line.startsWith("UID:"));
    bench.server.received.length = 0;
    bench.records.set(booking.id, { ...booking, status: "cancelled", sequence: 4 });
    await cancelled();
    expect(bench.received()).toHaveLength(2);
    expect(mailTo(booking.customerId)?.text).toContain("€30 is kept");
    expect(mailTo(booking.providerUserId)?.text).toContain("Maria Silva canceled a booking");
    for (const id of [booking.customerId, booking.providerUserId])
      expect(calendarLines(mailTo(id)?.attachments[0]?.content.toString() ?? "")).toEqual(
        expect.arrayContaining(["METHOD:CANCEL", "SEQUENCE:4", uid]),
      );
  });

  test("of a request has no calendar file; of an unpaid booking the provider hears nothing", async () => {
    await cancelled({ by: "provider", keep: euros(0), refund: euros(60) });
    expect(bench.server.received.flatMap(({ attachments }) => attachments)).toEqual([]);
    expect(bench.received()).toHaveLength(2);
    bench.server.received.length = 0;
    await cancelled({ wasPaid: false, keep: euros(0), refund: euros(0) });
    expect(bench.received()).toEqual([
      [addressOf(booking.customerId), expect.stringContaining("Canceled")],
    ]);
  });

  test("told before the confirmation leaves the calendar empty", async () => {
    bench.records.set(booking.id, { ...booking, status: "cancelled" });
    await bench.happens("booking.confirmed", { ...factsOf(booking), instant: true });
    expect(bench.server.received.flatMap(({ attachments }) => attachments)).toEqual([]);
  });
});

describe("a card that is only saved", () => {
  const saved = {
    status: "card_saved",
    payBy: null,
    wasHeld: false,
    deposit: 0,
    owed: 0,
  } as const;
  const failed = {
    status: "failed",
    authorizeAt: null,
    wasHeld: false,
    deposit: 0,
    owed: 0,
  } as const;
  const refused = (declineCode: string) =>
    bench.happens("payment.authorization_failed", {
      paymentId: booking.id,
      bookingId: booking.id,
      amount: euros(60),
      declineCode,
      payBy: "2026-11-26T08:00:00.000Z",
    });

  test("is said to be, with the day on which the price is reserved", async () => {
    bench.payments.set(booking.id, { ...saved, authorizeAt: "2026-11-25T22:00:00.000Z" });
    await bench.happens("booking.confirmed", { ...factsOf(booking), instant: true });
    expect(mailTo(booking.customerId)?.text?.replaceAll(/\s+/g, " ")).toContain(
      "Your card is saved; nothing is held on it yet. €60 is reserved on Wed 25 Nov and charged when the job is done.",
    );
    expect(mailTo(booking.providerUserId)?.text).not.toContain("reserved");
  });

  test("gives nothing back when the booking is over", async () => {
    bench.payments.set(booking.id, { ...saved, status: "released", authorizeAt: null });
    await cancelled({ keep: euros(0), refund: euros(60) });
    expect(mailTo(booking.customerId)?.text).toContain("nothing was held on your card");
    bench.server.received.length = 0;
    await cancelled();
    expect(mailTo(booking.customerId)?.text).toContain("€30 is charged to your card");
    bench.server.received.length = 0;
    await bench.happens("booking.declined", { ...factsOf(booking), reason: null });
    expect(mailTo(booking.customerId)?.text).toContain("nothing is held on your card");
  });

  test.each([
    ["generic_decline", "Your card was refused", "pay with another card by Thu 26 Nov, 9:00 AM"],
    ["authentication_required", "Confirm your payment", "confirm it, or pay with another card, by"],
  ])("and fails (%s): its owner is told what to do, once", async (code, subject, words) => {
    bench.payments.set(booking.id, { ...failed, payBy: "2026-11-26T08:00:00.000Z" });
    await refused(code);
    expect(bench.received()).toEqual([
      [addressOf(booking.customerId), expect.stringContaining(subject)],
    ]);
    const text = mailTo(booking.customerId)?.text?.replaceAll(/\s+/g, " ");
    expect(text).toContain(words);
    expect(text).toContain(`https://shop.example/bookings/${booking.id}`);
  });

  test("and fails: nobody is told when it is paid or over by then", async () => {
    await refused("generic_decline");
    bench.payments.set(booking.id, { ...failed, payBy: "2026-11-26T08:00:00.000Z" });
    bench.records.set(booking.id, { ...booking, status: "cancelled" });
    await refused("generic_decline");
    expect(bench.received()).toEqual([]);
  });

  test("and cannot be charged in the end: both sides are told how much, unless it is paid by then", async () => {
    const happens = (declineCode: string) =>
      bench.happens("payment.charge_failed", {
        paymentId: booking.id,
        bookingId: booking.id,
        amount: euros(45),
        declineCode,
      });
    bench.payments.set(booking.id, { ...failed, status: "captured", payBy: null });
    await happens("generic_decline");
    expect(bench.received()).toEqual([]);
    bench.payments.set(booking.id, { ...failed, payBy: null, owed: 4500 });
    await happens("authentication_required");
    expect(bench.received()).toEqual([
      [addressOf(booking.customerId), expect.stringContaining("Please pay €45")],
      [addressOf(booking.providerUserId), expect.stringContaining("€45 could not be charged")],
    ]);
    const text = mailTo(booking.customerId)?.text?.replaceAll(/\s+/g, " ");
    expect(text).toContain("Your bank wants you to confirm that yourself");
    expect(text).toContain(`https://shop.example/bookings/${booking.id}#due`);
  });

  test("and stays unpaid: both sides learn why the booking is canceled", async () => {
    bench.payments.set(booking.id, { ...failed, payBy: null });
    await cancelled({ by: "clock", keep: euros(0), refund: euros(60) });
    expect(mailTo(booking.customerId)?.text?.replaceAll(/\s+/g, " ")).toContain(
      "Your booking is canceled because it was not paid The card that was saved for this booking was refused",
    );
    expect(mailTo(booking.providerUserId)?.text?.replaceAll(/\s+/g, " ")).toContain(
      "The booking of Maria Silva is canceled: it was not paid",
    );
  });
});

describe("a message", () => {
  const message = (more: object = {}) => ({
    messageId: crypto.randomUUID(),
    bookingId: booking.id,
    sender: "customer" as const,
    text: "Is there a place to park?\nI come with a van.",
    startsUnread: true,
    ...more,
  });

  test("is told to the other side, in its words, with the way to answer", async () => {
    await bench.happens("message.sent", message());
    expect(bench.received()).toEqual([
      [addressOf(booking.providerUserId), "Maria Silva wrote to you: Window cleaning"],
    ]);
    const { text, html } = bench.server.received[0]!;
    expect(text).toContain("“Is there a place to park?\nI come with a van.”");
    expect(text).toContain(`https://shop.example/bookings/${booking.id}#messages`);
    expect(html).toContain("Is there a place to park?<br>I come with a van.");
    bench.server.received.length = 0;
    await bench.happens("message.sent", message({ sender: "provider", text: "Behind the house." }));
    expect(bench.received()).toEqual([
      [addressOf(booking.customerId), "Bright Windows wrote to you: Window cleaning"],
    ]);
  });

  test("that joins others which wait to be read is not told", async () => {
    await bench.happens("message.sent", message({ startsUnread: false }));
    expect(bench.received()).toEqual([]);
  });

  test("whose news comes again is told once", async () => {
    await bench.happens("message.sent", message());
    await bench.sql("delete from platform.consumed_events");
    await bench.sql(
      `select graphile_worker.add_job('consume:notifications.message-sent',
           json_build_object('id', id, 'type', type, 'data', data, 'occurredAt', occurred_at))
         from platform.outbox where data ->> 'bookingId' = $1`,
      [booking.id],
    );
    await bench.harness.settle();
    expect(bench.received()).toHaveLength(1);
    expect(await bench.rows(booking)).toHaveLength(1);
  });
});

describe("what happens to a series is told once", () => {
  const ofSeries = async () => {
    const id = crypto.randomUUID();
    const rest = [5, 12].map((days) => ({
      ...booking,
      id: crypto.randomUUID(),
      start: `2026-12-${String(days).padStart(2, "0")}T08:00:00.000Z`,
      end: `2026-12-${String(days).padStart(2, "0")}T09:30:00.000Z`,
    }));
    [booking, ...rest].forEach((part, index) =>
      bench.records.set(part.id, { ...part, series: { id, occurrence: index + 1, of: 3 } }),
    );
    const { customerId, providerId, providerUserId } = booking;
    const bookingIds = [booking.id, ...rest.map((part) => part.id)];
    return { seriesId: id, customerId, providerId, providerUserId, bookingIds };
  };

  test("a confirmation names all dates and what they cost together", async () => {
    const facts = await ofSeries();
    await bench.happens("booking.confirmed", {
      ...factsOf(booking),
      instant: true,
      ofSeries: facts.seriesId,
    });
    expect(bench.received()).toEqual([]);
    await bench.happens("series.confirmed", facts);
    expect(bench.received()).toHaveLength(2);
    const { text, subject } = mailTo(booking.customerId)!;
    expect(subject).toBe("Confirmed: 3 × Window cleaning, from Sat 28 Nov, 9:00 AM");
    for (const date of ["Sat 28 Nov", "Sat 5 Dec", "Sat 12 Dec"]) expect(text).toContain(date);
    expect(text).toContain("€60 each, €180 together");
    expect(text).toContain(`/bookings/series/${facts.seriesId}`);
  });

  test("a cancellation says what it costs in all; of an unpaid one the provider hears nothing", async () => {
    const facts = await ofSeries();
    const cancelled = (more: object) =>
      bench.happens("series.cancelled", {
        ...facts,
        by: "customer",
        reason: null,
        wasPaid: true,
        keep: euros(30),
        refund: euros(150),
        ...more,
      });
    await cancelled({ wasPaid: false, keep: euros(0), refund: euros(0) });
    expect(bench.received()).toHaveLength(1);
    await cancelled({});
    expect(bench.received()).toHaveLength(3);
    expect(bench.server.received.at(-1)!.text).toMatch(/€30/);
  });

  test.each([
    ["series.requested", 2],
    ["series.expired", 2],
    ["series.declined", 1],
    ["series.rescheduled", 2],
  ] as const)("%s", async (type, mails) => {
    await bench.happens(type, { ...(await ofSeries()), reason: "Away.", by: "customer" });
    expect(bench.received()).toHaveLength(mails);
  });
});
