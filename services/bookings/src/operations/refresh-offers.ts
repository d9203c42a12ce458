import type { Listing } from "@loconomy/contracts";
import { systemClock, type ServiceDependencies } from "@loconomy/kit";
import { removeOffers, saveOffers, toOffers } from "../offer-store.ts";

type Deps = Pick<ServiceDependencies, "db" | "clients">;

const PAGE = 100;

// Which of two reads is the later one is told by the machine's own clock: a demo's clock may be turned back.

/** Brings the copy of one provider's offers to what is true now, whatever order the news of changes comes in. */
export const refreshOffers = async ({ db, clients }: Deps, providerId: string): Promise<void> => {
  const readAt = systemClock.now();
  const listing = await clients.providers.getListing({ providerId });
  if (listing) await saveOffers(db, toOffers(listing), readAt);
  await removeOffers(db, readAt, providerId);
};

/** Brings the whole copy to what is true now: heals what lost news left behind. */
export const refreshAllOffers = async ({ db, clients }: Deps): Promise<void> => {
  const startedAt = systemClock.now();
  for (let after: string | null = null; ;) {
    const readAt = systemClock.now();
    const listings: Listing[] = await clients.providers.listListings({ after, limit: PAGE });
    await saveOffers(db, listings.flatMap(toOffers), readAt);
    const last = listings.at(-1);
    if (!last || listings.length < PAGE) break;
    after = last.provider.id;
  }
  await removeOffers(db, startedAt);
};
