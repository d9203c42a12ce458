import { runWrite, type StripeContext } from "./api.ts";
import { cancelIntent } from "./capture.ts";
import { newId } from "./ids.ts";
import { lockIntent } from "./payment-intents.ts";

const BATCH = 100;

/**
 * Ends authorisations that nobody captured in time, as Stripe does by itself: the intent is canceled with the reason
 * `automatic`. Resolves with how many there were.
 */
export async function lapseHolds(context: StripeContext): Promise<number> {
  const nowSeconds = Math.floor(context.now() / 1000);
  const { rows } = await context.pool.query<{ id: string }>(
    `select id from sandbox.stripe_objects
      where type = 'payment_intent' and internal ? 'lapsesAt' and (internal ->> 'lapsesAt')::bigint < $1
      limit ${BATCH}`,
    [nowSeconds],
  );
  for (const { id } of rows) {
    const origin = { requestId: newId("req"), idempotencyKey: null };
    await runWrite(context, origin, "", async (work) => {
      const intent = await lockIntent(work, id);
      const { lapsesAt } = intent.internal;
      // Captured or canceled since it was found.
      if (lapsesAt === undefined || lapsesAt >= work.now) return {};
      await cancelIntent(work, intent, "automatic");
      return {};
    });
  }
  return rows.length;
}
