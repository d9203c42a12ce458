import type { Listing } from "@loconomy/contracts";
import { publish, system, systemClock, transaction, type ServiceDependencies } from "@loconomy/kit";
import { removeOffers, saveOffers, toOffers, type Offer } from "../offer-store.ts";

type Deps = Pick<ServiceDependencies, "db" | "clients" | "clock">;

const PAGE = 100;

// Which of two reads is the later one is told by the machine's own clock: a demo's clock may be turned back.

/** Brings the copy of one provider's offers to what is true now, whatever order the news of changes comes in. */
export const refreshOffers = async (deps: Deps, providerId: string): Promise<void> => {
  const { db, clients } = deps;
  const readAt = systemClock.now();
  const listing = await clients.providers.getListing({ providerId });
  if (listing) await save(deps, toOffers(listing), readAt);
  await removeOffers(db, readAt, providerId);
};

/** Brings the whole copy to what is true now: heals what lost news left behind. */
export const refreshAllOffers = async (deps: Deps): Promise<void> => {
  const { db, clients } = deps;
  const startedAt = systemClock.now();
  for (let after: string | null = null; ;) {
    const readAt = systemClock.now();
    const listings: Listing[] = await clients.providers.listListings({ after, limit: PAGE });
    await save(deps, listings.flatMap(toOffers), readAt);
    const last = listings.at(-1);
    if (!last || listings.length < PAGE) break;
    after = last.provider.id;
  }
  await removeOffers(db, startedAt);
};

/** A class that takes more people may have a seat again in sessions that were full. */
const save = ({ db, clock }: Deps, offers: readonly Offer[], readAt: Date): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    for (const providerId of await saveOffers(tx, offers, readAt))
      await publish(tx, clock, "schedule.changed", providerId, { providerId });
  });
