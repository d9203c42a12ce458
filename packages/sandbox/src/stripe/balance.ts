import type Stripe from "stripe";
import type { Endpoints, StripeContext } from "./api.ts";
import { newId } from "./ids.ts";
import type { Queryable, Work } from "./store.ts";

/** What the platform or a connected account has at Stripe: a sum of balance transactions. */
export function registerBalance({ now }: StripeContext): (api: Endpoints) => void {
  return (api) =>
    api.read(
      "/balance",
      async (db, _params, _id, account) => {
        const sums = await sumBalance(db, account, Math.floor(now() / 1000));
        const part = (which: "available" | "pending") =>
          sums.map(({ currency, [which]: amount }) => ({
            amount,
            currency,
            source_types: { card: amount },
          }));
        const balance: Stripe.Balance = {
          object: "balance",
          available: part("available"),
          livemode: false,
          pending: part("pending"),
        };
        return balance;
      },
      { forAccounts: true },
    );
}

export interface Sum {
  currency: string;
  available: number;
  pending: number;
}

/** Per currency, minor units; `account` null for the platform. Unix seconds decide what is available. */
export async function sumBalance(
  db: Queryable,
  account: string | null,
  nowSeconds: number,
): Promise<Sum[]> {
  const { rows } = await db.query<Sum>(
    `select data ->> 'currency' as currency,
       coalesce(sum((data ->> 'net')::bigint) filter (where (data ->> 'available_on')::bigint <= $2), 0)::float8 as available,
       coalesce(sum((data ->> 'net')::bigint) filter (where (data ->> 'available_on')::bigint > $2), 0)::float8 as pending
     from sandbox.stripe_objects
     where type = 'balance_transaction' and internal ->> 'account' ${account === null ? "is null and $1::text is null" : "= $1"}
     group by 1 order by 1`,
    // Two conditions, because only equality finds its rows by the index.
    [account, nowSeconds],
  );
  return rows;
}

interface Entry {
  /** Positive comes in, negative goes out. */
  amount: number;
  currency: string;
  source: string;
  type:
    | "charge"
    | "refund"
    | "transfer"
    | "payment"
    | "payment_refund"
    | "payout"
    | "payout_failure"
    | "adjustment";
  /** What Stripe's reports call it, where that is not the type. */
  category?: "dispute" | "dispute_reversal";
  description?: string;
  /** What Stripe keeps of it, where that is not the fee of a charge. */
  fee?: number;
  /** The connected account whose money it is; the platform's when left out. */
  account?: string;
  /** Unix seconds; two days from now for what comes from a card, else at once. */
  availableOn?: number;
}

/** Books money that arrived (from cards less 2.9 % + 30) or, negative, left again; returns its id. */
export function bookBalance(work: Work, entry: Entry): string {
  return bookTransaction(work, entry).id;
}

/** As `bookBalance`; returns what was booked. */
export function bookTransaction(work: Work, entry: Entry): Stripe.BalanceTransaction {
  const { type, amount, account } = entry;
  const fee = entry.fee ?? (type === "charge" ? Math.round(amount * 0.029) + 30 : 0);
  const isOfCards = type === "charge" || type === "refund";
  const transaction: Stripe.BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: entry.availableOn ?? (isOfCards ? work.now + CARDS_SECONDS : work.now),
    balance_type: "payments",
    created: work.now,
    currency: entry.currency,
    description: entry.description ?? null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: entry.currency,
              description: type === "charge" ? "Stripe processing fees" : "Dispute fee",
              type: "stripe_fee",
            },
          ],
    net: amount - fee,
    reporting_category: entry.category ?? type,
    source: entry.source,
    status: "pending",
    type,
  };
  work.put(transaction, account ? { account } : {});
  return transaction;
}

/** How long money of cards is on its way. */
const CARDS_SECONDS = 2 * 24 * 3600;
