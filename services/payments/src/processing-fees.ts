import { Id } from "@loconomy/contracts";
import { system, transaction } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Payments } from "./context.ts";
import { postToLedger } from "./ledger-store.ts";
import { processingFee } from "./ledger.ts";

/** Of a charge of ours, by Stripe's balance transaction. */
interface Fee {
  reference: string;
  bookingId: string;
  amount: number;
  currency: string;
  at: Date;
}

/** So many are posted at once. */
const BATCH = 500;

/**
 * Posts what Stripe kept of charges of ours in a span of time. It is known only once Stripe has booked the charge, so it is read
 * from Stripe's own books and not from the charge. Each is posted once, so spans may overlap, and runs be at it at once.
 */
export const bookProcessingFees = async (
  payments: Payments,
  since: Date,
  until: Date,
): Promise<void> => {
  const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
  const created = { gte: seconds(since), lte: seconds(until) };
  const list = { type: "charge", created, limit: 100, expand: ["data.source"] };
  let fees: Fee[] = [];
  for await (const booked of payments.stripe.balanceTransactions.list(list)) {
    fees.push(...feeOf(booked));
    if (fees.length >= BATCH) {
      await post(payments, fees);
      fees = [];
    }
  }
  if (fees.length > 0) await post(payments, fees);
};

const post = ({ db }: Payments, fees: readonly Fee[]): Promise<void> =>
  transaction(db, system("payments"), async (tx) => {
    // One run after the other: what the one before has posted is seen.
    await tx.query("select pg_advisory_xact_lock(hashtextextended('payments.processing-fees', 0))");
    const posted = await tx.query<{ reference: string }>(
      "select reference from payments.ledger_transactions where reference = any($1)",
      [fees.map(({ reference }) => reference)],
    );
    const known = new Set(posted.map(({ reference }) => reference));
    for (const { amount, ...fee } of fees)
      if (!known.has(fee.reference))
        postToLedger(tx, { kind: "processing_fee", ...fee, postings: processingFee(amount) });
  });

const feeOf = ({ id, fee, currency, created, source }: Stripe.BalanceTransaction): Fee[] => {
  // The platform's account at Stripe may take money for other things as well.
  const bookingId = Id.safeParse((source as Stripe.Charge).metadata["bookingId"]).data;
  if (fee === 0 || !bookingId) return [];
  return [
    {
      reference: `processing_fee:${id}`,
      bookingId,
      amount: fee,
      currency: currency.toUpperCase(),
      at: new Date(created * 1000),
    },
  ];
};
