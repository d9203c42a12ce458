import type { PayoutStatus } from "@loconomy/contracts";
import type { Db, Tx } from "@loconomy/kit";
import { queryAs, system } from "@loconomy/kit";

/** A payout from a provider's account at Stripe to their bank; minor units. */
export interface PayoutRow {
  /** Stripe's. */
  id: string;
  providerId: string;
  currency: string;
  amount: number;
  status: PayoutStatus;
  arrivesAt: Date;
  failureCode: string | null;
  failureMessage: string | null;
  createdAt: Date;
}

const COLUMNS = `id, provider_id as "providerId", currency, amount, status, arrives_at as "arrivesAt", failure_code as "failureCode",
  failure_message as "failureMessage", created_at as "createdAt"`;

/**
 * Takes over a payout as Stripe had it at `askedAt`; what was asked for before something else that is known changes nothing.
 * Answers how it stood before: undefined when it is new, null when nothing was taken over.
 */
export const savePayout = async (
  tx: Tx,
  payout: PayoutRow,
  askedAt: Date,
): Promise<PayoutStatus | undefined | null> => {
  const [row] = await tx.query<{ before: PayoutStatus | null }>(
    `insert into payments.payouts as p (id, provider_id, currency, amount, status, arrives_at, failure_code, failure_message, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (id) do update set status = excluded.status, arrives_at = excluded.arrives_at, failure_code = excluded.failure_code,
       failure_message = excluded.failure_message, updated_at = excluded.updated_at
      where p.updated_at <= excluded.updated_at
     returning old.status as before`,
    [
      payout.id,
      payout.providerId,
      payout.currency,
      payout.amount,
      payout.status,
      payout.arrivesAt,
      payout.failureCode,
      payout.failureMessage,
      payout.createdAt,
      askedAt,
    ],
  );
  return row ? (row.before ?? undefined) : null;
};

/** Newest first, after a position. */
export const payoutsOf = (
  db: Db,
  providerId: string,
  { after, limit }: { after: readonly [string, string] | null; limit: number },
): Promise<PayoutRow[]> =>
  queryAs<PayoutRow>(
    db,
    system("payments"),
    `select ${COLUMNS} from payments.payouts
      where provider_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3)) order by created_at desc, id desc limit $4`,
    [providerId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );

export interface ProviderSums {
  currency: string;
  /** By the ledger: not sent to the account yet; negative when the provider owes. */
  owed: number;
  onItsWay: number;
  paid: number;
}

/** A provider's money per currency, in minor units, as far as it is not at Stripe. */
export const sumsOf = (db: Db, providerId: string): Promise<ProviderSums[]> =>
  queryAs<ProviderSums>(
    db,
    system("payments"),
    `select currency, sum(owed)::bigint as owed, sum(on_its_way)::bigint as "onItsWay", sum(paid)::bigint as paid
       from (
         select currency, amount as owed, 0 as on_its_way, 0 as paid from payments.account_balances
          where account = 'provider_payable' and owner = $1
         union all
         select currency, 0, case when status = 'on_its_way' then amount else 0 end, case when status = 'paid' then amount else 0 end
           from payments.payouts where provider_id = $1
       ) as parts
      group by currency order by currency`,
    [providerId],
  );

/** Payouts that should have arrived before `before` and of which nothing was heard, with their accounts at Stripe. */
export const latePayouts = (
  tx: Tx,
  before: Date,
  limit: number,
): Promise<Array<{ id: string; accountId: string }>> =>
  tx.query<{ id: string; accountId: string }>(
    `select p.id, a.account_id as "accountId" from payments.payouts p join payments.payout_accounts a using (provider_id)
      where p.status = 'on_its_way' and p.arrives_at < $1 and a.account_id is not null order by p.arrives_at limit $2`,
    [before, limit],
  );
