import type { Actor, LedgerAccount, MoneyOverview } from "@loconomy/contracts";
import { queryAs, requirePermission, system } from "@loconomy/kit";
import type { Payments } from "../context.ts";

const FAILED_MAX = 100;

interface FailedCharge {
  bookingId: string;
  amount: number;
  currency: string;
  reason: string;
  failedAt: Date;
}

/**
 * For operators: what each kind of account holds, how much does not agree, and what could not be charged.
 * @throws unauthenticated, forbidden.
 */
export const getMoney = async ({ db }: Payments, actor: Actor): Promise<MoneyOverview> => {
  requirePermission(actor, "admin:access");
  const [accounts, [open], failed] = await Promise.all([
    queryAs<{ account: LedgerAccount; currency: string; amount: number }>(
      db,
      system("payments"),
      `select account, currency, sum(amount)::bigint as amount from payments.account_balances
        group by account, currency order by currency, account`,
    ),
    queryAs<{ n: number }>(
      db,
      system("payments"),
      "select count(*)::int as n from payments.discrepancies where resolved_at is null",
    ),
    queryAs<FailedCharge>(
      db,
      system("payments"),
      `select booking_id as "bookingId", settle_amount - captured_amount as amount, currency,
              coalesce(mismatch, failure_message, failure_code, 'unknown') as reason, updated_at as "failedAt"
         from payments.payments
        where settle_amount > captured_amount and (status = 'failed' or mismatch is not null)
        order by updated_at desc limit $1`,
      [FAILED_MAX],
    ),
  ]);
  return {
    accounts: accounts.map(({ account, ...balance }) => ({ account, balance })),
    openDiscrepancies: open!.n,
    failedCharges: failed.map(({ amount, currency, failedAt, ...charge }) => ({
      ...charge,
      owed: { amount, currency },
      failedAt: failedAt.toISOString(),
    })),
  };
};
