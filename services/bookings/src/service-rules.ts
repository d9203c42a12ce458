import type { Money, ScheduleRules, Service } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import type { Group } from "./class-slots.ts";
import { noticeFor } from "./lifecycle.ts";

/** A provider's rules as they hold for one service: time to answer a request. */
export const rulesFor = <Rules extends ScheduleRules>(
  schedule: Rules,
  { isInstant }: Pick<Service, "isInstant">,
): Rules => ({
  ...schedule,
  noticeMinutes: noticeFor(schedule.noticeMinutes, isInstant),
});

/** The group that books a service together; undefined when it is for one at a time. */
export const groupOf = (serviceId: string, capacity: number): Group | undefined =>
  capacity > 1 ? { serviceId, capacity } : undefined;

/** What is booked of a service: itself, or one of its variants. */
export interface Offering {
  variantId: string | null;
  /** "Deep tissue massage, 90 minutes". */
  name: string;
  price: Money;
  durationMinutes: number;
}

/**
 * The variant of a service that is asked for, or the first; undefined when the service has none.
 * @throws not_found for a variant that is another service's, or was removed.
 */
export const variantOf = <Variant extends { id: string }>(
  { variants }: { variants: readonly Variant[] },
  id: string | undefined,
): Variant | undefined => {
  if (id === undefined) return variants[0];
  const found = variants.find((variant) => variant.id === id);
  if (!found) throw problem("not_found", "This service has no such variant.");
  return found;
};

/** What is booked of a service: a variant of it, or itself. @throws not_found as `variantOf` does. */
export const offeringOf = (service: Service, variantId: string | undefined): Offering => {
  const { name, price, durationMinutes } = service;
  const variant = variantOf(service, variantId);
  if (!variant) return { variantId: null, name, price, durationMinutes };
  return {
    variantId: variant.id,
    name: `${name}, ${variant.name}`,
    price: variant.price,
    durationMinutes: variant.durationMinutes,
  };
};
