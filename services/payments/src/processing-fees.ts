import { query, sqlState, system, transaction, type Db } from "@loconomy/kit";
import type Stripe from "stripe";
import { z } from "zod";
import type { Payments } from "./context.ts";
import { postToLedger } from "./ledger-store.ts";
import { processingFee } from "./ledger.ts";

const UNIQUE_VIOLATION = "23505";

/** Of a charge of ours, by Stripe's balance transaction. */
interface Fee {
  reference: string;
  bookingId: string;
  amount: number;
  currency: string;
  at: Date;
}

/**
 * Posts what Stripe kept of charges of ours in a span of time. It is known only once Stripe has booked the charge, so it is read
 * from Stripe's own books and not from the charge. Each is posted once, so spans may overlap.
 */
export const bookProcessingFees = async (
  { db, stripe }: Payments,
  since: Date,
  until: Date,
): Promise<void> => {
  const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
  const created = { gte: seconds(since), lte: seconds(until) };
  const fees: Fee[] = [];
  const list = { type: "charge", created, limit: 100, expand: ["data.source"] };
  for await (const booked of stripe.balanceTransactions.list(list)) fees.push(...feeOf(booked));
  if (fees.length === 0) return;
  const posted = await query<{ reference: string }>(
    db,
    "select reference from payments.ledger_transactions where reference = any($1)",
    [fees.map(({ reference }) => reference)],
  );
  const known = new Set(posted.map(({ reference }) => reference));
  for (const fee of fees.filter(({ reference }) => !known.has(reference))) await post(db, fee);
};

const post = async (db: Db, { amount, ...fee }: Fee): Promise<void> => {
  try {
    await transaction(db, system("payments"), async (tx) =>
      postToLedger(tx, { kind: "processing_fee", ...fee, postings: processingFee(amount) }),
    );
  } catch (error) {
    // Another run was quicker.
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
  }
};

const feeOf = ({ id, fee, currency, created, source }: Stripe.BalanceTransaction): Fee[] => {
  // The platform's account at Stripe may take money for other things as well.
  const bookingId = z.uuid().safeParse((source as Stripe.Charge).metadata["bookingId"]).data;
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
