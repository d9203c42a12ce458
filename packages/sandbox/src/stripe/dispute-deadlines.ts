import { runWrite, type StripeContext } from "./api.ts";
import { end } from "./dispute-state.ts";
import { lockDispute } from "./disputes.ts";
import { newId } from "./ids.ts";

const BATCH = 100;

/** Ends disputes that nobody answered in time: they are lost, inquiries only closed. Resolves with how many there were. */
export async function decideDisputes(context: StripeContext): Promise<number> {
  const { rows } = await context.pool.query<{ id: string }>(
    `select id from sandbox.stripe_objects
      where type = 'dispute' and internal ? 'dueAt' and (internal ->> 'dueAt')::bigint < $1 limit ${BATCH}`,
    [Math.floor(context.now() / 1000)],
  );
  for (const { id } of rows) {
    const origin = { requestId: newId("req"), idempotencyKey: null };
    await runWrite(context, origin, "", async (work) => {
      const { object, internal } = await lockDispute(work, id);
      // Answered since it was found.
      if (internal.dueAt === undefined || internal.dueAt >= work.now) return {};
      end(work, object, object.status === "warning_needs_response" ? "warning_closed" : "lost");
      return {};
    });
  }
  return rows.length;
}
