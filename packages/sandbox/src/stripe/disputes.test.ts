import type Stripe from "stripe";
import { expect, it } from "vitest";
import { useTurnedSandbox } from "../testing-clock.ts";
import { refusal } from "../testing.ts";

const DAY_MS = 24 * 3_600_000;
const start = Date.parse("2026-11-27T09:00:00Z");

const sandbox = useTurnedSandbox(start);

const disputeOf = async ({ id }: Stripe.PaymentIntent): Promise<Stripe.Dispute> => {
  const { data } = await sandbox.stripe.disputes.list({ payment_intent: id });
  expect(data).toHaveLength(1);
  return data[0]!;
};
const disputed = async (card = "pm_card_createDispute"): Promise<Stripe.Dispute> =>
  disputeOf(await sandbox.pay(card));
/** What the platform has, the fees of charges left out. */
const balance = async (): Promise<number> => {
  const { available, pending } = await sandbox.stripe.balance.retrieve();
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
};
const events = async ({ id }: Stripe.Dispute): Promise<string[]> => {
  const { data } = await sandbox.stripe.events.list({ limit: 100 });
  return data
    .filter((event) => (event.data.object as { id?: string }).id === id)
    .map(({ type }) => type.replace("charge.dispute.", ""))
    .toReversed();
};
const say = (uncategorized_text: string) => ({ evidence: { uncategorized_text } });

it("takes the money of a disputed charge back with a fee, and wants an answer within nine days", async () => {
  const before = await balance();
  const intent = await sandbox.pay("pm_card_createDisputeProductNotReceived");
  const dispute = await disputeOf(intent);
  expect(dispute).toMatchObject({
    object: "dispute",
    amount: 5000,
    currency: "usd",
    reason: "product_not_received",
    status: "needs_response",
    is_charge_refundable: false,
    charge: intent.latest_charge,
    balance_transactions: [
      { amount: -5000, fee: 1500, net: -6500, type: "adjustment", reporting_category: "dispute" },
    ],
    evidence_details: { due_by: Date.parse("2026-12-06T23:59:59Z") / 1000, submission_count: 0 },
  });
  expect(await balance()).toBe(before + 5000 - 175 - 5000 - 1500);
  expect(await events(dispute)).toEqual(["created", "funds_withdrawn"]);
  const { disputed: isDisputed } = await sandbox.stripe.charges.retrieve(
    intent.latest_charge as string,
  );
  expect(isDisputed).toBe(true);
  expect((await sandbox.stripe.disputes.retrieve(dispute.id)).id).toBe(dispute.id);
});

it("disputes a held payment when it is captured, and only what was captured", async () => {
  const intent = await sandbox.pay("pm_card_createDispute", { capture_method: "manual" });
  expect((await sandbox.stripe.disputes.list({ payment_intent: intent.id })).data).toEqual([]);
  await sandbox.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1200 });
  expect((await disputeOf(intent)).amount).toBe(1200);
});

it("gives back what evidence wins, without the fee", async () => {
  const { id } = await disputed();
  const before = await balance();
  const staged = await sandbox.stripe.disputes.update(id, {
    ...say("We were there."),
    submit: false,
  });
  expect(staged).toMatchObject({
    status: "needs_response",
    evidence_details: { has_evidence: true, submission_count: 0 },
  });
  const won = await sandbox.stripe.disputes.update(id, say("winning_evidence"));
  expect(won).toMatchObject({
    status: "won",
    is_charge_refundable: true,
    evidence_details: { submission_count: 1, submission_method: "manual" },
  });
  expect(won.balance_transactions.map(({ amount, fee }) => [amount, fee])).toEqual([
    [-5000, 1500],
    [5000, 0],
  ]);
  expect(await balance()).toBe(before + 5000);
  expect(await events(won)).toEqual([
    "created",
    "funds_withdrawn",
    "updated",
    "updated",
    "closed",
    "funds_reinstated",
  ]);
});

it("keeps what evidence does not win, and looks at any other for as long as it takes", async () => {
  const lost = await sandbox.stripe.disputes.update((await disputed()).id, say("losing_evidence"));
  expect(lost).toMatchObject({ status: "lost", balance_transactions: [{ amount: -5000 }] });
  const { id } = await disputed();
  await sandbox.stripe.disputes.update(id, say("A photograph of the tap."));
  await sandbox.sweepAt(start + 20 * DAY_MS);
  expect((await sandbox.stripe.disputes.retrieve(id)).status).toBe("under_review");
  expect(await refusal(sandbox.stripe.disputes.update(id, say("More.")))).toMatchObject({
    statusCode: 400,
    code: "dispute_not_open",
  });
});

