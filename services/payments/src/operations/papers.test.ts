import { randomUUID } from "node:crypto";
import type { Actor } from "@loconomy/contracts";
import { system, transaction } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import { extractText, getMeta } from "unpdf";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { postToLedger } from "../ledger-store.ts";
import { lose, refundToCustomer } from "../ledger.ts";
import { insertPaper } from "../papers/paper-store.ts";
import type { PaperContent } from "../papers/paper.ts";
import { usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const usd = (amount: number) => ({ amount, currency: "USD" });
const pricing: NonNullable<TestBooking["pricing"]> = {
  lines: [
    { kind: "service", label: "Leaking tap", amount: usd(4500) },
    { kind: "tax", label: "Sales tax (8.25%)", amount: usd(371) },
  ],
  includedTaxes: [],
  tax: 371,
  feeBps: 1000,
};
const parties = () => ({ providerId: randomUUID(), providerUserId: randomUUID() });
const captured = async (facts: Partial<TestBooking> = {}): Promise<TestBooking> => {
  const booking = await world.authorized({ price: usd(4871), pricing, ...facts });
  await world.tell("booking.completed", booking);
  return booking;
};
const refund = ({ id }: TestBooking, amount: number) =>
  world.harness.clients.payments
    .refundBooking({ id, amount, reason: "Late" }, { context: { actor: world.operator } })
    .then(() => world.harness.settle());
const customer = ({ customerId }: TestBooking): Actor => userActor(customerId);
const provider = ({ providerUserId }: TestBooking): Actor => userActor(providerUserId, "provider");
const papers = async ({ id }: { id: string }, actor: Actor) =>
  (await world.harness.clients.payments.listBookingPapers({ id }, { context: { actor } })).items;
const invoice = ({ id }: { id: string }, actor: Actor, locale = "en-US") =>
  world.harness.clients.payments.downloadInvoice({ id, locale }, { context: { actor } });
const textOf = async ({ body }: { body: File }): Promise<string> => {
  const { text } = await extractText(new Uint8Array(await body.arrayBuffer()), {
    mergePages: true,
  });
  return text;
};

test("a captured booking has an invoice, and each refund a credit note", async () => {
  const booking = await captured();
  await refund(booking, 871);
  await refund(booking, 4000);
  const items = await papers(booking, customer(booking));
  const year = world.harness.clock.now().getUTCFullYear();
  expect(items.map(({ kind, number, amount }) => [kind, number, amount.amount])).toEqual([
    ["invoice", `INV-${year}-000001`, 4871],
    ["credit_note", `CN-${year}-000001`, 871],
    ["credit_note", `CN-${year}-000002`, 4000],
  ]);
  expect(await papers(booking, provider(booking))).toEqual(items);
  const download = await invoice(booking, customer(booking));
  expect(download.headers["content-disposition"]).toBe(
    `attachment; filename="INV-${year}-000001.pdf"`,
  );
  expect(download.body.type).toBe("application/pdf");
  const text = await textOf(download);
  for (const part of [
    `Invoice INV-${year}-000001`,
    "Taps & Co",
    "Austin, TX, United States",
    "Ada",
    "Leaking tap",
    "$45.00",
    "Sales tax (8.25%)",
    "$3.71",
    "$48.71",
    "Paid by Visa ending in 4242",
    booking.id,
  ])
    expect(text).toContain(part);
  const note = await world.harness.clients.payments.downloadCreditNote(
    { id: booking.id, refundId: items[1]!.refundId! },
    { context: { actor: customer(booking) } },
  );
  const noteText = await textOf(note);
  expect(noteText).toContain(`Credit note CN-${year}-000001`);
  expect(noteText).toContain(`Takes back from invoice INV-${year}-000001`);
  expect(noteText).toContain("$8.71");
});

test("the same paper has the same bytes, whatever becomes of those it names, and the provider does not see the card", async () => {
  const booking = await captured();
  const bytes = async (actor: Actor, locale?: string) =>
    Buffer.from(await (await invoice(booking, actor, locale)).body.arrayBuffer());
  const first = await bytes(customer(booking));
  await world.database.owner.pool.query(
    "update payments.payments set description = 'Another', breakdown = null where booking_id = $1",
    [booking.id],
  );
  expect(await bytes(customer(booking))).toEqual(first);
  expect(await textOf(await invoice(booking, provider(booking)))).toContain("Paid by card on");
  expect(await textOf(await invoice(booking, customer(booking), "de-DE"))).toContain("45,00");
  // What a language writes in letters that cannot be printed is written in English.
  expect(await textOf(await invoice(booking, customer(booking), "ja-JP"))).toContain(
    "Date of issue",
  );
  const { info } = await getMeta(new Uint8Array(first));
  expect(info).toMatchObject({ IsAcroFormPresent: false, Author: "Taps & Co", Language: "en" });
});

test("a paper stays as it was handed out: a copy for who paid, one for who did not, each language once", async () => {
  const booking = await captured();
  const keys = async () =>
    (
      await world.database.owner.pool.query<{ key: string }>(
        "select key from payments.documents where key like '%' || (select id from payments.papers where booking_id = $1) || '%' order by key",
        [booking.id],
      )
    ).rows.map(({ key }) => key.replace(/[\da-f-]{36}/, "id"));
  const year = world.harness.clock.now().getUTCFullYear();
  for (const locale of ["en-US", "en-US-u-ca-buddhist", "en-Latn-US"])
    await invoice(booking, customer(booking), locale);
  await invoice(booking, world.operator, "en-US");
  expect(await keys()).toEqual([`invoice/${year}/id/with-card.en-US.pdf`]);
  await invoice(booking, provider(booking), "de-DE");
  await invoice(booking, provider(booking), "de-DE");
  expect(await keys()).toEqual([
    `invoice/${year}/id/with-card.en-US.pdf`,
    `invoice/${year}/id/without-card.de-DE.pdf`,
  ]);
});

test("a paper that an earlier version of the pages drew is handed out as it is", async () => {
  const booking = await captured();
  const { rows } = await world.database.owner.pool.query<{ id: string; year: number }>(
    "select id, year from payments.papers where booking_id = $1",
    [booking.id],
  );
  const { id, year } = rows[0]!;
  const old = new TextEncoder().encode("%PDF of an earlier version");
  await world.harness.files.put(
    `invoice/${year}/${id}/with-card.en-US.pdf`,
    old,
    "application/pdf",
  );
  for (const _ of [1, 2]) {
    const { body } = await invoice(booking, customer(booking), "en-US");
    expect(await body.text()).toBe("%PDF of an earlier version");
  }
});

test("a tip is no price: neither it nor its refund is on any paper", async () => {
  const booking = await world.completed();
  const { giveTip, refundTip } = world.harness.clients.payments;
  await giveTip({ id: booking.id, amount: usd(500) }, { context: { actor: customer(booking) } });
  await refundTip({ id: booking.id, reason: "By mistake" }, { context: { actor: world.operator } });
  await world.harness.settle();
  expect(await textOf(await invoice(booking, customer(booking)))).not.toContain("$5.00");
  expect((await papers(booking, customer(booking))).map(({ kind }) => kind)).toEqual(["invoice"]);
});

test("only the parties and operators, only where money was taken", async () => {
  const booking = await captured();
  await expect(invoice(booking, guestActor())).rejects.toMatchObject({ code: "unauthenticated" });
  for (const stranger of [userActor(randomUUID()), userActor(randomUUID(), "provider")]) {
    await expect(invoice(booking, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(papers(booking, stranger)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(invoice(booking, world.operator)).resolves.toBeDefined();
  const held = await world.authorized();
  expect(await papers(held, customer(held))).toEqual([]);
  await expect(invoice(held, customer(held))).rejects.toMatchObject({ code: "not_found" });
  await expect(
    world.harness.clients.payments.downloadCreditNote(
      { id: booking.id, refundId: randomUUID() },
      { context: { actor: customer(booking) } },
    ),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(invoice(booking, customer(booking), "not a language")).rejects.toMatchObject({
    status: 400,
  });
});

const paperOf = (providerId: string, subject: string, issuedOn: string) => ({
  kind: "invoice" as const,
  sellerId: providerId,
  subject: subject + providerId,
  bookingId: null,
  providerId,
  amount: 100,
  content: { issuedOn, currency: "USD" } as PaperContent,
  issuedAt: world.harness.clock.now(),
});

test("fifty captures of one seller at once are numbered 1 to 50", async () => {
  const who = parties();
  const bookings = [];
  for (let n = 0; n < 50; n++) bookings.push(await world.authorized({ ...who }));
  await Promise.all(bookings.map((booking) => world.tell("booking.completed", booking)));
  const { rows } = await world.database.owner.pool.query<{ numbers: number[] }>(
    "select array_agg(number order by number) as numbers from payments.papers where seller_id = $1 and kind = 'invoice'",
    [who.providerId],
  );
  expect(rows[0]!.numbers).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
});

test("who gives up leaves no gap, years and sellers count for themselves, and the database keeps it so", async () => {
  const { providerId } = parties();
  const db = await world.database.as("payments");
  const write = (subject: string, issuedOn: string, isGivenUp = false) =>
    transaction(db, system("payments"), async (tx) => {
      const paper = await insertPaper(tx, paperOf(providerId, subject, issuedOn));
      if (isGivenUp) throw new Error("given up");
      return paper.number;
    });
  expect(await write("a", "2026-12-31")).toBe("INV-2026-000001");
  await expect(write("b", "2026-12-31", true)).rejects.toThrow("given up");
  expect(await write("c", "2026-12-31")).toBe("INV-2026-000002");
  expect(await write("c", "2026-12-31")).toBe("INV-2026-000002");
  expect(await write("d", "2027-01-01")).toBe("INV-2027-000001");
  const { pool } = world.database.owner;
  await expect(
    pool.query("update payments.paper_numbers set last = last + 1 where seller_id = $1", [
      providerId,
    ]),
  ).rejects.toThrow(/given to no paper/);
  await expect(
    pool.query("update payments.paper_numbers set last = last + 2 where seller_id = $1", [
      providerId,
    ]),
  ).rejects.toThrow(/one by one/);
  await expect(
    pool.query("delete from payments.papers where provider_id = $1", [providerId]),
  ).rejects.toThrow(/not changed/);
});

test("fifty at once, of whom some give up, are numbered without a gap", async () => {
  const { providerId } = parties();
  const db = await world.database.as("payments");
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) =>
      transaction(db, system("payments"), async (tx) => {
        await insertPaper(tx, paperOf(providerId, `${n}`, "2026-12-31"));
        if (n % 5 === 0) throw new Error("given up");
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(10);
  const { rows } = await world.database.owner.pool.query<{ numbers: number[] }>(
    "select array_agg(number order by number) as numbers from payments.papers where seller_id = $1",
    [providerId],
  );
  expect(rows[0]!.numbers).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
});

test("the desk lists papers by booking, page by page", async () => {
  const who = parties();
  const [first, second] = [await captured(who), await captured(who)];
  await refund(first, 100);
  const { listProviderPapers } = world.harness.clients.payments;
  const as = (actor: Actor) => ({ context: { actor } });
  const page = await listProviderPapers({ id: who.providerId, limit: 1 }, as(provider(first)));
  expect(page.items.map(({ bookingId }) => bookingId)).toEqual([second.id]);
  const next = await listProviderPapers(
    { id: who.providerId, limit: 1, cursor: page.nextCursor! },
    as(provider(first)),
  );
  expect(next.nextCursor).toBeNull();
  expect(next.items[0]).toMatchObject({ bookingId: first.id, description: "Leaking tap" });
  expect(next.items[0]!.papers.map(({ kind }) => kind)).toEqual(["invoice", "credit_note"]);
  await expect(
    listProviderPapers({ id: who.providerId }, as(userActor(randomUUID(), "provider"))),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("the platform invoices its fees of a month when that is over, once", async () => {
  const who = parties();
  const booking = await captured(who);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  await refund(booking, 871);
  // Of a payment with a coupon of 5.00, which is the platform's own cost and no part of its fee, 10.00 that a bank has taken were its
  // loss while a refund was on its way, which then failed.
  const other = await captured(who);
  const credit = { amount: 4871, tax: 371, coupon: 500, fee: 500, backSince: 0 };
  const db = await world.database.as("payments");
  await transaction(db, system("payments"), async (tx) =>
    postToLedger(tx, {
      kind: "chargeback",
      bookingId: other.id,
      reference: `chargeback:${other.id}`,
      currency: "USD",
      at: world.harness.clock.now(),
      postings: [
        ...refundToCustomer({ ...who, bookingId: other.id }, 1000, credit),
        ...lose(-1000),
      ],
    }),
  );
  const month = world.harness.clock.now().toISOString().slice(0, 7);
  const { listFeeMonths, downloadFeeInvoice } = world.harness.clients.payments;
  const as = { context: { actor: provider(booking) } };
  const ask = { id: who.providerId, month, currency: "USD" };
  expect((await listFeeMonths({ id: who.providerId }, as)).items).toEqual([]);
  await expect(downloadFeeInvoice(ask, as)).rejects.toMatchObject({ code: "not_found" });

  const now = world.harness.clock.now();
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  // What was posted at its end may not be there yet: an invoice without it would stay as it is.
  await world.harness.advance(next - now.getTime() + 60_000);
  expect((await listFeeMonths({ id: who.providerId }, as)).items).toEqual([]);
  await expect(downloadFeeInvoice(ask, as)).rejects.toMatchObject({ code: "not_found" });
  await world.harness.advance(4 * 3_600_000);
  for (const _ of [1, 2]) await world.service.jobs["payments.issue-fee-invoices"]!({} as never);
  const { items } = await listFeeMonths({ id: who.providerId }, as);
  expect(items).toEqual([
    { month, amount: usd(266), number: expect.stringMatching(/^INV-\d{4}-\d{6}$/) },
  ]);
  const text = await textOf(await downloadFeeInvoice(ask, as));
  for (const part of [
    items[0]!.number!,
    "Loconomy",
    "Platform fees of",
    "$4.50",
    "-$0.81",
    "-$1.03",
    "$2.66",
  ])
    expect(text).toContain(part);
  const { rows } = await world.database.owner.pool.query(
    "select count(*)::int as papers, max(number) as last from payments.papers where seller_id is null",
  );
  expect(rows[0].papers).toBe(rows[0].last);
  await expect(
    downloadFeeInvoice(ask, { context: { actor: userActor(randomUUID(), "provider") } }),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(downloadFeeInvoice({ ...ask, currency: "EUR" }, as)).rejects.toMatchObject({
    code: "not_found",
  });
});
