import type { EventData } from "@loconomy/contracts";
import { publish, system, transaction } from "@loconomy/kit";
import type { Providers } from "../service.ts";

/**
 * Takes over a provider's new rating and tells that the profile changed. A count that is older than the one recorded, or
 * the same once more, changes nothing and tells nothing.
 * @param countedAt RFC 3339.
 */
export const recordRating = (
  { db, clock }: Providers,
  rating: EventData<"provider.rating_changed">,
  countedAt: string,
): Promise<void> =>
  transaction(db, system("providers"), async (tx) => {
    const changed = await tx.query(
      `update providers.providers set rating_average = round($2::numeric, 2), rating_count = $3, rating_counted_at = $4
        where id = $1 and (rating_counted_at is null or rating_counted_at <= $4)
          and (rating_average, rating_count) is distinct from (round($2::numeric, 2), $3::int)
        returning id`,
      [rating.providerId, rating.ratingAverage, rating.ratingCount, countedAt],
    );
    if (changed.length > 0)
      await publish(tx, clock, "provider.updated", rating.providerId, {
        providerId: rating.providerId,
      });
  });
