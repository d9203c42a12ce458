import type { LedgerEntry, Money } from "@loconomy/contracts";

/** What was added to the provider's account since `from` (RFC 3339), per currency in minor units; refunds count against it, what was sent on does not. */
export function earnedSince(entries: readonly LedgerEntry[], from: string): Money[] {
  const own = entries.filter(
    ({ account, kind, at }) =>
      account === "provider_payable" && kind !== "transfer" && kind !== "payout" && at >= from,
  );
  const groups = Map.groupBy(own, ({ amount }) => amount.currency);
  return Array.from(groups, ([currency, group]) => ({
    currency,
    amount: group.reduce((sum, { amount }) => sum + amount.amount, 0),
  }));
}
