import type { Actor, ChargebackCase } from "@loconomy/contracts";
import { problem, requirePermission, system, transaction } from "@loconomy/kit";
import { refreshChargeback } from "../apply-chargeback.ts";
import { countAnswer, endAnswer, intendAnswer, type ChargebackRow } from "../chargeback-store.ts";
import { attempted } from "../attempts.ts";
import type { Payments } from "../context.ts";
import { gatherEvidence } from "../gather-evidence.ts";
import { isRefusal, isStripeError } from "../stripe.ts";
import { caseOf, findChargeback } from "./chargebacks.ts";
import { sentEvidence } from "./download-evidence.ts";

/**
 * An operator sends the evidence to the bank, which takes it once. Written down first, then sent; while Stripe cannot be reached it
 * waits and is sent by a job.
 * @throws unauthenticated, forbidden, not_found, conflict (it is not awaited), unprocessable (Stripe refused), service_unavailable.
 */
export const answerChargeback = async (
  payments: Payments,
  actor: Actor,
  { id, words }: { id: string; words?: string },
): Promise<ChargebackCase> => {
  requirePermission(actor, "admin:access");
  await answer(payments, await findChargeback(payments, id), words || null).catch(
    (error: unknown) => {
      throw outcome(error, "It is noted and will be sent by itself.");
    },
  );
  return caseOf(payments, id);
};

/**
 * An operator gives a chargeback up.
 * @throws unauthenticated, forbidden, not_found, conflict (it is not awaited), unprocessable (an inquiry takes nothing that could be
 *   given up, or Stripe refused), service_unavailable.
 */
export const acceptChargeback = async (
  payments: Payments,
  actor: Actor,
  id: string,
): Promise<ChargebackCase> => {
  requirePermission(actor, "admin:access");
  const row = await findChargeback(payments, id);
  const { stripeId, status, isInquiry, answers } = row;
  if (status !== "needs_response") throw notAwaited();
  if (isInquiry)
    throw problem(
      "unprocessable",
      "The bank only asks and has taken nothing. Answer it, or refund the booking.",
    );
  try {
    const options = { idempotencyKey: `chargeback:${id}:close:${answers}` };
    const asked = payments.stripe.disputes.close(stripeId, {}, options);
    await attempted(payments, asked, (tx) => countAnswer(tx, row));
    await refreshChargeback(payments, stripeId);
  } catch (error) {
    if (!(await isOverAfter(payments, row, error))) throw outcome(error, "Please try again.");
  }
  return caseOf(payments, id);
};

/**
 * Sends the evidence as it stands, or as it was written down before.
 * @throws conflict when no answer is awaited, and whatever Stripe throws.
 */
export const answer = async (
  payments: Payments,
  row: ChargebackRow,
  words: string | null,
): Promise<void> => {
  const { db, clock, log, stripe } = payments;
  const { id, stripeId } = row;
  const act = system("payments");
  const intended = await intend(payments, row, words);
  try {
    const asked = stripe.disputes.update(
      stripeId,
      { evidence: intended.evidence!, submit: true },
      { idempotencyKey: `chargeback:${id}:answer:${intended.answers}` },
    );
    await attempted(payments, asked, (tx) => countAnswer(tx, intended));
  } catch (error) {
    if (!(await isOverAfter(payments, intended, error))) {
      if (isRefusal(error)) await transaction(db, act, (tx) => endAnswer(tx, intended, false));
      throw error;
    }
  }
  // What a key replays may be old by now.
  await refreshChargeback(payments, stripeId);
  await transaction(db, act, (tx) => endAnswer(tx, intended, true));
  // Kept now: another answer, as when an inquiry becomes a chargeback, writes over what this one said.
  await sentEvidence(payments, { ...intended, submittedAt: clock.now() }, "en-US").catch(
    (error: unknown) =>
      log.error({ err: error, chargebackId: id }, "the evidence that was sent could not be kept"),
  );
};

/** The answer written down. What the provider says until then is part of it. @throws conflict when none is awaited. */
const intend = async (
  payments: Payments,
  row: ChargebackRow,
  words: string | null,
): Promise<ChargebackRow> => {
  const { db, clock } = payments;
  const evidence = row.answeringSince === null ? await gatherEvidence(payments, row, words) : {};
  const intended = await transaction(db, system("payments"), (tx) =>
    intendAnswer(tx, row, { evidence, words, now: clock.now() }),
  );
  if (intended) return intended;
  const now = await findChargeback(payments, row.id);
  if (now.explanation === row.explanation) throw notAwaited();
  return intend(payments, now, words);
};

/** Whether Stripe refuses only because an attempt before, whose answer nobody heard, has done it. */
const isOverAfter = async (
  payments: Payments,
  { id, stripeId }: ChargebackRow,
  error: unknown,
): Promise<boolean> => {
  if (!isRefusal(error)) return false;
  await refreshChargeback(payments, stripeId);
  return (await findChargeback(payments, id)).status !== "needs_response";
};

const notAwaited = () =>
  problem("conflict", "No answer is awaited any more: it was sent, or the bank has decided.");

const outcome = (error: unknown, then: string): unknown => {
  if (isRefusal(error))
    return problem("unprocessable", `Stripe refused it: ${error.message}`, undefined, error);
  return isStripeError(error)
    ? problem("service_unavailable", `Stripe cannot be reached. ${then}`, undefined, error)
    : error;
};
