import type { Tx } from "@loconomy/kit";
import type { AccountFacts } from "./payout-account.ts";

/** The account for a provider's money as we know it. */
export interface PayoutAccountRow extends AccountFacts {
  providerId: string;
  userId: string;
  /** Stripe's id; null until it has answered. */
  accountId: string | null;
  /** Counts what is asked of Stripe anew: each attempt has an idempotency key of its own. */
  attempt: number;
  /** When Stripe was asked for what is known. */
  updatedAt: Date;
}

const COLUMNS = `provider_id as "providerId", user_id as "userId", account_id as "accountId", attempt, can_take_money as "canTakeMoney",
  can_pay_out as "canPayOut", is_submitted as "isSubmitted", wanted, in_review as "inReview", disabled_reason as "disabledReason", due_at as "dueAt", schedule, updated_at as "updatedAt"`;

/**
 * Writes down that a provider is to have an account, unless that is written; answers what is there. They come back from Stripe's
 * pages with news, so the next look asks Stripe, however soon it is.
 */
export const intendAccount = async (
  tx: Tx,
  { providerId, userId }: { providerId: string; userId: string },
  now: Date,
): Promise<PayoutAccountRow> => {
  await tx.query(
    `insert into payments.payout_accounts (provider_id, user_id, created_at, updated_at) values ($1, $2, $3, $3)
     on conflict (provider_id) do update set checked_at = null`,
    [providerId, userId, now],
  );
  return (await accountOfProvider(tx, providerId))!;
};

/** With `lock`, locked until the transaction ends. */
export const accountOfProvider = async (
  tx: Tx,
  providerId: string,
  { lock } = { lock: false },
): Promise<PayoutAccountRow | undefined> =>
  (
    await tx.query<PayoutAccountRow>(
      `select ${COLUMNS} from payments.payout_accounts where provider_id = $1 ${lock ? "for update" : ""}`,
      [providerId],
    )
  )[0];

/**
 * Locks the account that Stripe calls so until the transaction ends. One whose id was not stored before a crash is found by
 * the provider that it was made for, and kept.
 */
export const lockAccount = async (
  tx: Tx,
  { accountId, providerId }: { accountId: string; providerId: string | null },
): Promise<PayoutAccountRow | undefined> => {
  const [known] = await tx.query<PayoutAccountRow>(
    `select ${COLUMNS} from payments.payout_accounts where account_id = $1 for update`,
    [accountId],
  );
  if (known || !providerId) return known;
  const [kept] = await tx.query<PayoutAccountRow>(
    `update payments.payout_accounts set account_id = $1 where provider_id = $2 and account_id is null returning ${COLUMNS}`,
    [accountId, providerId],
  );
  return kept;
};

/** Takes over what Stripe says of a locked account, asked at `askedAt`. */
export const saveFacts = (
  tx: Tx,
  providerId: string,
  facts: AccountFacts,
  askedAt: Date,
): Promise<object[]> =>
  tx.query(
    `update payments.payout_accounts set can_take_money = $2, can_pay_out = $3, is_submitted = $4, wanted = $5, in_review = $6,
       disabled_reason = $7, due_at = $8, updated_at = $9, schedule = $10 where provider_id = $1`,
    [
      providerId,
      facts.canTakeMoney,
      facts.canPayOut,
      facts.isSubmitted,
      facts.wanted,
      facts.inReview,
      facts.disabledReason,
      facts.dueAt,
      askedAt,
      facts.schedule && JSON.stringify(facts.schedule),
    ],
  );

/** Counts an attempt that Stripe refused or failed at, or whose account is gone, so that the next one goes under a fresh idempotency key. */
export const countAccountAttempt = (
  tx: Tx,
  { providerId, attempt }: Pick<PayoutAccountRow, "providerId" | "attempt">,
): Promise<object[]> =>
  tx.query(
    "update payments.payout_accounts set account_id = null, attempt = $2 + 1 where provider_id = $1 and attempt = $2 returning provider_id",
    [providerId, attempt],
  );

/** True once per second and account: this caller may ask Stripe. */
export const claimAccountCheck = async (
  tx: Tx,
  providerId: string,
  now: Date,
): Promise<boolean> => {
  const rows = await tx.query(
    `update payments.payout_accounts set checked_at = $2
      where provider_id = $1 and (checked_at is null or checked_at <= $3) returning provider_id`,
    [providerId, now, new Date(now.getTime() - 1000)],
  );
  return rows.length === 1;
};
