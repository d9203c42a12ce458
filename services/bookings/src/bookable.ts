import { problem, type Clients } from "@loconomy/kit";
import type { Bookable } from "./new-hold.ts";

/**
 * What is to be booked, with its provider, as it is offered now.
 * @throws not_found, and not_bookable_yet while the provider's account cannot take money.
 */
export const findBookable = async (
  { providers }: Pick<Clients, "providers">,
  serviceId: string,
): Promise<Bookable> => {
  const bookable = await providers.getBookable({ serviceId });
  if (!bookable) throw problem("not_found", "This service is not offered.");
  if (!bookable.provider.takesBookings)
    throw problem("not_bookable_yet", "This provider does not take bookings at the moment.");
  return bookable;
};
