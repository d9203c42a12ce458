import { enqueue, type Tx } from "@loconomy/kit";

/** How long after a capture the money waits in escrow before it becomes the provider's: the time for a complaint. */
export const CREDIT_DELAY_MS = 48 * 3_600_000;
export const CREDIT_JOB = "payments.credit-provider";

/** Has what was taken for a booking that is over credited to its provider, when that time has passed. */
export const enqueueCredit = (tx: Tx, paymentId: string): Promise<void> =>
  enqueue(
    tx,
    CREDIT_JOB,
    { paymentId },
    { delayMs: CREDIT_DELAY_MS, key: `${CREDIT_JOB}:${paymentId}` },
  );
