import type { JobPlace, Price } from "@loconomy/contracts";
import type { Clients } from "@loconomy/kit";
import { policyTerms } from "./cancellation.ts";
import type { HoldOwner, NewHold } from "./hold-store.ts";
import type { Interval } from "./intervals.ts";
import type { ScheduleRow } from "./schedule-store.ts";
import { rulesFor, type Offering } from "./service-rules.ts";

const MINUTE_MS = 60_000;

export type Bookable = NonNullable<Awaited<ReturnType<Clients["providers"]["getBookable"]>>>;

interface Wanted {
  offering: Offering;
  /** What it costs at this time. */
  price: Price;
  owner: HoldOwner;
  slot: Interval;
  expiresAt: Date;
  now: Date;
  /** How many holds its owner may have before; as many as they like when left out. */
  activeMax?: number;
  /** Where the job is to be, as far as it was said. */
  place?: JobPlace | null;
}

/** A provider's hours as they hold for a service: notice, and the way to its jobs from where the provider is now. */
export const rulesOf = ({ provider, service }: Bookable, schedule: ScheduleRow): ScheduleRow =>
  rulesFor(
    {
      ...schedule,
      base: provider.position,
      isMobile: schedule.isMobile || service.location === "customer",
    },
    service,
  );

/** A hold on an open time, with buffers and terms as they are now. */
export const newHold = (
  { provider, service, userId }: Bookable,
  rules: ScheduleRow,
  { offering, price, owner, slot, expiresAt, now, activeMax = 2 ** 31 - 1, place = null }: Wanted,
): NewHold => ({
  owner,
  providerId: provider.id,
  serviceId: service.id,
  capacity: service.capacity,
  slot,
  claim: {
    start: slot.start - rules.bufferBeforeMinutes * MINUTE_MS,
    end: slot.end + rules.bufferAfterMinutes * MINUTE_MS,
  },
  timeZone: rules.timeZone,
  expiresAt,
  quote: {
    ...price,
    policy: policyTerms(provider.cancellationPolicy, slot.start, now.getTime()),
  },
  offer: {
    providerUserId: userId,
    providerName: provider.businessName,
    providerSlug: provider.slug,
    serviceName: offering.name,
    variantId: offering.variantId,
    categoryId: provider.category.id,
    location: service.location,
    isInstant: service.isInstant,
    place,
  },
  now,
  activeMax,
});
