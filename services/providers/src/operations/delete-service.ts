import type { Actor } from "@loconomy/contracts";
import { problem, publish, requirePermission, transaction } from "@loconomy/kit";
import type { Providers } from "../service.ts";
import { lockOwnProvider } from "../store.ts";

/** Takes a service off offer; bookings that name it keep it. @throws not_found for a foreign or removed service. */
export const deleteService = async (
  { db, clock }: Providers,
  actor: Actor,
  input: { id: string; serviceId: string },
): Promise<void> => {
  const user = requirePermission(actor, "write:profile");
  await transaction(db, user, async (tx) => {
    await lockOwnProvider(tx, input.id, user.userId);
    const removed = await tx.query(
      "update providers.services set deleted_at = $3, updated_at = $3, is_active = false where id = $1 and provider_id = $2 and deleted_at is null returning id",
      [input.serviceId, input.id, clock.now()],
    );
    if (removed.length === 0) throw problem("not_found", "There is no such service.");
    await publish(tx, clock, "provider.updated", input.id, { providerId: input.id });
  });
};
