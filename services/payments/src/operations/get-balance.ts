import type { Actor, Money } from "@loconomy/contracts";
import { queryAs, system } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { partsOf, type AgreedParts } from "../pricing/parts.ts";
import { requireProviderOwner } from "../provider-owner.ts";

interface Balance {
  available: Money;
  pending: Money;
}

/**
 * What a provider is owed, per currency, by the ledger: `available` is the provider's and not yet sent to their account at Stripe;
 * `pending` is captured and becomes the provider's later, less tax and fee.
 * @throws unauthenticated, not_found.
 */
export const getBalance = async (
  payments: Payments,
  actor: Actor,
  providerId: string,
): Promise<{ items: Balance[] }> => {
  await requireProviderOwner(payments, actor, providerId);
  const rows = await queryAs<{ currency: string; agreed: AgreedParts | null; amount: number }>(
    payments.db,
    system("payments"),
    `select currency, null::json as agreed, amount
       from payments.account_balances where account = 'provider_payable' and owner = $1
     union all
     select e.currency, json_build_object('totalAmount', p.total_amount, 'taxAmount', p.tax_amount, 'couponAmount', p.coupon_amount, 'feeBps', p.fee_bps),
            least(sum(e.amount), p.settle_amount)::bigint
       from payments.payments p join payments.ledger_entries e on e.account = 'customer_escrow' and e.owner = p.booking_id
      where p.provider_id = $1 and p.credited_at is null and p.captured_amount > 0
      group by p.id, e.currency`,
    [providerId],
  );
  const balances = new Map<string, Balance>();
  for (const { currency, agreed, amount } of rows) {
    const balance = balances.get(currency) ?? {
      available: { amount: 0, currency },
      pending: { amount: 0, currency },
    };
    if (agreed === null) balance.available.amount += amount;
    else balance.pending.amount += partsOf(agreed, amount).net;
    balances.set(currency, balance);
  }
  return {
    items: [...balances.values()].toSorted((a, b) =>
      a.available.currency.localeCompare(b.available.currency),
    ),
  };
};
