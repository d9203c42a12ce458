import type { Actor, CreateService, Service } from "@loconomy/contracts";
import { problem, publish, requirePermission, transaction, type Tx } from "@loconomy/kit";
import type { z } from "zod";
import type { Providers } from "../service.ts";
import { lockOwnProvider, readService, withIds } from "../store.ts";
import { termsAfter } from "../variants.ts";

type Input = z.infer<typeof CreateService> & { id: string };

const SERVICES_MAX = 100;

/**
 * Offers a service, in the provider's currency.
 * @throws not_found for a foreign provider, unprocessable beyond 100 services and for terms that do not fit together.
 */
export const createService = async (
  { db, clock }: Providers,
  actor: Actor,
  input: Input,
): Promise<Service> => {
  const user = requirePermission(actor, "write:profile");
  const terms = termsAfter(input);
  return transaction(db, user, async (tx) => {
    const { currency } = await lockOwnProvider(tx, input.id, user.userId);
    await requireRoom(tx, input.id);
    const [row] = await tx.query<{ id: string }>(
      `insert into providers.services (provider_id, name, description, price_amount, price_currency, duration_minutes, variants, capacity, location, is_instant, deposit_percent, deposit_amount, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) returning id`,
      [
        input.id,
        input.name,
        input.description,
        terms.priceAmount,
        currency,
        terms.durationMinutes,
        JSON.stringify(await withIds(tx, terms.variants)),
        terms.capacity,
        input.location,
        input.isInstant,
        terms.depositPercent,
        terms.depositAmount,
        clock.now(),
      ],
    );
    await publish(tx, clock, "provider.updated", input.id, { providerId: input.id });
    return readService(tx, row!.id);
  });
};

const requireRoom = async (tx: Tx, providerId: string): Promise<void> => {
  const [row] = await tx.query<{ n: number }>(
    "select count(*)::int as n from providers.services where provider_id = $1 and deleted_at is null",
    [providerId],
  );
  if (row!.n >= SERVICES_MAX)
    throw problem(
      "unprocessable",
      `A provider offers at most ${SERVICES_MAX} services. Remove one first.`,
    );
};
