import { system, transaction } from "@loconomy/kit";
import type { Payments } from "./context.ts";

/**
 * Whom Stripe knows a person as; made with their first payment and kept. Only our id goes there: name and address are
 * Stripe's when the card form asks for them.
 * @throws whatever Stripe throws.
 */
export const stripeCustomerOf = async (payments: Payments, userId: string): Promise<string> => {
  const { db, stripe, clock } = payments;
  const known = await transaction(db, system("payments"), (tx) =>
    tx.query<{ id: string }>(
      "select stripe_customer_id as id from payments.customers where user_id = $1",
      [userId],
    ),
  );
  if (known[0]) return known[0].id;
  const made = await stripe.customers.create(
    { metadata: { userId } },
    { idempotencyKey: `user:${userId}:customer` },
  );
  const [kept] = await transaction(db, system("payments"), (tx) =>
    tx.query<{ id: string }>(
      `insert into payments.customers as c (user_id, stripe_customer_id, created_at) values ($1, $2, $3)
       on conflict (user_id) do update set stripe_customer_id = c.stripe_customer_id returning stripe_customer_id as id`,
      [userId, made.id, clock.now()],
    ),
  );
  return kept!.id;
};
