import type { Actor, Service, UpdateService } from "@loconomy/contracts";
import { problem, publish, requirePermission, transaction } from "@loconomy/kit";
import type { z } from "zod";
import type { Providers } from "../service.ts";
import { assignments, lockOwnProvider, readService } from "../store.ts";

type Input = z.infer<typeof UpdateService> & { id: string; serviceId: string };

const COLUMNS = {
  name: "name",
  description: "description",
  priceAmount: "price_amount",
  durationMinutes: "duration_minutes",
  location: "location",
  isInstant: "is_instant",
  isActive: "is_active",
};

/** Changes a service for future bookings; those made keep their price. @throws not_found for a foreign or removed service. */
export const updateService = async (
  { db, clock }: Providers,
  actor: Actor,
  input: Input,
): Promise<Service> => {
  const user = requirePermission(actor, "write:profile");
  const { id, serviceId, ...fields } = input;
  const set = assignments(COLUMNS, fields, 4);
  return transaction(db, user, async (tx) => {
    await lockOwnProvider(tx, id, user.userId);
    const found = await tx.query(
      `update providers.services set updated_at = $3${set ? `, ${set.sql}` : ""} where id = $1 and provider_id = $2 and deleted_at is null returning id`,
      [serviceId, id, clock.now(), ...(set?.params ?? [])],
    );
    if (found.length === 0) throw problem("not_found", "There is no such service.");
    if (set) await publish(tx, clock, "provider.updated", id, { providerId: id });
    return readService(tx, serviceId);
  });
};
