import { randomUUID } from "node:crypto";
import { guestActor, userActor } from "@loconomy/testing";
import { extractText } from "unpdf";
import { expect, test } from "vitest";
import { CARDS, STOPS, usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const HOUR_MS = 3_600_000;
const payments = () => world.harness.clients.payments;
const asked = () => ({ context: { actor: world.operator } });
const owner = ({ providerUserId }: TestBooking) => ({
  context: { actor: userActor(providerUserId, "provider") },
});
const jobs = () => world.service.jobs as Record<string, (payload: object) => Promise<void>>;

/** A booking whose payment is charged back, or asked about, and what we know of it. */
const disputed = async (card = CARDS.disputed) => {
  const booking = await world.completed({}, card);
  world.harness.clock.advance(15 * 60_000);
  await jobs()["payments.reconcile"]!({});
  const { items } = await payments().listProviderChargebacks(
    { id: booking.providerId },
    owner(booking),
  );
  expect(items).toHaveLength(1);
  return { booking, chargeback: items[0]! };
};
const dispute = async (id: string) => {
  const { rows } = await world.database.owner.pool.query(
    "select stripe_id as id from payments.chargebacks where id = $1",
    [id],
  );
  return world.stripe.disputes.retrieve(rows[0].id);
};

test("an operator sees what would be sent, adds words, and sends it; the bank decides by them", async () => {
  const { booking, chargeback } = await disputed();
  const { id } = chargeback;
  expect(chargeback).toMatchObject({
    bookingId: booking.id,
    isOfTip: false,
    amount: { amount: 4500, currency: "USD" },
    reason: "fraudulent",
    status: "needs_response",
    submittedAt: null,
    explanation: null,
  });
  const explanation = "She was at home and signed.";
  const path = { id: booking.providerId, chargebackId: id };
  await payments().explainChargeback({ ...path, explanation: "First." }, owner(booking));
  await payments().explainChargeback({ ...path, explanation }, owner(booking));
  const before = await payments().getChargeback({ id }, asked());
  expect(before).toMatchObject({ explanation, words: null, fee: { amount: 1500 } });
  const fields = before.evidence.map(({ field }) => field);
  expect(fields).toContain("access_activity_log");
  expect(before.evidence.find(({ field }) => field === "uncategorized_text")!.text).toContain(
    explanation,
  );

  const words = "The photographs say it all. winning_evidence";
  const after = await payments().answerChargeback({ id, words }, asked());
  expect(after).toMatchObject({ status: "won", words, submittedAt: expect.any(String) });
  const { evidence } = await dispute(id);
  expect(evidence.uncategorized_text).toContain(words);
  expect(evidence.uncategorized_text).toContain(explanation);
  expect(evidence.customer_email_address).toBe(`${booking.customerId.slice(0, 8)}@example.com`);
  expect(evidence.access_activity_log).toContain("e-mail to the provider: A new booking");
  expect(evidence.uncategorized_text).toContain("the customer wrote: Thank you, it is dry again!");
  expect(after.evidence.find(({ field }) => field === "uncategorized_text")!.text).toBe(
    evidence.uncategorized_text,
  );

  await expect(payments().answerChargeback({ id }, asked())).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(payments().acceptChargeback({ id }, asked())).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(
    payments().explainChargeback({ ...path, explanation: "Late." }, owner(booking)),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("what the provider says while the answer is put together is part of it", async () => {
  const { chargeback } = await disputed();
  const { id } = chargeback;
  const client = await world.database.owner.pool.connect();
  try {
    await client.query("begin");
    await client.query(
      "update payments.chargebacks set explanation = 'She signed.' where id = $1",
      [id],
    );
    // It knows nothing of that when it begins, and waits where it is to be written down.
    const answered = payments().answerChargeback({ id, words: "winning_evidence" }, asked());
    await expect
      .poll(async () => {
        const { rows } = await world.database.owner.pool.query(
          "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%chargebacks%'",
        );
        return rows.length;
      })
      .toBe(1);
    await client.query("commit");
    await answered;
  } finally {
    client.release();
  }
  const { evidence } = await dispute(id);
  expect(evidence.uncategorized_text).toContain("She signed.");
  expect(evidence.uncategorized_text).toContain("winning_evidence");
});

test("an operator gives one up, an inquiry cannot be given up; lists know what is open", async () => {
  const { chargeback } = await disputed();
  const accepted = await payments().acceptChargeback({ id: chargeback.id }, asked());
  expect(accepted).toMatchObject({ status: "lost", closedAt: expect.any(String), evidence: [] });
  const inquiry = await disputed(CARDS.inquired);
  await expect(
    payments().acceptChargeback({ id: inquiry.chargeback.id }, asked()),
  ).rejects.toMatchObject({ code: "unprocessable" });
  const ids = async (query: { open?: boolean; limit?: number; cursor?: string }) => {
    const { items, nextCursor } = await payments().listChargebacks(query, asked());
    return { ids: items.map(({ id }) => id), nextCursor };
  };
  expect((await ids({ open: true })).ids).toEqual([inquiry.chargeback.id]);
  expect((await ids({ open: false })).ids).toContain(chargeback.id);
  const first = await ids({ limit: 1 });
  expect(first.ids).toEqual([inquiry.chargeback.id]);
  expect((await ids({ limit: 1, cursor: first.nextCursor! })).ids).toEqual([chargeback.id]);
});

test("nobody else sees or answers anything", async () => {
  const { booking, chargeback } = await disputed();
  const { id } = chargeback;
  const guest = { context: { actor: guestActor() } };
  const stranger = { context: { actor: userActor(randomUUID(), "provider") } };
  await expect(payments().listChargebacks({}, guest)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  for (const act of [
    () => payments().listChargebacks({}, owner(booking)),
    () => payments().getChargeback({ id }, owner(booking)),
    () => payments().answerChargeback({ id }, owner(booking)),
    () => payments().acceptChargeback({ id }, owner(booking)),
  ])
    await expect(act()).rejects.toMatchObject({ code: "forbidden" });
  const path = { id: booking.providerId, chargebackId: id, explanation: "No." };
  for (const act of [
    () => payments().listProviderChargebacks({ id: booking.providerId }, stranger),
    () => payments().explainChargeback(path, stranger),
    () => payments().explainChargeback(path, asked()),
    () => payments().getChargeback({ id: randomUUID() }, asked()),
    () => payments().answerChargeback({ id: randomUUID() }, asked()),
    () => payments().acceptChargeback({ id: randomUUID() }, asked()),
  ])
    await expect(act()).rejects.toMatchObject({ code: "not_found" });
  const another = await world.completed();
  await expect(
    payments().explainChargeback({ ...path, id: another.providerId }, owner(another)),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(
    payments().explainChargeback({ ...path, explanation: " " }, owner(booking)),
  ).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("what nobody answers is sent as it stands a day before it is due, once", async () => {
  const { booking, chargeback } = await disputed();
  const path = { id: booking.providerId, chargebackId: chargeback.id };
  await payments().explainChargeback({ ...path, explanation: "It is mended." }, owner(booking));
  const answerDue = () => jobs()["payments.answer-chargebacks"]!({});
  await answerDue();
  expect((await dispute(chargeback.id)).status).toBe("needs_response");
  const untilDue = Date.parse(chargeback.dueBy!) - world.harness.clock.now().getTime();
  world.harness.clock.advance(untilDue - 23 * HOUR_MS);
  await Promise.all([answerDue(), answerDue()]);
  const { status, evidence, evidence_details } = await dispute(chargeback.id);
  expect(status).toBe("under_review");
  expect(evidence_details.submission_count).toBe(1);
  expect(evidence.uncategorized_text).toContain("It is mended.");
  expect(await payments().getChargeback({ id: chargeback.id }, asked())).toMatchObject({
    status: "under_review",
    submittedAt: expect.any(String),
  });
  const { rows } = await world.database.owner.pool.query(
    "select type from platform.outbox where aggregate_id = $1 and type like 'chargeback.%' order by id",
    [booking.id],
  );
  expect(rows.map(({ type }) => type)).toEqual(["chargeback.opened", "chargeback.answered"]);
});

test.each(STOPS)(
  "an answer that stopped %s is noted and sent by a job, as it was written",
  async (_when, how) => {
    const { booking, chargeback } = await disputed();
    const { id } = chargeback;
    Object.assign(world.outage, { path: /^\/v1\/disputes\/\w+$/, ...how });
    const words = "We were there.";
    await expect(payments().answerChargeback({ id, words }, asked())).rejects.toMatchObject({
      code: "service_unavailable",
    });
    world.outage.path = null;
    await expect(
      payments().explainChargeback(
        { id: booking.providerId, chargebackId: id, explanation: "Too late." },
        owner(booking),
      ),
    ).rejects.toMatchObject({ code: "conflict" });
    await jobs()["payments.answer-chargebacks"]!({});
    const { status, evidence, evidence_details } = await dispute(id);
    expect(status).toBe("under_review");
    expect(evidence_details.submission_count).toBe(1);
    expect(evidence.uncategorized_text).toMatch(new RegExp(`^${words}\n\nWhat the customer`));
    expect(await payments().getChargeback({ id }, asked())).toMatchObject({
      status: "under_review",
      words,
    });
  },
);

test("what becomes a chargeback after it was answered as an inquiry is answered anew", async () => {
  const { chargeback } = await disputed(CARDS.inquired);
  const { id } = chargeback;
  const words = "escalate_inquiry_evidence";
  expect(await payments().answerChargeback({ id, words }, asked())).toMatchObject({
    status: "needs_response",
    isInquiry: false,
  });
  const again = { id, words: "winning_evidence" };
  expect(await payments().answerChargeback(again, asked())).toMatchObject({ status: "won" });
  // Both are kept as they were sent.
  const year = new Date(chargeback.openedAt).getUTCFullYear();
  const said = async (answer: number) => {
    const kept = await world.harness.files.get(`evidence/${year}/${id}/answer-${answer}.en-US.pdf`);
    return (await extractText(kept!, { mergePages: true })).text;
  };
  expect(await said(1)).toContain(words);
  expect(await said(2)).toContain(again.words);
});

test("operators have the evidence as a file, before it is sent and after", async () => {
  const { booking, chargeback } = await disputed();
  const { id } = chargeback;
  const textOf = async (context: ReturnType<typeof owner> = asked()): Promise<string> => {
    const { body, headers } = await payments().downloadEvidence({ id }, context);
    expect(headers["content-disposition"]).toContain(`chargeback-${id}.pdf`);
    const { text } = await extractText(new Uint8Array(await body.arrayBuffer()), {
      mergePages: true,
    });
    return text.replaceAll(/\s+/g, " ");
  };
  const before = await textOf();
  expect(before).toContain("Not sent yet");
  expect(before).toContain("Cancellation policy that was shown");
  await payments().answerChargeback({ id, words: "We were there, as the log says." }, asked());
  const after = await textOf();
  expect(after).toContain("Sent to the bank on");
  expect(after).toContain("We were there, as the log says.");
  await world.database.owner.pool.query(
    `update payments.chargebacks set reason = 'general', evidence = '{"uncategorized_text": "Another."}' where id = $1`,
    [id],
  );
  expect(await textOf()).toBe(after);
  await expect(textOf(owner(booking))).rejects.toMatchObject({ code: "forbidden" });
  await expect(payments().downloadEvidence({ id: booking.id }, asked())).rejects.toMatchObject({
    code: "not_found",
  });
});

test.each(STOPS)(
  "a chargeback whose giving up stopped %s is given up by the repeat",
  async (_when, how) => {
    const { chargeback } = await disputed();
    const { id } = chargeback;
    Object.assign(world.outage, { path: /\/close$/, ...how });
    await expect(payments().acceptChargeback({ id }, asked())).rejects.toMatchObject({
      code: "service_unavailable",
    });
    world.outage.path = null;
    expect(await payments().acceptChargeback({ id }, asked())).toMatchObject({ status: "lost" });
  },
);
