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
  /** What it owes them for all bookings together, less what is on its way, and with what is on its way back. */
  payable: number;
  /** The transfers of this booking, oldest first. */
  sent: readonly SentTransfer[];
}

/**
 * What has to go to a provider's account for one booking, or come back from there, the last first. Never more is sent than they
 * are owed altogether, and never more taken back than they owe altogether: one booking settles what another left open.
 */
export const planTransfer = ({ due, payable, sent }: Facts): TransferPlan => {
  const amount = Math.min(due, payable);
  if (amount > 0) return { kind: "send", amount };
  const parts: Array<{ id: string; amount: number }> = [];
  // Of a debt that stayed open here, other bookings' transfers may have settled some.
  let back = Math.min(-due, -payable);
  for (const { id, left } of sent.toReversed()) {
    const part = Math.min(left, back);
    if (part <= 0) continue;
    parts.push({ id, amount: part });
    back -= part;
  }
  return parts.length > 0 ? { kind: "take_back", parts } : { kind: "none" };
};
