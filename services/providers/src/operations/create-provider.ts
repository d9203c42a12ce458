import { isChargeable, type Actor, type CreateProvider, type Provider } from "@loconomy/contracts";
import { problem, publish, requirePermission, sqlState, transaction, type Tx } from "@loconomy/kit";
import type { z } from "zod";
import { freeSlug, slugOf } from "../slug.ts";
import type { Providers } from "../service.ts";
import { readProvider, requireCategory } from "../store.ts";

type Input = z.infer<typeof CreateProvider>;

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/**
 * Opens a profile for the signed-in person, who becomes a provider by it.
 * @throws forbidden, email_not_verified, invalid_request (category or currency unknown, or no currency for cards), already_exists (one a person).
 */
export const createProvider = async (
  { db, clients, clock }: Providers,
  actor: Actor,
  input: Input,
): Promise<Provider> => {
  const user = requirePermission(actor, "write:profile");
  if (!user.isVerified)
    throw problem("email_not_verified", "Confirm your e-mail address before you offer services.");
  if (!CURRENCIES.has(input.currency)) {
    throw problem("invalid_request", "This currency does not exist.", {
      errors: [{ path: "currency", message: "must be an ISO 4217 code in use" }],
    });
  }
  if (!isChargeable(input.currency)) {
    throw problem("invalid_request", "Cards are not charged in this currency here.", {
      errors: [
        { path: "currency", message: "must be another one: cards are not charged in it here" },
      ],
    });
  }
  const timeZone =
    input.timeZone ?? (await clients.geolocation.reversePlace(input.position)).timeZone;
  return transaction(db, user, async (tx) => {
    await requireCategory(tx, input.categoryId);
    const id = await insertProvider(tx, user.userId, input, clock.now());
    await publish(tx, clock, "provider.created", id, {
      providerId: id,
      userId: user.userId,
      timeZone,
    });
    return readProvider(tx, id);
  });
};

const INSERT = `insert into providers.providers (user_id, slug, business_name, bio, category_id, location_label, lat, lng,
    service_radius_km, currency, cancellation_policy, languages, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) on conflict do nothing returning id`;

/** Two people may choose one name at the same moment: whoever loses the slug takes the next free one. */
const insertProvider = async (tx: Tx, userId: string, input: Input, now: Date): Promise<string> => {
  for (;;) {
    const slug = await findFreeSlug(tx, input.businessName);
    const rows = await insert(tx, [
      userId,
      slug,
      input.businessName,
      input.bio,
      input.categoryId,
      input.locationLabel,
      input.position.lat,
      input.position.lng,
      input.serviceRadiusKm,
      input.currency,
      input.cancellationPolicy,
      input.languages ?? [],
      now,
    ]);
    if (rows[0]) return rows[0].id;
    const mine = await tx.query("select from providers.providers where user_id = $1", [userId]);
    if (mine.length > 0) throw problem("already_exists", "You have a provider profile already.");
  }
};

const insert = async (tx: Tx, params: unknown[]): Promise<Array<{ id: string }>> => {
  try {
    return await tx.query<{ id: string }>(INSERT, params);
  } catch (error) {
    // The account was erased while its session was still known.
    if (sqlState(error) === "23503")
      throw problem("unauthenticated", "This account does not exist any more.", undefined, error);
    throw error;
  }
};

const findFreeSlug = async (tx: Tx, businessName: string): Promise<string> => {
  const base = slugOf(businessName);
  const rows = await tx.query<{ slug: string }>(
    "select slug from providers.providers where slug = $1 or slug like $1 || '-%'",
    [base],
  );
  return freeSlug(base, new Set(rows.map((row) => row.slug)));
};
