/** A transfer that Stripe made, and what of it has not been taken back, in minor units. */
export interface SentTransfer {
  id: string;
  left: number;
}

export type TransferPlan =
  | { kind: "none" }
  | { kind: "send"; amount: number }
  | { kind: "take_back"; parts: Array<{ id: string; amount: number }> };

interface Facts {
  /** What the ledger owes the provider for this booking and has not sent; negative when too much was sent. Minor units. */
  due: number;
  /** What it owes them for all bookings together, less what is on its way. */
  payable: number;
  /** The transfers of this booking, oldest first. */
  sent: readonly SentTransfer[];
}

/**
 * What has to go to a provider's account for one booking, or come back from there, the last first. Never more is sent than they
 * are owed altogether: what they owe from elsewhere is settled by it.
 */
export const planTransfer = ({ due, payable, sent }: Facts): TransferPlan => {
  const amount = Math.min(due, payable);
  if (amount > 0) return { kind: "send", amount };
  const parts: Array<{ id: string; amount: number }> = [];
  let back = -due;
  for (const { id, left } of sent.toReversed()) {
    const part = Math.min(left, back);
    if (part <= 0) continue;
    parts.push({ id, amount: part });
    back -= part;
  }
  return parts.length > 0 ? { kind: "take_back", parts } : { kind: "none" };
};
