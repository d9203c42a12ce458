import { booksContract } from "./books.ts";
import { bookingsContract, bookingsInternal } from "./bookings.ts";
import { communicationContract, communicationInternal } from "./communication.ts";
import { chargebacksContract } from "./chargebacks.ts";
import { notificationsInternal } from "./notifications.ts";
import { disputesContract } from "./disputes.ts";
import { documentsContract } from "./documents.ts";
import { cardsContract } from "./cards.ts";
import { couponsContract, couponsInternal } from "./coupons.ts";
import { directoryContract } from "./directory.ts";
import { geolocationContract, geolocationInternal } from "./geolocation.ts";
import { paymentsContract, paymentsInternal } from "./payments.ts";
import { payoutsContract } from "./payouts.ts";
import { pricingContract } from "./pricing.ts";
import { providersContract, providersInternal } from "./providers.ts";
import { reviewsContract } from "./reviews.ts";
import { searchContract } from "./search.ts";
import { seriesContract } from "./series.ts";
import { tipsContract } from "./tips.ts";
import { usersContract, usersInternal } from "./users.ts";
import { waitlistContract } from "./waitlist.ts";

/** The public API: served at `/api/v1` by the gateway, one branch a service. */
export const contract = {
  users: usersContract,
  providers: providersContract,
  bookings: { ...bookingsContract, ...disputesContract, ...seriesContract, ...waitlistContract },
  payments: {
    ...paymentsContract,
    ...payoutsContract,
    ...booksContract,
    ...chargebacksContract,
    ...pricingContract,
    ...documentsContract,
    ...couponsContract,
    ...tipsContract,
    ...cardsContract,
  },
  search: { ...searchContract, ...directoryContract },
  reviews: reviewsContract,
  communication: communicationContract,
  geolocation: geolocationContract,
};

/** What services ask of each other; never reachable from outside. */
export const internalContract = {
  users: usersInternal,
  providers: providersInternal,
  bookings: bookingsInternal,
  payments: { ...paymentsInternal, ...couponsInternal },
  notifications: notificationsInternal,
  communication: communicationInternal,
  geolocation: geolocationInternal,
};

/** Public and internal procedures of each service: what a service's typed client offers. */
export const serviceContracts = {
  users: { ...usersContract, ...usersInternal },
  providers: { ...providersContract, ...providersInternal },
  bookings: {
    ...bookingsContract,
    ...disputesContract,
    ...seriesContract,
    ...waitlistContract,
    ...bookingsInternal,
  },
  payments: {
    ...paymentsContract,
    ...payoutsContract,
    ...booksContract,
    ...chargebacksContract,
    ...pricingContract,
    ...documentsContract,
    ...couponsContract,
    ...tipsContract,
    ...cardsContract,
    ...paymentsInternal,
    ...couponsInternal,
  },
  search: { ...searchContract, ...directoryContract },
  reviews: reviewsContract,
  geolocation: { ...geolocationContract, ...geolocationInternal },
  communication: { ...communicationContract, ...communicationInternal },
  notifications: notificationsInternal,
};

export type ServiceName = keyof typeof serviceContracts;

export * from "./bookings.ts";
export * from "./books.ts";
export * from "./box.ts";
export * from "./cache-tags.ts";
export * from "./calendars.ts";
export * from "./cards.ts";
export * from "./chargebacks.ts";
export * from "./clock-text.ts";
export * from "./common.ts";
export * from "./communication.ts";
export * from "./coupons.ts";
export * from "./deposits.ts";
export * from "./directory.ts";
export * from "./dispute.ts";
export * from "./distance.ts";
export * from "./documents.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./geolocation.ts";
export * from "./least-charge.ts";
export * from "./lifecycle.ts";
export * from "./money.ts";
export * from "./notifications.ts";
export * from "./payments.ts";
export * from "./payouts.ts";
export * from "./permissions.ts";
export * from "./pricing.ts";
export * from "./providers.ts";
export * from "./reviews.ts";
export * from "./schedule.ts";
export * from "./search.ts";
export * from "./series.ts";
export * from "./tips.ts";
export * from "./track-record.ts";
export * from "./users.ts";
export * from "./waitlist.ts";
