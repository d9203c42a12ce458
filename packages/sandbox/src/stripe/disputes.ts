import type Stripe from "stripe";
import type { Endpoints } from "./api.ts";
import { end, openDispute, review } from "./dispute-state.ts";
import { invalidRequest, resourceMissing } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { listObjects } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { lockIntent } from "./payment-intents.ts";
import { load, type Stored, type Work } from "./store.ts";
import type { Taken } from "./taken.ts";

/** All fields of evidence together; each of them has a limit of its own. */
const EVIDENCE_MAX = 150_000;

export function registerDisputes(api: Endpoints): void {
  api.write("/disputes/:id/close", async (work, params, id) => {
    const { object } = await lockDispute(work, id);
    if (object.status !== "needs_response") throw notOpen(object);
    end(work, object, "lost");
    return work.expand(object, params.expand);
  });
  api.write("/disputes/:id", async (work, params, id) => {
    const stored = await lockDispute(work, id);
    updateDispute(work, stored, params);
    return work.expand(stored.object, params.expand);
  });
  api.read("/disputes/:id", async (db, params, id) => {
    const stored = await load(db, "dispute", id);
    if (!stored) throw resourceMissing("dispute", id, "dispute");
    return expandPaths(db, stored.object, params.expand);
  });
  api.read("/disputes", (db, { charge, payment_intent, ...page }) =>
    listObjects(db, "dispute", "/v1/disputes", page, { charge, payment_intent }),
  );
  // Stripe has no such thing: there only test cards dispute, and at once.
  api.write("/test_helpers/disputes", async (work, params) => {
    const { object: intent } = await lockIntent(work, params.payment_intent);
    const charge = (await work.load("charge", (intent.latest_charge as string) ?? ""))?.object;
    if (!charge?.captured || charge.amount === charge.amount_refunded || charge.disputed)
      throw invalidRequest("There is no captured charge here that could be disputed.", {
        param: "payment_intent",
      });
    const { amount, reason, inquiry = false } = params;
    if (amount !== undefined && (amount < 1 || amount > charge.amount_captured))
      throw invalidRequest("No more can be disputed than was captured.", { param: "amount" });
    return openDispute(work, charge, { reason, isInquiry: inquiry, amount });
  });
}

/** A dispute under the lock of its intent, which orders all movements of money. */
export async function lockDispute(work: Work, id: string): Promise<Stored<Stripe.Dispute>> {
  const found = await work.load("dispute", id);
  if (!found) throw resourceMissing("dispute", id, "dispute");
  await lockIntent(work, found.object.payment_intent as string);
  return (await work.lock("dispute", id))!;
}

function updateDispute(
  work: Work,
  stored: Stored<Stripe.Dispute>,
  params: Taken<"POST /disputes/:id">,
): void {
  const { object, internal } = stored;
  const isOpen = object.status === "needs_response" || object.status === "warning_needs_response";
  if ((params.evidence || params.submit) && !isOpen) throw notOpen(object);
  object.metadata = mergeMetadata(object.metadata, params.metadata);
  const changes = Object.entries(params.evidence ?? {}).map(([field, value]) => [
    field,
    value || null,
  ]);
  Object.assign(object.evidence, Object.fromEntries(changes));
  const texts = Object.values(object.evidence).filter((value) => typeof value === "string");
  if (texts.reduce((sum, value) => sum + value.length, 0) > EVIDENCE_MAX)
    throw invalidRequest(`Evidence may have at most ${EVIDENCE_MAX} characters in all.`, {
      param: "evidence",
    });
  object.evidence_details.has_evidence = texts.length > 0;
  work.put(object, internal);
  // Evidence is submitted unless it is said to be staged only.
  if (params.submit ?? params.evidence !== undefined) review(work, stored);
  else work.emit("charge.dispute.updated", object);
}

function notOpen({ status }: Stripe.Dispute) {
  return invalidRequest(`This dispute can no longer be answered: it has a status of ${status}.`, {
    code: "dispute_not_open",
  });
}
