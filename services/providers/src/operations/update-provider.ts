import type { Actor, Provider, UpdateProvider } from "@loconomy/contracts";
import { publish, requirePermission, transaction } from "@loconomy/kit";
import type { z } from "zod";
import type { Providers } from "../service.ts";
import { assignments, lockOwnProvider, readProvider, requireCategory } from "../store.ts";

type Input = z.infer<typeof UpdateProvider> & { id: string };

const COLUMNS = {
  businessName: "business_name",
  bio: "bio",
  categoryId: "category_id",
  locationLabel: "location_label",
  lat: "lat",
  lng: "lng",
  serviceRadiusKm: "service_radius_km",
  cancellationPolicy: "cancellation_policy",
  languages: "languages",
  isActive: "is_active",
};

/**
 * Changes one's own profile. The slug stays, whatever the name becomes: links keep working.
 * @throws not_found for a foreign profile, invalid_request for an unknown category.
 */
export const updateProvider = async (
  { db, clock }: Providers,
  actor: Actor,
  input: Input,
): Promise<Provider> => {
  const user = requirePermission(actor, "write:profile");
  const { id, position, ...fields } = input;
  const set = assignments(COLUMNS, { ...fields, lat: position?.lat, lng: position?.lng }, 3);
  return transaction(db, user, async (tx) => {
    await lockOwnProvider(tx, id, user.userId);
    if (fields.categoryId) await requireCategory(tx, fields.categoryId);
    if (set) {
      await tx.query(`update providers.providers set ${set.sql}, updated_at = $2 where id = $1`, [
        id,
        clock.now(),
        ...set.params,
      ]);
      await publish(tx, clock, "provider.updated", id, { providerId: id });
    }
    return readProvider(tx, id);
  });
};
