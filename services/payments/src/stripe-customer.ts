import { queryAs, system, transaction } from "@loconomy/kit";
import type { Payments } from "./context.ts";
import { isCustomerGone } from "./stripe.ts";

/**
 * Whom Stripe knows a person as; made with their first payment and kept. Only our id goes there: name and address are
 * Stripe's when the card form asks for them.
 * @param attempt at what the customer is wanted for.
 * @throws whatever Stripe throws.
 */
export const stripeCustomerOf = async (
  payments: Payments,
  userId: string,
  attempt: number,
): Promise<string> => {
  const { db, stripe, clock } = payments;
  const [known] = await queryAs<{ id: string }>(
    db,
    system("payments"),
    "select stripe_customer_id as id from payments.customers where user_id = $1",
    [userId],
  );
  if (known) return known.id;
  const made = await stripe.customers.create(
    { metadata: { userId } },
    { idempotencyKey: `user:${userId}:customer:${attempt}` },
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

/** Forgets a customer that Stripe does not know, as after a change of the account: the next payment makes another one. */
export const forgetGoneCustomer = async (
  { db, log }: Payments,
  userId: string,
  error: unknown,
): Promise<void> => {
  if (!isCustomerGone(error)) return;
  log.warn({ userId }, "Stripe does not know a customer of ours any more");
  await transaction(db, system("payments"), (tx) =>
    tx.query("delete from payments.customers where user_id = $1", [userId]),
  );
};
