import { system, transaction, type Tx } from "@loconomy/kit";
import type { Payments } from "./context.ts";
import { isKeptFailure } from "./stripe.ts";

/**
 * What Stripe answers to a write. A failure that it keeps under the key of this attempt is counted, so that the next one has another.
 * @param count the attempt that was made, once.
 * @throws whatever Stripe throws.
 */
export const attempted = async <Answer>(
  { db }: Pick<Payments, "db">,
  asked: Promise<Answer>,
  count: (tx: Tx) => Promise<unknown>,
): Promise<Answer> => {
  try {
    return await asked;
  } catch (error) {
    if (isKeptFailure(error)) await transaction(db, system("payments"), count);
    throw error;
  }
};