it("takes no money for an inquiry, closes it when it is answered well or not at all, else makes it a chargeback", async () => {
  const before = await balance();
  const inquiry = await disputed("pm_card_createDisputeInquiry");
  expect(inquiry).toMatchObject({
    status: "warning_needs_response",
    is_charge_refundable: true,
    balance_transactions: [],
  });
  expect(await balance()).toBe(before + 5000 - 175);
  const answered = await sandbox.stripe.disputes.update(inquiry.id, say("winning_evidence"));
  expect(answered.status).toBe("warning_closed");

  const unanswered = await disputed("pm_card_createDisputeInquiry");
  await sandbox.sweepAt(start + 10 * DAY_MS);
  expect((await sandbox.stripe.disputes.retrieve(unanswered.id)).status).toBe("warning_closed");

  const { id } = await disputed("pm_card_createDisputeInquiry");
  const escalated = await sandbox.stripe.disputes.update(id, say("escalate_inquiry_evidence"));
  expect(escalated).toMatchObject({
    status: "needs_response",
    is_charge_refundable: false,
    balance_transactions: [{ amount: -5000 }],
  });
});

it("counts an unanswered dispute as lost when its time is over, and one that is closed at once", async () => {
  const { id } = await disputed();
  await sandbox.sweepAt(Date.parse("2026-12-06T23:59:59Z"));
  expect((await sandbox.stripe.disputes.retrieve(id)).status).toBe("needs_response");
  await sandbox.sweepAt(sandbox.nowMs + 1000);
  const lost = await sandbox.stripe.disputes.retrieve(id);
  expect(lost.status).toBe("lost");
  expect(await events(lost)).toEqual(["created", "funds_withdrawn", "closed"]);

  const accepted = await sandbox.stripe.disputes.close((await disputed()).id);
  expect(accepted.status).toBe("lost");
  expect(await refusal(sandbox.stripe.disputes.close(accepted.id))).toMatchObject({
    code: "dispute_not_open",
  });
});

it("refunds an inquiry or what was won, and nothing that is charged back", async () => {
  const refund = (charge: unknown, amount: number) =>
    sandbox.stripe.refunds.create({ charge: charge as string, amount });
  const chargeback = await disputed();
  expect(await refusal(refund(chargeback.charge, 100))).toMatchObject({ code: "charge_disputed" });
  await sandbox.stripe.disputes.update(chargeback.id, say("winning_evidence"));
  expect((await refund(chargeback.charge, 100)).amount).toBe(100);
  const inquiry = await disputed("pm_card_createDisputeInquiry");
  expect((await refund(inquiry.charge, 100)).amount).toBe(100);
});

it("refuses evidence that is too long or unknown, and disputes that are not there", async () => {
  const { id } = await disputed();
  expect(await refusal(sandbox.stripe.disputes.update(id, say("x".repeat(20_001))))).toMatchObject({
    param: "evidence[uncategorized_text]",
  });
  const long = "x".repeat(20_000);
  const fields = [
    "access_activity_log",
    "billing_address",
    "cancellation_rebuttal",
    "customer_name",
    "product_description",
    "service_date",
    "shipping_address",
    "uncategorized_text",
  ] as const;
  const evidence = Object.fromEntries(fields.map((field) => [field, long]));
  expect(await refusal(sandbox.stripe.disputes.update(id, { evidence }))).toMatchObject({
    param: "evidence",
  });
  const unknown = { evidence: { photo: "x" } } as Stripe.DisputeUpdateParams;
  expect(await refusal(sandbox.stripe.disputes.update(id, unknown))).toMatchObject({
    code: "parameter_unknown",
  });
  expect(await refusal(sandbox.stripe.disputes.retrieve("du_none"))).toMatchObject({
    code: "resource_missing",
  });
  expect((await sandbox.stripe.disputes.retrieve(id)).status).toBe("needs_response");
});

it("disputes any captured charge when a test asks for it", async () => {
  const intent = await sandbox.pay("pm_card_visa");
  const params = { payment_intent: intent.id, reason: "fraudulent" };
  await sandbox.stripe.rawRequest("POST", "/v1/test_helpers/disputes", params);
  expect((await disputeOf(intent)).reason).toBe("fraudulent");
  expect(
    await refusal(sandbox.stripe.rawRequest("POST", "/v1/test_helpers/disputes", params)),
  ).toMatchObject({ param: "payment_intent" });
});

it("disputes the amount that a bank names, also of what was refunded, but no more than was captured", async () => {
  const ask = (intent: Stripe.PaymentIntent, amount: number): Promise<unknown> =>
    sandbox.stripe.rawRequest("POST", "/v1/test_helpers/disputes", {
      payment_intent: intent.id,
      reason: "fraudulent",
      amount,
    });
  const intent = await sandbox.pay("pm_card_visa");
  expect(await refusal(ask(intent, 5001))).toMatchObject({ param: "amount" });
  await sandbox.stripe.refunds.create({ payment_intent: intent.id, amount: 4000 });
  await ask(intent, 3000);
  expect(await disputeOf(intent)).toMatchObject({
    amount: 3000,
    balance_transactions: [{ amount: -3000, fee: 1500 }],
  });
});
