import type { Actor, Service, UpdateService } from "@loconomy/contracts";
import { publish, requirePermission, transaction } from "@loconomy/kit";
import type { z } from "zod";
import type { Providers } from "../service.ts";
import { assignments, lockOwnProvider, readOwnService, readService, withIds } from "../store.ts";
import { termsAfter } from "../variants.ts";

type Input = z.infer<typeof UpdateService> & { id: string; serviceId: string };

const COLUMNS = {
  name: "name",
  description: "description",
  priceAmount: "price_amount",
  durationMinutes: "duration_minutes",
  variants: "variants",
  capacity: "capacity",
  location: "location",
  isInstant: "is_instant",
  depositPercent: "deposit_percent",
  depositAmount: "deposit_amount",
  isActive: "is_active",
};

/**
 * Changes a service for future bookings; those made keep their price, their duration and their seat.
 * @throws not_found for a foreign or removed service, unprocessable for terms that do not fit together.
 */
export const updateService = async (
  { db, clock }: Providers,
  actor: Actor,
  input: Input,
): Promise<Service> => {
  const user = requirePermission(actor, "write:profile");
  const { id, serviceId, deposit, ...fields } = input;
  return transaction(db, user, async (tx) => {
    await lockOwnProvider(tx, id, user.userId);
    const current = await readOwnService(tx, id, serviceId);
    const terms = termsAfter({ ...fields, deposit }, current);
    const isGiven = [deposit, ...Object.values(fields)].some((value) => value !== undefined);
    if (isGiven) {
      const variants = fields.variants && JSON.stringify(await withIds(tx, terms.variants));
      const set = assignments(COLUMNS, { ...fields, ...terms, variants }, 3)!;
      await tx.query(`update providers.services set updated_at = $2, ${set.sql} where id = $1`, [
        serviceId,
        clock.now(),
        ...set.params,
      ]);
      await publish(tx, clock, "provider.updated", id, { providerId: id });
    }
    return readService(tx, serviceId);
  });
};
