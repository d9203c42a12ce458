import type { ServiceName } from "@loconomy/contracts";
import type { Service, ServiceDependencies } from "@loconomy/kit";
import { createBookings } from "@loconomy/bookings";
import { createCommunication } from "@loconomy/communication";
import { createGeolocation } from "@loconomy/geolocation";
import { createNotifications } from "@loconomy/notifications";
import { createPayments } from "@loconomy/payments";
import { createProviders } from "@loconomy/providers";
import { createReviews } from "@loconomy/reviews";
import { createSearch } from "@loconomy/search";
import { createUsers } from "@loconomy/users";

/** Every service there is, in the order in which they start. */
export const SERVICES: Record<
  ServiceName,
  (deps: ServiceDependencies) => Service | Promise<Service>
> = {
  users: createUsers,
  geolocation: createGeolocation,
  providers: createProviders,
  bookings: createBookings,
  communication: createCommunication,
  payments: createPayments,
  notifications: createNotifications,
  reviews: createReviews,
  search: createSearch,
};

export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];
