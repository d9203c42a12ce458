import { consumer, type Consumer } from "@loconomy/kit";
import { recordRating } from "./operations/record-rating.ts";
import type { Providers } from "./service.ts";

export const createConsumers = (providers: Providers): Consumer[] => [
  consumer("providers.record-rating", "provider.rating_changed", (event) =>
    recordRating(providers, event.data, event.occurredAt),
  ),
];
