import { resetPassword, verifyEmail } from "./account.ts";
import { cancelledCustomer, cancelledProvider } from "./booking-cancelled.ts";
import { confirmedCustomer, confirmedProvider } from "./booking-confirmed.ts";
import { disputeAnswered, disputed, disputeResolved } from "./booking-dispute.ts";
import {
  completedCustomer,
  completedProvider,
  reminderCustomer,
  reminderProvider,
} from "./booking-day.ts";
import { declinedCustomer, expiredCustomer, expiredProvider } from "./booking-ended.ts";
import { noShowCustomer, noShowProvider } from "./booking-no-show.ts";
import {
  proposalDeclined,
  proposalLapsed,
  proposalWithdrawn,
  proposed,
} from "./booking-proposal.ts";
import { requestedCustomer, requestedProvider } from "./booking-requested.ts";
import { rescheduledCustomer, rescheduledProvider } from "./booking-rescheduled.ts";
import { calendarStale } from "./calendar-stale.ts";
import { chargebackAnswered, chargebackClosed, chargebackOpened } from "./chargeback.ts";
import { messageReceived } from "./message.ts";
import { paymentFailedCustomer } from "./payment-failed.ts";
import { paymentOwedCustomer, paymentOwedProvider } from "./payment-owed.ts";
import { payoutFailed } from "./payout-failed.ts";
import {
  seriesCancelledCustomer,
  seriesCancelledProvider,
  seriesConfirmedCustomer,
  seriesConfirmedProvider,
  seriesDeclinedCustomer,
  seriesExpiredCustomer,
  seriesExpiredProvider,
  seriesRescheduledCustomer,
  seriesRescheduledProvider,
  seriesRequestedCustomer,
  seriesRequestedProvider,
} from "./series.ts";
import { tipBackCustomer, tipBackProvider, tipGiven, tipReceived } from "./tip.ts";
import { waitlistOffered } from "./waitlist-offered.ts";
import type { Calendar } from "./calendar.ts";
import { letterHtml } from "./letter-html.ts";
import { letterText, type Letter, type Site } from "./letter.ts";

/** Every mail there is, by the name under which it is recorded. */
export const TEMPLATES = {
  "verify-email": verifyEmail,
  "reset-password": resetPassword,
  "calendar-stale": calendarStale,
  "booking-requested-customer": requestedCustomer,
  "booking-requested-provider": requestedProvider,
  "booking-confirmed-customer": confirmedCustomer,
  "booking-confirmed-provider": confirmedProvider,
  "booking-declined-customer": declinedCustomer,
  "booking-cancelled-customer": cancelledCustomer,
  "booking-cancelled-provider": cancelledProvider,
  "booking-rescheduled-customer": rescheduledCustomer,
  "booking-rescheduled-provider": rescheduledProvider,
  "booking-proposed-customer": proposed("customer"),
  "booking-proposed-provider": proposed("provider"),
  "booking-proposal-declined-customer": proposalDeclined("customer"),
  "booking-proposal-declined-provider": proposalDeclined("provider"),
  "booking-proposal-withdrawn-customer": proposalWithdrawn("customer"),
  "booking-proposal-withdrawn-provider": proposalWithdrawn("provider"),
  "booking-proposal-lapsed-customer": proposalLapsed("customer"),
  "booking-proposal-lapsed-provider": proposalLapsed("provider"),
  "booking-expired-customer": expiredCustomer,
  "booking-expired-provider": expiredProvider,
  "booking-reminder-customer": reminderCustomer,
  "booking-reminder-provider": reminderProvider,
  "booking-completed-customer": completedCustomer,
  "booking-completed-provider": completedProvider,
  "booking-no-show-customer": noShowCustomer,
  "booking-no-show-provider": noShowProvider,
  "booking-disputed-customer": disputed("customer"),
  "booking-disputed-provider": disputed("provider"),
  "booking-dispute-answered-customer": disputeAnswered("customer"),
  "booking-dispute-answered-provider": disputeAnswered("provider"),
  "booking-dispute-resolved-customer": disputeResolved("customer"),
  "booking-dispute-resolved-provider": disputeResolved("provider"),
  "message-received-customer": messageReceived("customer"),
  "message-received-provider": messageReceived("provider"),
  "payment-failed-customer": paymentFailedCustomer,
  "payment-owed-customer": paymentOwedCustomer,
  "payment-owed-provider": paymentOwedProvider,
  "payout-failed": payoutFailed,
  "tip-received-provider": tipReceived,
  "tip-given-customer": tipGiven,
  "tip-back-customer": tipBackCustomer,
  "tip-back-provider": tipBackProvider,
  "chargeback-opened-provider": chargebackOpened,
  "chargeback-answered-provider": chargebackAnswered,
  "chargeback-closed-provider": chargebackClosed,
  "series-requested-customer": seriesRequestedCustomer,
  "series-requested-provider": seriesRequestedProvider,
  "series-confirmed-customer": seriesConfirmedCustomer,
  "series-confirmed-provider": seriesConfirmedProvider,
  "series-declined-customer": seriesDeclinedCustomer,
  "series-expired-customer": seriesExpiredCustomer,
  "series-expired-provider": seriesExpiredProvider,
  "series-rescheduled-customer": seriesRescheduledCustomer,
  "series-rescheduled-provider": seriesRescheduledProvider,
  "series-cancelled-customer": seriesCancelledCustomer,
  "series-cancelled-provider": seriesCancelledProvider,
  "waitlist-offered": waitlistOffered,
} as const;

export type TemplateName = keyof typeof TEMPLATES;
export type FactsOf<T extends TemplateName> = Parameters<(typeof TEMPLATES)[T]>[0];

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  calendar: Calendar | null;
}

const write = <T extends TemplateName>(template: T, facts: FactsOf<T>, site: Site): Letter =>
  (TEMPLATES[template] as (facts: FactsOf<T>, site: Site) => Letter)(facts, site);

/** Under which subject a mail will go. */
export const subjectOf = <T extends TemplateName>(
  template: T,
  facts: FactsOf<T>,
  site: Site,
): string => write(template, facts, site).subject;

/** A finished mail from facts alone. */
export const renderMail = <T extends TemplateName>(
  template: T,
  facts: FactsOf<T>,
  site: Site,
): RenderedMail => {
  const letter = write(template, facts, site);
  return {
    subject: letter.subject,
    html: letterHtml(letter, site),
    text: letterText(letter, site),
    calendar: letter.calendar?.() ?? null,
  };
};
