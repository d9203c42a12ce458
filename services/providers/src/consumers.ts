import { providerTag } from "@loconomy/contracts";
import { consumer, type Consumer } from "@loconomy/kit";
import { changing } from "./cached.ts";
import { recordPayoutAccount } from "./operations/record-payout-account.ts";
import { recordRating } from "./operations/record-rating.ts";
import { recordTrack } from "./operations/record-track.ts";
import type { Providers } from "./service.ts";

export const createConsumers = (providers: Providers): Consumer[] => [
  consumer("providers.record-rating", "provider.rating_changed", (event) =>
    changing(
      providers,
      event.data.providerId,
      recordRating(providers, event.data, event.occurredAt),
    ),
  ),
  // Whoever made the change has said so already, unless the process ended right after the commit.
  consumer("providers.drop-cached", "provider.updated", ({ data }) =>
    providers.cache.invalidate([providerTag(data.providerId)]),
  ),
  consumer("providers.record-payout-account", "payout_account.changed", (event) =>
    changing(
      providers,
      event.data.providerId,
      recordPayoutAccount(providers, event.data, event.occurredAt),
    ),
  ),
  consumer("providers.record-track", "provider.record_changed", ({ data }) =>
    recordTrack(providers, [data.providerId]),
  ),
];
